import Kernels
import Learning
import RasterIO
import Rasters
import Scenes
import Vectors

/// Labels of known units on the grid of a map, some of them held out. Whole
/// places are held out, never single pixels of one: a polygon or point, or
/// of a raster the pixels of a class within a square of 32x32.
package struct KnownLabels {
  /// One class of the labels.
  struct Class {
    var name: String
    /// Polygons, points or squares that lie on the map.
    var places: Int
    var heldOut: Int
  }

  /// The classes that lie on the map, in the order of their names (numbers
  /// by value): class i is unit i + 1.
  private(set) var classes: [Class]
  /// The file as it was named.
  let path: String
  /// The share of places that is held out.
  let share: Double
  let notes: [String]
  /// What the labels are used for.
  let use: LabelUse
  private let places: PlaceLabels
  private let split: HoldOut
  /// The unit of every class of the file; 0 for those that are left out.
  private var units: [UInt16]

  /// What is added to the label of a pixel that is held out.
  static let heldOut: UInt16 = 1 << 15
  /// The side of a square of a raster.
  static let square = 32

  init(_ known: Scene.Known, onto grid: Grid, seed: UInt64) throws {
    path = known.labels.path
    use = known.use
    share = known.holdOut
    let name = VectorName(known.labels.path, layer: known.labels.layer)
    let file = try LocalPath.file(name.path)
    let places =
      VectorReader.isVector(file.absolute)
      ? try PlaceLabels(vector: file.absolute, layer: name.layer, known.labels, onto: grid)
      : try PlaceLabels(raster: file.absolute, known.labels, onto: grid)
    let counts = try places.census(rows: grid.height)
    let present = places.classes.indices.filter { index in
      counts.keys.contains { $0.label == index }
    }
    guard !present.isEmpty else {
      throw Failure.usage(
        "none of the \(places.what) of '\(path)' lies on the map: check their reference system")
    }
    let split = HoldOut(places: Array(counts.keys), share: known.holdOut, seed: seed)
    classes = present.map { index in
      let own = counts.keys.filter { $0.label == index }
      return Class(
        name: places.classes[index], places: own.count,
        heldOut: own.count { split.isHeldOut($0) })
    }
    notes = places.notes + Self.notes(classes, places, present, holdOut: known.holdOut, path: path)
    var units = [UInt16](repeating: 0, count: places.classes.count)
    for (unit, index) in present.enumerated() { units[index] = UInt16(unit + 1) }
    self.units = units
    self.places = places
    self.split = split
  }

  private static func notes(
    _ classes: [Class], _ places: PlaceLabels, _ present: [Int], holdOut: Double, path: String
  ) -> [String] {
    let absent = places.classes.indices.filter { !present.contains($0) }.map { places.classes[$0] }
    let whole = classes.filter { $0.heldOut == 0 }.map(\.name)
    let kept =
      holdOut > 0 && !whole.isEmpty
      ? [
        "known units with a single place, of which none is held out: "
          + whole.joined(separator: ", ")
      ] : []
    guard !absent.isEmpty else { return kept }
    return ["classes of '\(path)' that do not lie on the map: " + absent.joined(separator: ", ")]
      + kept
  }

  /// The label of every pixel of full rows: 0 without, the unit, or the unit
  /// and ``heldOut``.
  func labels(ofRows rows: Range<Int>) throws -> [UInt16] {
    try places.burner(units: units, heldOut: split.isHeldOut)(rows)
  }

  /// A labelled pixel that is not held out.
  struct Mark {
    /// Index among ``classes``.
    var index: Int
    /// Number of its place.
    var place: Int
  }

  /// What is learnt from in full rows.
  func marks(ofRows rows: Range<Int>) throws -> [Mark?] {
    try places.places(ofRows: rows).map { place in
      guard let place, units[place.label] > 0, !split.isHeldOut(place) else { return nil }
      return Mark(index: Int(units[place.label]) - 1, place: place.id)
    }
  }

  /// The labels without some of the classes; the others are units in their order.
  func without(_ dropped: Set<Int>) -> KnownLabels {
    guard !dropped.isEmpty else { return self }
    var out = self
    out.classes = classes.indices.filter { !dropped.contains($0) }.map { classes[$0] }
    var next: UInt16 = 0
    for index in classes.indices {
      guard let own = units.firstIndex(of: UInt16(index + 1)) else { continue }
      if !dropped.contains(index) { next += 1 }
      out.units[own] = dropped.contains(index) ? 0 : next
    }
    return out
  }

  var names: [String] { classes.map(\.name) }
  var hasHeldOut: Bool { classes.contains { $0.heldOut > 0 } }
}

/// Which places are held out: of every class with two or more a share,
/// chosen by a seeded hash, at least one and never all.
struct HoldOut {
  private let held: Set<PlaceLabels.Place>

  init(places: [PlaceLabels.Place], share: Double, seed: UInt64) {
    let hash = CounterRandom(seed: seed, stream: 21)
    var held: Set<PlaceLabels.Place> = []
    for (_, own) in Dictionary(grouping: places, by: \.label) where own.count > 1 && share > 0 {
      let count = min(own.count - 1, max(1, Int((share * Double(own.count)).rounded())))
      let order = own.sorted {
        (hash.bits(UInt64($0.id)), $0.id) < (hash.bits(UInt64($1.id)), $1.id)
      }
      held.formUnion(order.prefix(count))
    }
    self.held = held
  }

  func isHeldOut(_ place: PlaceLabels.Place) -> Bool { held.contains(place) }
}
