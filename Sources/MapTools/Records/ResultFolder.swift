import Foundation
import Jobs
import Rasters
package import Scenes

/// The folder of a run.
package struct ResultFolder {
  private let staged: StagedFolder

  private let names: [Name]

  /// A file of a result.
  package struct Name: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
  }

  /// Makes the folder; refuses one that holds results unless told to
  /// overwrite them, and one in which an input would be overwritten.
  ///
  /// - Parameter names: every file that a run may write, in the order in which they take their
  ///   places: the last says that the others are complete.
  package init(path: String, names: [Name], overwrite: Bool, inputs: [String]) throws {
    try Self.check(path: path, names: names, inputs: inputs)
    self.names = names
    staged = try StagedFolder(path, names: Self.guarded(names), overwrite: overwrite)
  }

  /// Names that no run writes over without being told to.
  private static func guarded(_ names: [Name]) -> [String] {
    besideSheet + names.filter { $0 != .unitFile }.map(\.rawValue)
  }

  /// What facies render lays beside a sheet, which would misplace a new one.
  private static let besideSheet = ["map.pgw", "map.png.aux.xml"]

  /// Throws where a run into the folder would be refused.
  package static func check(path: String, names: [Name], overwrite: Bool) throws {
    try StagedFolder.check(path, names: guarded(names), overwrite: overwrite)
  }

  /// Throws where a result would take the place of an input.
  package static func check(path: String, names: [Name], inputs: [String]) throws {
    try OutputPath.check(folder: path, names: guarded(names), inputs: inputs)
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
    try staged.publish(
      Self.besideSheet + names.map(\.rawValue),
      keeping: Set(kept.union([.unitFile]).map(\.rawValue)))
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

/// Names that other jobs know, which are a contract.
extension ResultFolder.Name {
  package static let attributes = Self(rawValue: "units.tif.aux.xml")
  package static let qgisStyle = Self(rawValue: "units.qml")
  package static let styledLayer = Self(rawValue: "units.sld")
  /// A person's own file once it is changed: then no run replaces it.
  package static let unitFile = Self(rawValue: "units.yaml")
  package static let confidence = Self(rawValue: "confidence.tif")
  package static let polygons = Self(rawValue: "units.gpkg")
  package static let exemplars = Self(rawValue: "exemplars.gpkg")
  package static let map = Self(rawValue: "map.png")
  package static let statistics = Self(rawValue: "units.csv")
  package static let model = Self(rawValue: "model.safetensors")
  package static let page = Self(rawValue: "report.html")
  package static let item = Self(rawValue: "item.json")
  package static let units = Self(rawValue: "units.tif")
  package static let report = Self(rawValue: "run.json")
}
