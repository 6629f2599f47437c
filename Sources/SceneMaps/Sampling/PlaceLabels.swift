import Learning
import MapTools
import RasterIO
import Rasters
import Scenes
import Vectors

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
  /// What is to be known about how the file was read.
  let notes: [String]
  private let width: Int
  private let source: Source

  private enum Source {
    /// The class of every feature; negative for one without.
    case vector(PolygonMask, Grid, [Int])
    /// The index of the class of every number, and squares in a row.
    case raster(ReferenceSampler, [Int], squares: Int)
  }

  /// Features of a file; more labels make a reference, not a few known units.
  private static let mostFeatures = 60_000

  init(vector path: String, layer: String?, _ labels: Scene.Labels, onto grid: Grid) throws {
    let field =
      try labels.field ?? ReferenceLabels.onlyField(of: path, layer: layer, typed: labels.path)
    let mask = try PolygonMask(path: path, layer: layer, field: field, onto: grid)
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
    notes = mask.notes
    width = grid.width
    let indices = mask.classIndices.map { names.firstIndex(of: texts[$0]) ?? -1 }
    source = .vector(mask, grid, indices)
  }

  init(raster path: String, _ labels: Scene.Labels, onto grid: Grid) throws {
    guard labels.field == nil, labels.layer == nil else {
      let what = labels.field == nil ? "layer" : "field"
      throw Failure.usage(
        "a \(what) goes with polygons or points; '\(labels.path)' is a raster")
    }
    let map = try LabelCodes(path: path)
    _ = try map.census()
    let codes = map.codes
    try Self.check(codes.count, labels.path)
    guard !codes.isEmpty else {
      throw Failure("'\(labels.path)' holds no label" + (map.metPlainZero ? " but 0" : ""))
    }
    let own = map.names
    let names = codes.map { code in
      let name = UnitFile.cleaned(own[code] ?? "")
      return name.isEmpty ? "Class \(code)" : name
    }
    var distinct: [String] = []
    for (_, name) in zip(codes, names).sorted(by: { $0.0 < $1.0 })
    where !distinct.contains(name) {
      distinct.append(name)
    }
    classes = distinct
    what = "labels"
    notes = map.notes
    width = grid.width
    source = .raster(
      try ReferenceSampler(map, name: path, onto: grid),
      names.map { distinct.firstIndex(of: $0) ?? 0 },
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
  func places(ofRows rows: Range<Int>) throws -> [Place?] {
    switch source {
    case .vector(let mask, let grid, let indices):
      let numbers = indices.indices.map { indices[$0] < 0 ? 0 : Double($0 + 1) }
      return try mask.rasterise(window(rows), of: grid, burning: numbers).map { number in
        number == 0 ? nil : Place(label: indices[Int(number) - 1], id: Int(number) - 1)
      }
    case .raster(let sampler, let index, let squares):
      return try sampler.labels(ofRows: rows).enumerated().map { offset, value in
        guard value != 0 else { return nil }
        let (row, column) = offset.quotientAndRemainder(dividingBy: width)
        return place(
          index[Int(value) - 1], row: rows.lowerBound + row, column: column, squares)
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
