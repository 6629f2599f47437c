import Foundation
import Jobs
import Rasters
package import Scenes

/// The folder of a run and the names in it, which are a contract.
package struct ResultFolder {
  private let staged: StagedFolder

  /// In the order in which they take their places: the report says that the
  /// others are complete.
  package enum Name: String, CaseIterable {
    case attributes = "units.tif.aux.xml"
    case qgisStyle = "units.qml"
    case styledLayer = "units.sld"
    /// A person's own file once it is changed: then no run replaces it.
    case unitFile = "units.yaml"
    case confidence = "confidence.tif"
    case features = "features.tif"
    case anomaly = "anomaly.tif"
    case polygons = "units.gpkg"
    case map = "map.png"
    case statistics = "units.csv"
    case model = "model.safetensors"
    case page = "report.html"
    case item = "item.json"
    case units = "units.tif"
    case report = "run.json"
  }

  /// Names that no run writes over without being told to.
  private static let guarded = Name.allCases.filter { $0 != .unitFile }.map(\.rawValue)

  /// Makes the folder; refuses one that holds results unless told to
  /// overwrite them, and one in which an input would be overwritten.
  package init(path: String, overwrite: Bool, inputs: [String]) throws {
    try Self.check(path: path, inputs: inputs)
    staged = try StagedFolder(path, names: Self.guarded, overwrite: overwrite)
  }

  /// Throws where a run into the folder would be refused.
  package static func check(path: String, overwrite: Bool) throws {
    try StagedFolder.check(path, names: guarded, overwrite: overwrite)
  }

  /// Throws where a result would take the place of an input.
  package static func check(path: String, inputs: [String]) throws {
    try OutputPath.check(folder: path, names: guarded, inputs: inputs)
  }

  package var staging: String { staged.staging }

  /// Where trainings of the run are kept until it succeeds.
  package var checkpoint: String { staged.place(FitCheckpoint.name) }

  /// Where a file is in the end.
  package func place(_ name: Name) -> String { staged.place(name.rawValue) }

  /// Where a file is written until ``publish(keeping:)``.
  package func file(_ name: Name) -> String { staged.file(name.rawValue) }

  /// Moves the finished files to their places and takes away what an earlier
  /// run left, but for the names in `kept`.
  package func publish(keeping kept: Set<Name> = []) throws {
    // What facies render lays beside a sheet would misplace the new one.
    for name in ["map.pgw", "map.png.aux.xml"] { unlink(staged.place(name)) }
    try staged.publish(
      Name.allCases.map(\.rawValue), keeping: Set(kept.union([.unitFile]).map(\.rawValue)))
  }

  package func abandon(_ error: any Error) -> any Error { staged.abandon(error) }
}

extension ResultFolder {
  /// Names and colours that somebody gave to the units of an earlier map in
  /// this folder; nil where the file is not there or as a run wrote it.
  package func unitFile() throws -> UnitFile? {
    let path = place(.unitFile)
    guard let data = FileManager.default.contents(atPath: path),
      !UnitFile.isUntouched(String(decoding: data, as: UTF8.self))
    else { return nil }
    return try UnitFile.read(path)
  }
}

extension ResultFolder.Name {
  /// What a file is, for those who open the folder; nil for what goes along
  /// with another file.
  package var meaning: String? {
    switch self {
    case .units: "the map: a Cloud-Optimized GeoTIFF, coloured and named in GIS programs"
    case .attributes: nil
    case .qgisStyle: "style of the map for QGIS"
    case .styledLayer: "style of the map for GeoServer and others (SLD)"
    case .unitFile: "names and colours of the units, to be edited; then facies render"
    case .features: "what was learnt from: every feature as a band"
    case .anomaly: "how unlike the rest each pixel is: the error of rebuilding it from its code"
    case .polygons: "the map as polygons: GeoPackage with a style for QGIS"
    case .confidence: "how sure each pixel is, in percent"
    case .map: "map sheet to print"
    case .statistics: "table of the units: size, mean and deviation of every band"
    case .model: "the fitted model, to be applied to other scenes"
    case .page: nil
    case .item: "description for catalogues (STAC Item)"
    case .report: "what the run did: inputs, parameters, timings"
    }
  }
}
