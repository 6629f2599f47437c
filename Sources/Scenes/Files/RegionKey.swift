import Documents
import Foundation
import Rasters

/// The key `region` of a scene file.
enum RegionKey {
  static func region(_ value: YAMLValue) throws -> Scene.Region {
    let entries = try value.mapping("region", known: SceneSettings.all.keys(below: "region"))
    let ways = entries.keys.filter { $0 != "crs" && $0 != "layer" }
    guard ways.count < 2 else {
      throw value.error("region needs only one of 'window', 'bounds' and 'polygons'")
    }
    if let crs = entries["crs"], entries["bounds"] == nil {
      throw crs.error("crs goes with 'bounds' only")
    }
    if let layer = entries["layer"], entries["polygons"] == nil {
      throw layer.error("layer goes with 'polygons' only")
    }
    if let window = entries["window"] { return try self.window(window) }
    if let bounds = entries["bounds"] {
      return try self.bounds(bounds, crs: entries["crs"]?.string("crs"))
    }
    guard let polygons = entries["polygons"] else {
      throw value.error("region needs 'window', 'bounds' or 'polygons'")
    }
    let name = VectorName(
      try polygons.path("polygons"), layer: try entries["layer"]?.string("layer"))
    return .polygons(path: name.path, layer: name.layer)
  }

  private static func window(_ value: YAMLValue) throws -> Scene.Region {
    let n = try value.list("window").map { try $0.integer("each of window", in: 0...1 << 31) }
    guard n.count == 4, n[2] > 0, n[3] > 0 else {
      throw value.error("window must be [column, row, width, height] with width and height over 0")
    }
    return .window(Window(column: n[0], row: n[1], width: n[2], height: n[3]))
  }

  private static func bounds(_ value: YAMLValue, crs: String?) throws -> Scene.Region {
    let n = try value.numbers("bounds", count: 4)
    guard n[0] < n[2], n[1] < n[3] else {
      throw value.error("bounds must be [west, south, east, north] with west < east, south < north")
    }
    return .bounds(n, crs: crs)
  }

  /// Bounds as they are typed: four numbers, and perhaps a reference system.
  static func typedBounds(_ text: String) throws -> Scene.Region {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    let numbers = parts.prefix(4).compactMap(Double.init)
    let crs = parts.count == 5 ? parts[4] : nil
    guard numbers.count == 4, (4...5).contains(parts.count), crs?.isEmpty != true,
      numbers.allSatisfy(\.isFinite)
    else {
      throw Failure.usage(
        "bounds are WEST,SOUTH,EAST,NORTH, and perhaps a reference system, such as "
          + "8.1,45.2,8.4,45.4,EPSG:4326, not '\(text)'")
    }
    guard numbers[0] < numbers[2], numbers[1] < numbers[3] else {
      throw Failure.usage("the bounds '\(text)' are empty: west < east and south < north")
    }
    return .bounds(numbers, crs: crs)
  }

  static func text(_ region: Scene.Region) -> String {
    switch region {
    case .window(let w): "{window: [\(w.column), \(w.row), \(w.width), \(w.height)]}"
    case .bounds(let numbers, let crs):
      "{bounds: [\(numbers.map { "\($0)" }.joined(separator: ", "))]"
        + (crs.map { ", crs: \(YAMLText.quoted($0))" } ?? "") + "}"
    case .polygons(let path, let layer):
      "{polygons: \(YAMLText.quoted(path))\(SceneFile.text(layer: layer))}"
    }
  }
}
