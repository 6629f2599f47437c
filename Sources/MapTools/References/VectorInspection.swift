import Foundation
import RasterIO
import Rasters
import Vectors

/// What a file of polygons, lines or points is, and what would be used of it: what `facies inspect`
/// prints of one.
public struct VectorInspection: Codable, Sendable {
  public struct Layer: Codable, Sendable {
    public var name: String
    /// What its geometries are declared to be.
    public var kind: String
    public var features: Int
    /// Features that are areas, lines and points, and those that lie nowhere.
    public var areas: Int
    public var lines: Int
    public var points: Int
    public var withoutGeometry: Int
    /// The reference system; nil where the file does not say.
    public var reference: String?
    /// West, south, east and north in its own system.
    public var extent: [Double]?
    /// Columns of a delimited text that hold the coordinates.
    public var coordinates: [String]
    public var fields: [Field]
    /// The field that holds the class unless another one is named; nil where one must be.
    public var classField: String?
  }

  public struct Field: Codable, Sendable {
    public var name: String
    public var type: String
    /// Different classes; nil for more than 10,000 and where there is a problem.
    public var distinct: Int?
    /// Features that would be passed over: NULL, empty texts, blanks, NaN.
    public var empty: Int
    /// The first fifty classes in their order.
    public var values: [Value]
    /// Why it can hold no class.
    public var problem: String?
  }

  public struct Value: Codable, Sendable {
    public var text: String
    public var features: Int
  }

  /// What a use of the file would take of it.
  public struct Use: Codable, Sendable {
    public var layer: String?
    public var field: String?
    /// What must be named, or why nothing is taken.
    public var problem: String?
    /// What would be passed over: "2 without a class".
    public var passedOver: String?
  }

  public var name: String
  public var path: String
  public var format: String
  public var layers: [Layer]
  /// As labels of `score`, `assess` and known units.
  public var labels: Use
  /// As a mask or region.
  public var areas: Use
}

extension VectorInspection {
  /// Whether a path names a vector file; it may name a layer.
  public static func claims(_ path: String) -> Bool {
    let file = VectorName(path).path
    guard VectorReader.isVector(file), let place = try? LocalPath.file(file) else { return false }
    let lower = file.lowercased()
    // A GeoPackage may hold rasters, and products have metadata in JSON.
    guard lower.hasSuffix(".gpkg") || lower.hasSuffix(".json") else { return true }
    return !lower.hasSuffix("_mtl.json") && ((try? VectorReader(path: place.absolute)) != nil)
  }

  package init(path: String) throws {
    let typed = VectorName(path)
    let place = try LocalPath.file(typed.path)
    let found = try VectorDescription(path: place.absolute, layer: typed.layer)
    self.init(
      name: place.stem, path: path, format: found.format, layers: found.layers.map(Layer.init),
      labels: Use(), areas: Use())
    areas = try Use(.areas, of: place.absolute, layer: typed.layer, among: layers)
    labels = try Use(
      .labels(field: nil), of: place.absolute, layer: typed.layer, among: layers)
    if labels.field == nil, labels.layer != nil { labels.problem? += found.fieldless }
    name(place.absolute, typed.path)
  }

  /// Problems name the file as it was typed.
  private mutating func name(_ absolute: String, _ typed: String) {
    let named = { (text: String?) in text?.replacing(absolute, with: typed) }
    labels.problem = named(labels.problem)
    areas.problem = named(areas.problem)
    for layer in layers.indices {
      for field in layers[layer].fields.indices {
        layers[layer].fields[field].problem = named(layers[layer].fields[field].problem)
      }
    }
  }
}

extension VectorInspection.Layer {
  fileprivate init(_ layer: VectorDescription.Layer) {
    self.init(
      name: layer.name, kind: layer.kind, features: layer.features, areas: layer.areas,
      lines: layer.lines, points: layer.points, withoutGeometry: layer.nowhere,
      reference: layer.reference.map(Self.text), extent: layer.extent,
      coordinates: layer.coordinates, fields: layer.fields.map(VectorInspection.Field.init),
      classField: layer.isTable
        ? nil : ReferenceLabels.likelyField(among: layer.fields.map(\.name)))
  }

  private static func text(_ reference: Grid.Reference) -> String {
    [reference.name, reference.code.map { "(\($0))" } ?? ""].filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}

extension VectorInspection.Field {
  fileprivate init(_ field: VectorDescription.Field) {
    self.init(
      name: field.name, type: field.type, distinct: field.distinct, empty: field.empty,
      values: field.values.map { .init(text: $0.text, features: $0.features) },
      problem: field.problem)
  }
}

extension VectorInspection.Use {
  fileprivate init(
    _ use: VectorUse, of path: String, layer: String?, among layers: [VectorInspection.Layer]
  ) throws {
    switch try LayerChoice(use, of: path, layer: layer) {
    case .refused(let why): problem = why
    case .taken(let name):
      self.layer = name
      guard let layer = layers.first(where: { $0.name == name }) else { return }
      if use == .areas { take(areasOf: layer) } else { take(labelsOf: layer) }
    }
  }

  private mutating func take(areasOf layer: VectorInspection.Layer) {
    passedOver = Self.list([
      (layer.lines, "lines"), (layer.points, "points"), (layer.withoutGeometry, "without geometry"),
    ])
  }

  private mutating func take(labelsOf layer: VectorInspection.Layer) {
    field = layer.classField
    let choices = layer.fields.filter { $0.problem == nil }.map(\.name)
    guard let own = layer.fields.first(where: { $0.name == field }) else {
      problem =
        choices.isEmpty
        ? "no field can hold the class"
        : "the field that holds the class must be named: " + choices.joined(separator: ", ")
      passedOver = Self.list([(layer.withoutGeometry, "without geometry")])
      return
    }
    problem = own.problem
    passedOver = Self.list([
      (layer.withoutGeometry, "without geometry"), (own.empty, "without a class"),
    ])
  }

  private static func list(_ counts: [(Int, String)]) -> String? {
    let some = counts.filter { $0.0 > 0 }.map { count, what in
      "\(count) \(count == 1 && ["lines", "points"].contains(what) ? String(what.dropLast()) : what)"
    }
    return some.isEmpty ? nil : some.joined(separator: ", ")
  }
}
