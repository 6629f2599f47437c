import Documents
import Foundation
import Rasters

/// The keys of a scene file that name labels.
enum LabelKeys {
  /// `{file: outcrops.gpkg, field: lithology, layer: mapped, hold-out: 0.3,
  /// use: discover}`, or
  /// `{raster: labels.tif}`.
  static func known(_ value: YAMLValue, folder: URL) throws -> Scene.Known {
    let entries = try value.mapping("known", known: SceneSettings.all.keys(below: "known"))
    let labels = try labels(entries, of: value, what: "known", folder: folder)
    let holdOut = try entries["hold-out"].map { try $0.read(SceneSettings.holdOut) }
    let use = try entries["use"].map { try $0.read(SceneSettings.labelUse) }
    return Scene.Known(labels: labels, holdOut: holdOut, use: use)
  }

  /// A path, or `{file: labels.gpkg, field: class}`, or `{raster: labels.tif}`.
  static func reference(_ value: YAMLValue, folder: URL) throws -> Scene.Labels {
    guard value.isMapping else {
      return .init(path: SceneFile.resolve(try value.string("reference"), in: folder))
    }
    let entries = try value.mapping("reference", known: SceneSettings.all.keys(below: "reference"))
    return try labels(entries, of: value, what: "reference", folder: folder)
  }

  private static func labels(
    _ entries: [String: YAMLValue], of value: YAMLValue, what: String, folder: URL
  ) throws -> Scene.Labels {
    guard (entries["file"] == nil) != (entries["raster"] == nil),
      let path = entries["file"] ?? entries["raster"]
    else { throw value.error("\(what) needs one of 'file' (polygons or points) and 'raster'") }
    if let field = entries["field"], entries["raster"] != nil {
      throw field.error("field goes with 'file' (polygons or points), not with 'raster'")
    }
    if let layer = entries["layer"], entries["raster"] != nil {
      throw layer.error("layer goes with 'file' (polygons or points), not with 'raster'")
    }
    return .init(
      path: SceneFile.resolve(try path.string(what), in: folder),
      field: try entries["field"]?.string("field"), layer: try entries["layer"]?.string("layer"))
  }

  static func text(_ labels: Scene.Labels) -> String {
    "file: \(YAMLText.quoted(labels.path))"
      + (labels.field.map { ", field: \(YAMLText.quoted($0))" } ?? "")
      + SceneFile.text(layer: labels.layer)
  }
}
