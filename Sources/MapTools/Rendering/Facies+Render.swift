package import Cartography
import Files
import Foundation
package import Jobs
package import RasterIO
package import Rasters
package import Scenes

/// What a map sheet is to look like beyond its style.
public struct RenderOptions: Sendable {
  /// A style's name or file; nil keeps the colours of the map.
  public var style: String?
  public var title: String?
  public var credit: String?
  /// A raster to lay under the units as a grey image: its path and band.
  public var image: String?
  public var imageBand: Int
  /// A terrain model whose relief is laid under the units.
  public var terrain: String?
  /// Lay a world file and the reference system beside a PNG.
  public var worldFile: Bool
  /// Bring names and colours into the model beside the map too.
  public var intoModel: Bool
  public var overwrite: Bool

  public init(
    style: String? = nil, title: String? = nil, credit: String? = nil, image: String? = nil,
    imageBand: Int = 1, terrain: String? = nil, worldFile: Bool = false,
    intoModel: Bool = false, overwrite: Bool = false
  ) {
    self.style = style
    self.title = title
    self.credit = credit
    self.image = image
    self.imageBand = imageBand
    self.terrain = terrain
    self.worldFile = worldFile
    self.intoModel = intoModel
    self.overwrite = overwrite
  }
}

extension Facies {
  /// Draws a map sheet of a classified raster; no model is run. A sheet whose
  /// name ends in .pdf knows its place (GeoPDF); a PNG gets it in a world file
  /// where that is asked for.
  ///
  /// Names and colours that `units.yaml` beside `units.tif` gives to the
  /// units count, and are brought to the sidecars of the map (`.qml`, `.sld`,
  /// `.tif.aux.xml`); in the folder of a run also to `units.csv`,
  /// `units.gpkg`, `report.html` and `item.json`. The raster itself is not
  /// touched, and of `run.json` only the checksums of what was written anew.
  package static func render(
    map path: String, to output: String, options: RenderOptions,
    control: RunControl = RunControl()
  ) throws {
    let file = try LocalPath.file(path)
    let map = try LabelMap(path: file.absolute)
    let target = try SheetFile(path: output, options: options, grid: map.grid, input: file)
    var style = try StyleSearch.style(named: options.style)
    let given = try unitFile(of: file.absolute)
    let result = FinishedResult(map: file.absolute)
    let legend = try legend(
      of: map, style: style,
      keepsColours: options.style == nil || style.palette == .ground, given: given,
      finished: result?.legend)
    let backdrop = try backdrop(options, map.grid, &style, control)
    let canRename = isWritable(folderOf: file.absolute)
    if let given {
      note(strangeUnits: given, in: legend, control)
      if canRename {
        try rename(map, file.absolute, given, result, control)
      } else {
        control.log(readOnly)
      }
    }
    if options.intoModel { try NamedModel(beside: file.absolute).take(given, result, legend) }
    let words = SheetWords(
      scene: map.dataset.metadataItem("FACIES_SCENE") ?? file.stem, title: options.title,
      credit: options.credit, product: map.dataset.metadataItem("FACIES_PRODUCT") ?? "raster",
      acquired: nil)
    control.progress("map sheet", 0)
    try target.write(
      MapSheet(
        map: map, legend: legend,
        unmapped: UnmappedGround.words(rejected: result?.rejected ?? [:]), style: style,
        title: words.title(style, legend, map.grid),
        subtitle: words.subtitle(style, legend, map.grid), credit: words.creditLine,
        backdrop: backdrop), control)
    if canRename { try result?.refreshChecksums() }
  }

  private static let readOnly =
    "the folder of the map cannot be written to: files beside it keep their names and colours"

  private static func note(strangeUnits given: UnitFile, in legend: Legend, _ control: RunControl) {
    let strange = given.entries.keys.sorted()
      .filter { unit in !legend.entries.contains { $0.value == unit } }
    guard !strange.isEmpty else { return }
    control.log(
      "units.yaml names \(strange.map(String.init).joined(separator: ", ")), which the map has not")
  }

  private static func isWritable(folderOf path: String) -> Bool {
    access(URL(fileURLWithPath: path).deletingLastPathComponent().path, W_OK) == 0
  }

  /// Names from the run's record or the map's categories, colours from its
  /// palette or the style.
  package static func legend(
    of map: LabelMap, style: Style, keepsColours: Bool, given: UnitFile? = nil,
    finished: Legend? = nil
  ) throws -> Legend {
    let census = try map.census()
    let highest = census.pixels.keys.max() ?? 0
    let colours = UnitColours.colours(style.palette, count: highest)
    let own = keepsColours ? map.dataset.palette : [:]
    let names = Dictionary(
      finished?.entries.map { ($0.value, $0.name) }
        ?? map.categories.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
    let bare = Legend(
      entries: census.pixels.keys.sorted().map { value in
        LegendEntry(
          value: value, name: names[value] ?? "Unit \(value)",
          colour: own[value] ?? colours[value - 1], pixelCount: census.pixels[value] ?? 0,
          hectares: census.hectares[value])
      })
    guard let given else { return bare }
    return keepsColours
      ? given.applied(to: bare) : given.withoutColours.applied(to: bare, keepsColours: true)
  }

  /// The person's own names and colours, where there is such a file.
  package static func unitFile(of map: String) throws -> UnitFile? {
    let path = UnitFile.path(beside: map)
    return FileManager.default.fileExists(atPath: path) ? try UnitFile.read(path) : nil
  }

  /// Brings the person's own names and colours, whatever the style of the
  /// sheet, to all that lies beside the map.
  private static func rename(
    _ map: LabelMap, _ path: String, _ given: UnitFile, _ result: FinishedResult?,
    _ control: RunControl
  ) throws {
    guard let result else {
      let legend = try legend(of: map, style: .standard, keepsColours: true, given: given)
      return try writeSidecars(map, path, legend)
    }
    let legend = given.applied(to: result.legend)
    try writeSidecars(map, path, legend)
    try result.rename(map, legend, control)
  }

  /// What GIS programs read beside the map.
  private static func writeSidecars(_ map: LabelMap, _ path: String, _ legend: Legend) throws {
    let stem = URL(fileURLWithPath: path).deletingPathExtension()
    let name = map.dataset.metadataItem("FACIES_SCENE") ?? stem.lastPathComponent
    try TemporaryName.write(AuxiliaryXML.text(legend), to: path + ".aux.xml")
    try TemporaryName.write(QMLStyle.text(legend), to: stem.path + ".qml")
    try TemporaryName.write(SLDStyle.text(legend, name: name), to: stem.path + ".sld")
  }

  /// Naming an image or a terrain model asks for that backdrop.
  private static func backdrop(
    _ options: RenderOptions, _ grid: Grid, _ style: inout Style, _ control: RunControl
  ) throws -> (any Backdrop)? {
    if let terrain = options.terrain {
      style.backdrop = .hillshade
      let shade = try HillshadeBackdrop(path: LocalPath.file(terrain).absolute, onto: grid)
      shade.notes.forEach(control.log)
      return shade
    }
    if let image = options.image {
      style.backdrop = .image
      let picture = try ImageBackdrop(
        path: LocalPath.file(image).absolute, band: options.imageBand, onto: grid)
      picture.notes.forEach(control.log)
      return picture
    }
    switch style.backdrop {
    case .none: break
    case .hillshade:
      control.log("the style lays units over a hillshade, and none is given: name a terrain model")
    case .image, .composite:
      control.log("the style lays units over an image, and none is given: name a raster")
    }
    return nil
  }
}
