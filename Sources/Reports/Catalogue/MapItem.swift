package import Foundation
package import Rasters

/// A map as a STAC Item 1.1 with the extensions projection 2.0, raster 2.0,
/// classification 1.1 and processing 1.2. Nothing in it depends on the hour.
package struct MapItem: Sendable {
  package var name: String
  package var title: String
  package var description: String
  /// ISO 8601, as far as it is known.
  package var acquired: String?
  package var legend: Legend
  package var grid: Grid
  /// Nil where the map has no place on the globe.
  package var footprint: Footprint?
  /// Names and versions of programs.
  package var software: [String: String]
  /// How the map was made, in one sentence.
  package var lineage: String
  /// The files that are there.
  package var assets: [Asset]

  package init(
    name: String, title: String, description: String, acquired: String?, legend: Legend,
    grid: Grid, footprint: Footprint?, software: [String: String], lineage: String,
    assets: [Asset]
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.acquired = acquired
    self.legend = legend
    self.grid = grid
    self.footprint = footprint
    self.software = software
    self.lineage = lineage
    self.assets = assets
  }

  package func data() throws -> Data { try json.data() }

  private static let extensions: JSONValue = [
    "https://stac-extensions.github.io/classification/v1.1.0/schema.json",
    "https://stac-extensions.github.io/processing/v1.2.0/schema.json",
    "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
    "https://stac-extensions.github.io/raster/v2.0.0/schema.json",
  ]

  var json: JSONValue {
    let slug = ClassName.slug(name)
    var item: [String: JSONValue] = [
      "type": "Feature", "stac_version": "1.1.0", "stac_extensions": Self.extensions,
      "id": .text(slug.isEmpty ? "map" : slug), "geometry": footprint?.geometry ?? .null,
      "properties": .object(properties), "links": links, "assets": .object(assetObjects),
    ]
    item["bbox"] = footprint.map { .list($0.bounds.map(JSONValue.number)) }
    return .object(item)
  }

  private var links: JSONValue {
    guard assets.contains(where: { $0.key == "report" }) else { return [] }
    return [
      ["rel": "alternate", "type": "text/html", "href": "./report.html", "title": "Report"]
    ]
  }

  // MARK: properties

  private var properties: [String: JSONValue] {
    var out = SceneTime.properties(acquired)
    out["title"] = .text(title)
    out["description"] = .text(description)
    out["processing:software"] = .object(software.mapValues(JSONValue.text))
    out["processing:lineage"] = .text(lineage)
    out["proj:code"] = grid.reference.code.map(JSONValue.text) ?? .null
    out["proj:shape"] = [.integer(grid.height), .integer(grid.width)]
    if let resolution { out["gsd"] = .number(resolution) }
    guard let transform = grid.transform else { return out }
    out["proj:transform"] = .list(
      [
        transform.columnX, transform.rowX, transform.originX, transform.columnY, transform.rowY,
        transform.originY,
      ].map(JSONValue.number))
    out["proj:bbox"] = .list(mapBounds.map(JSONValue.number))
    return out
  }

  /// Metres, where pixels are about square.
  private var resolution: Double? {
    guard let size = grid.pixelMetres else { return nil }
    return ((size.across * size.down).squareRoot() * 1000).rounded() / 1000
  }

  private var mapBounds: [Double] {
    let x = grid.corners.map(\.x)
    let y = grid.corners.map(\.y)
    return [x.min() ?? 0, y.min() ?? 0, x.max() ?? 0, y.max() ?? 0]
  }

  // MARK: assets

  private var assetObjects: [String: JSONValue] {
    Dictionary(assets.map { ($0.key, object($0)) }, uniquingKeysWith: { first, _ in first })
  }

  private func object(_ asset: Asset) -> JSONValue {
    var out: [String: JSONValue] = [
      "href": .text("./" + asset.file), "type": .text(asset.type.rawValue),
      "title": .text(asset.title), "roles": .list(asset.roles.map(JSONValue.text)),
    ]
    if let band = asset.band { out["bands"] = [object(band)] }
    if asset.hasClasses { out[Self.classesKey] = classes }
    return .object(out)
  }

  private func object(_ own: Band) -> JSONValue {
    var band: [String: JSONValue] = [
      "name": .text(own.name), "data_type": .text(own.type),
      "nodata": own.noData.map(JSONValue.integer) ?? .text("nan"),
      "raster:sampling": "area",
    ]
    if let resolution { band["raster:spatial_resolution"] = .number(resolution) }
    if let unit = own.unit { band["unit"] = .text(unit) }
    return .object(band)
  }

  private var classes: JSONValue { Self.classes(legend) }

  static func classes(_ legend: Legend) -> JSONValue {
    let none: JSONValue = [
      "value": .integer(0), "name": "no_data", "title": "no data", "description": "no data",
      "nodata": .bool(true),
    ]
    let units = zip(legend.entries, ClassName.names(legend)).map { entry, name -> JSONValue in
      [
        "value": .integer(entry.value), "name": .text(name), "title": .text(entry.name),
        "description": .text(entry.name),
        "color_hint": .text(entry.colour.hex.dropFirst().uppercased()),
        "percentage": .number((legend.percent(of: entry) * 1e4).rounded() / 1e4),
        "count": .integer(entry.pixelCount),
      ]
    }
    return .list([none] + units)
  }
}
