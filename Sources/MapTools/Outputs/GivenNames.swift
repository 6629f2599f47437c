import Foundation
import RasterIO
package import Scenes

/// Names and colours that people have given to the units of a map before it is made, and where
/// they come from.
package struct GivenNames {
  package let file: UnitFile
  /// What people are told where the names or colours are not those that they would have been.
  package let note: String
  /// Whether the file may belong to another map.
  package let isDoubtful: Bool

  /// The first that there is: the file that the scene names, one that somebody has edited in the
  /// folder of the map, beside the model that is applied, or beside the map or model whose
  /// numbering is kept.
  package static func find(
    _ scene: Scene, _ folder: ResultFolder, model: String?
  ) throws -> GivenNames? {
    if let path = scene.colours {
      return GivenNames(path, try UnitFile.read(LocalPath.file(path).absolute))
    }
    if let own = try folder.unitFile() {
      return GivenNames(file: own, note: inFolder, isDoubtful: true)
    }
    return try model.flatMap(beside) ?? scene.relabel.flatMap(beside)
  }

  private init(file: UnitFile, note: String, isDoubtful: Bool) {
    (self.file, self.note, self.isDoubtful) = (file, note, isDoubtful)
  }

  private init(_ path: String, _ file: UnitFile) {
    self.init(
      file: file, note: "names and colours of the units are those of '\(path)'", isDoubtful: false)
  }

  private static let inFolder =
    "names and colours of the units are those of the units.yaml that was in the folder; "
    + "delete it if it belongs to another map"

  /// The edited file beside a map or model.
  private static func beside(_ path: String) throws -> GivenNames? {
    let name = ResultFolder.Name.unitFile.rawValue
    let isModel = path.hasSuffix(".safetensors")
    let place =
      isModel
      ? URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name).path
      : UnitFile.path(beside: path)
    guard let data = FileManager.default.contents(atPath: place),
      !UnitFile.isUntouched(String(decoding: data, as: UTF8.self))
    else { return nil }
    return GivenNames(place, try UnitFile.read(place))
  }
}
