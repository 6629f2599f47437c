import Learning
import MapTools
import RasterIO
import Rasters
import Scenes

/// Labels as places of classes: features of a vector file, or squares of a
/// raster. Rows of them are drawn when asked for.
struct PlaceLabels {
  /// A place of one class.
  struct Place: Hashable {
    /// Index of its class.
    var label: Int
    /// Number of the feature, or of the square.
    var id: Int
  }

  /// All classes of the file, in their order.
  let classes: [String]
  /// "polygons and points"
  let what: String
  private let width: Int
  private let source: Source

  private enum Source {
    /// The class of every feature; negative for one without.
    case vector(PolygonMask, Grid, [Int])
    /// The index of a raster's value, and squares in a row.
    case raster(ReferenceSampler, [Int: Int], squares: Int)
  }

  /// Features of a file; more labels make a reference, not a few known units.
  private static let mostFeatures = 60_000

  init(vector path: String, _ labels: Scene.Labels, onto grid: Grid) throws {
    let field = try labels.field ?? ReferenceLabels.onlyField(of: path, typed: labels.path)
    let mask = try PolygonMask(path: path, field: field, onto: grid)
    let texts = mask.classes.map(UnitFile.cleaned)
    guard mask.classIndices.count <= Self.mostFeatures else {
      throw Failure.usage(
        "'\(labels.path)' has \(mask.classIndices.count) features; known units are learnt from at "
          + "most \(Self.mostFeatures)")
    }
    var names: [String] = []
    for text in texts where !text.isEmpty && !names.contains(text) { names.append(text) }
    guard !names.isEmpty else {
      throw Failure.usage("the field '\(field)' of '\(labels.path)' is empty in every feature")
    }
    try Self.check(names.count, labels.path)
    classes = names
    what = "polygons and points"
    width = grid.width
    let indices = mask.classIndices.map { names.firstIndex(of: texts[$0]) ?? -1 }
    source = .vector(mask, grid, indices)
  }

  init(raster path: String, _ labels: Scene.Labels, onto grid: Grid) throws {
    guard labels.field == nil else {
      throw Failure.usage("a field goes with polygons or points; '\(labels.path)' is a raster")
    }
    let map = try LabelMap(path: path, asReference: true)
    let values = try map.census().pixels.keys.filter { $0 != 0 }.sorted()
    try Self.check(values.count, labels.path)
    guard !values.isEmpty else { throw Failure("'\(labels.path)' holds no label but 0") }
    let own = Dictionary(
      map.categories.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
    let names = values.map { value in
      let name = UnitFile.cleaned(own[value] ?? "")
      return name.isEmpty ? "Class \(value)" : name
    }
    var distinct: [String] = []
    for name in names where !distinct.contains(name) { distinct.append(name) }
    classes = distinct
    what = "labels"
    width = grid.width
    source = .raster(
      try ReferenceSampler(map: map, onto: grid),
      Dictionary(
        uniqueKeysWithValues: zip(values, names).map { ($0, distinct.firstIndex(of: $1) ?? 0) }),
      squares: (grid.width + KnownLabels.square - 1) / KnownLabels.square)
  }

  private static func check(_ count: Int, _ path: String) throws {
    guard count <= Classifier.mostUnits else {
      throw Failure.usage(
        "'\(path)' has \(count) classes; a map has at most \(Classifier.mostUnits) units")
    }
  }

  /// The places that own a pixel of the map, with their pixels.
  func census(rows height: Int) throws -> [Place: Int] {
    var counts: [Place: Int] = [:]
    for top in stride(from: 0, to: height, by: 256) {
      for place in try places(ofRows: top..<min(height, top + 256)) {
        if let place { counts[place, default: 0] += 1 }
      }
    }
    return counts
  }

  /// The place that owns every pixel of full rows.
  private func places(ofRows rows: Range<Int>) throws -> [Place?] {
    switch source {
    case .vector(let mask, let grid, let indices):
      let numbers = indices.indices.map { indices[$0] < 0 ? 0 : Double($0 + 1) }
      return try mask.rasterise(window(rows), of: grid, burning: numbers).map { number in
        number == 0 ? nil : Place(label: indices[Int(number) - 1], id: Int(number) - 1)
      }
    case .raster(let sampler, let index, let squares):
      return try sampler.labels(ofRows: rows).enumerated().map { offset, value in
        index[Int(value)].map {
          place($0, row: rows.lowerBound + offset / width, column: offset % width, squares)
        }
      }
    }
  }

  private func place(_ label: Int, row: Int, column: Int, _ squares: Int) -> Place {
    let side = KnownLabels.square
    return Place(label: label, id: row / side * squares + column / side)
  }

  private func window(_ rows: Range<Int>) -> Window {
    Window(column: 0, row: rows.lowerBound, width: width, height: rows.count)
  }

  /// Draws rows of units: `units` by class (0 leaves a class out), with
  /// ``KnownLabels/heldOut`` where a place is held out.
  func burner(
    units: [UInt16], heldOut: @escaping (Place) -> Bool
  ) -> (Range<Int>) throws -> [UInt16] {
    let value = { (place: Place) -> UInt16 in
      let unit = units[place.label]
      return unit == 0 || !heldOut(place) ? unit : unit | KnownLabels.heldOut
    }
    guard case .vector(let mask, let grid, let indices) = source else {
      return { rows in try self.places(ofRows: rows).map { $0.map(value) ?? 0 } }
    }
    let values = indices.enumerated().map { id, label in
      label < 0 ? 0 : Double(value(Place(label: label, id: id)))
    }
    return { rows in try mask.rasterise(self.window(rows), of: grid, burning: values) }
  }
}
