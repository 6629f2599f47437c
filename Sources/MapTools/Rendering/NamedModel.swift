import Files
import Foundation
import Learning
import Rasters
import Scenes

/// The model beside a map, which takes names and colours of the map's units, so that its next maps
/// have them.
struct NamedModel {
  private let path: String

  init(beside map: String) {
    path =
      URL(fileURLWithPath: map).deletingLastPathComponent()
      .appendingPathComponent(ResultFolder.Name.model.rawValue).path
  }

  /// Takes what the person's file says of the units that a run found.
  func take(_ given: UnitFile?, _ result: FinishedResult?, _ drawn: Legend) throws {
    let found = result?.legend ?? drawn
    try take(given?.applied(to: found) ?? found, isWhole: result != nil)
  }

  /// Units that the map lacks keep what the model has for them; a run lists every unit of its model.
  private func take(_ legend: Legend, isWhole: Bool) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure.usage(
        "there is no model '\(path)' to bring names and colours into", code: .missing)
    }
    var model = try ModelFile(data: data, name: path)
    let entries = Dictionary(
      legend.entries.map { ($0.value, $0) }, uniquingKeysWith: { first, _ in first })
    let names = model.description.unitNames
    let most = legend.entries.map(\.value).max() ?? 0
    guard isWhole ? most == names.count : most <= names.count else {
      throw Failure.usage(
        "the model '\(path)' has \(names.count) units, the map \(most): it is not the map's model")
    }
    let old = model.description.unitColours ?? []
    model.description.unitNames = names.enumerated().map {
      entries[$0.offset + 1]?.name ?? $0.element
    }
    model.description.unitColours = names.indices.map { index in
      entries[index + 1]?.colour ?? (old.indices.contains(index) ? old[index] : RGB(128, 128, 128))
    }
    try TemporaryName.write(model.serialized(), to: path)
  }
}
