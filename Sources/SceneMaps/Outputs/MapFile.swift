import MapTools
import Reports

/// A file of a map's folder and what others are told of it.
struct MapFile: Sendable {
  let name: ResultFolder.Name
  /// What it is, for those who open the folder; nil for what goes along with another file.
  let meaning: String?
  /// How catalogues list it; nil where they do not.
  let asset: MapItem.Asset?

  init(_ name: ResultFolder.Name, _ meaning: String?, asset: MapItem.Asset? = nil) {
    self.name = name
    self.meaning = meaning
    self.asset = asset
  }
}

/// Files that every map has.
extension MapFile {
  static let units = MapFile(
    .units, "the map: a Cloud-Optimized GeoTIFF, coloured and named in GIS programs",
    asset: .init(
      "units", file: "units.tif", .cog, "Map of units", band: .init("unit", noData: 0),
      hasClasses: true))
  static let sidecars = [
    MapFile(.attributes, nil),
    MapFile(.qgisStyle, "style of the map for QGIS"),
    MapFile(
      .styledLayer, "style of the map for GeoServer and others (SLD)",
      asset: .init(
        "style", file: "units.sld", .styledLayer, "Style of the map", roles: ["metadata"])),
    MapFile(.unitFile, "names and colours of the units, to be edited; then facies render"),
  ]
  static let report = MapFile(
    .report, "what the run did: inputs, parameters, timings",
    asset: .init("run", file: "run.json", .json, "Record of the run", roles: ["metadata"]))

  /// In the order in which they take their places: the report says that the others are complete.
  private static let all = sidecars + MapOutput.all.map(\.file) + [units, report]

  static let names = all.map(\.name)

  private static let byName = Dictionary(
    all.map { ($0.name.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

  /// What is known of a file by its name.
  static func named(_ name: String) -> MapFile? { byName[name] }
}
