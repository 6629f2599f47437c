import Rasters

/// How often each unit of a map falls on each class of a reference: rows are
/// units, columns classes, both in the order of their values.
///
/// The value 0 is "no data" on both sides and never a row or a column: pixels
/// that have a class and no unit are counted as unmapped, pixels without a
/// class only as outside the reference.
package struct ConfusionMatrix: Encodable, Sendable, Equatable {
  package private(set) var units: [LabelCategory]
  package private(set) var classes: [LabelCategory]
  /// Pixels [unit][class].
  package private(set) var counts: [[Int]]
  /// Pixels of each class that the map leaves without a unit.
  package private(set) var unmappedByClass: [Int]
  /// Pixels with a unit where the reference says nothing.
  package private(set) var outside = 0
  /// All that was added, apart from what has neither unit nor class.
  private var added = 0

  /// A matrix has no more units or classes than this: one that has was made
  /// from something other than a map of units.
  package static let largestSide = 1024

  /// Begins with the units and classes of two legends. Values that turn up
  /// without being in a legend are added under the names "unit 7" and
  /// "class 7". Entries with the value 0 or with one already seen are
  /// passed over. Throws where a legend has more than ``largestSide`` entries.
  package init(units: [LabelCategory], classes: [LabelCategory]) throws {
    self.init()
    self.units = Self.ordered(units)
    self.classes = Self.ordered(classes)
    try Self.checkSide(self.units.count, "units", of: "the map")
    try Self.checkSide(self.classes.count, "classes", of: "the reference")
    counts = [[Int]](
      repeating: [Int](repeating: 0, count: self.classes.count), count: self.units.count)
    unmappedByClass = [Int](repeating: 0, count: self.classes.count)
  }

  /// Without legends: rows and columns come up as they are met.
  package init() {
    units = []
    classes = []
    counts = []
    unmappedByClass = []
  }

  private static func ordered(_ categories: [LabelCategory]) -> [LabelCategory] {
    var seen: Set<Int> = [0]
    return categories.filter { seen.insert($0.value).inserted }.sorted { $0.value < $1.value }
  }

  /// Adds pixels of one unit and one class, given by their values.
  package mutating func add(unit: Int, class reference: Int, count: Int = 1) throws {
    guard unit != 0 || reference != 0, count != 0 else { return }
    let (sum, overflow) = added.addingReportingOverflow(count)
    guard count > 0, !overflow else {
      throw Failure("a confusion matrix cannot take \(count) pixels beside its \(added)")
    }
    let row = unit == 0 ? nil : try self.row(of: unit)
    let column = reference == 0 ? nil : try self.column(of: reference)
    added = sum
    switch (row, column) {
    case (let row?, let column?): counts[row][column] += count
    case (nil, let column?): unmappedByClass[column] += count
    default: outside += count
    }
  }

  /// Adds a strip of pixels: `units` and `classes` side by side, of equal
  /// length; longer strips cost less a pixel.
  package mutating func add(units: [UInt16], classes: [UInt16]) throws {
    guard units.count == classes.count else {
      throw Failure(
        "\(units.count) pixels of a map stand against \(classes.count) of its reference; "
          + "bring both onto one grid")
    }
    let rows = ValueIndex(units)
    let columns = ValueIndex(classes)
    try Self.checkSide(rows.values.count - 1, "units", of: "the map")
    try Self.checkSide(columns.values.count - 1, "classes", of: "the reference")
    var tally = [Int](repeating: 0, count: rows.values.count * columns.values.count)
    for (unit, reference) in zip(units, classes) {
      tally[rows[unit] * columns.values.count + columns[reference]] += 1
    }
    for (cell, count) in tally.enumerated() {
      let (row, column) = cell.quotientAndRemainder(dividingBy: columns.values.count)
      try add(unit: rows.values[row], class: columns.values[column], count: count)
    }
  }

  /// The matrix with its classes in another order: the first of the list gets
  /// the value 1. Every class must be in the list.
  package func renumbered(classes order: [(from: Int, name: String)]) throws -> ConfusionMatrix {
    let named = order.enumerated().map { LabelCategory(value: $0 + 1, name: $1.name) }
    var out = try ConfusionMatrix(units: units, classes: named)
    let values = Dictionary(
      order.enumerated().map { ($1.from, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    for (column, category) in classes.enumerated() {
      guard let value = values[category.value] else { continue }
      for row in units.indices {
        try out.add(unit: units[row].value, class: value, count: counts[row][column])
      }
      try out.add(unit: 0, class: value, count: unmappedByClass[column])
    }
    (out.outside, out.added) = (outside, added)
    return out
  }

  private mutating func row(of value: Int) throws -> Int {
    let place = units.place(of: value)
    if place.isPresent { return place.index }
    try Self.checkSide(units.count + 1, "units", of: "the map")
    units.insert(LabelCategory(value: value, name: "unit \(value)"), at: place.index)
    counts.insert([Int](repeating: 0, count: classes.count), at: place.index)
    return place.index
  }

  private mutating func column(of value: Int) throws -> Int {
    let place = classes.place(of: value)
    if place.isPresent { return place.index }
    try Self.checkSide(classes.count + 1, "classes", of: "the reference")
    classes.insert(LabelCategory(value: value, name: "class \(value)"), at: place.index)
    unmappedByClass.insert(0, at: place.index)
    for row in counts.indices { counts[row].insert(0, at: place.index) }
    return place.index
  }

  private static func checkSide(_ count: Int, _ noun: String, of owner: String) throws {
    guard count > largestSide else { return }
    throw Failure(
      "\(owner) holds more than \(largestSide) different values; "
        + "is it a map of \(noun) rather than a picture?")
  }
}

extension ConfusionMatrix {
  /// Pixels that have a unit and a class.
  package var mapped: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// Pixels that have a class and no unit.
  package var unmapped: Int { unmappedByClass.reduce(0, +) }

  /// Pixels of each unit that have a class.
  package var unitTotals: [Int] { counts.map { $0.reduce(0, +) } }

  /// Pixels of each class that have a unit.
  package var classTotals: [Int] {
    classes.indices.map { column in counts.reduce(0) { $0 + $1[column] } }
  }
}

extension [LabelCategory] {
  /// Where a value is, or would be, in an array ordered by value.
  fileprivate func place(of value: Int) -> (index: Int, isPresent: Bool) {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].value < value { low = middle + 1 } else { high = middle }
    }
    return (low, low < count && self[low].value == value)
  }
}

/// The values that occur in a strip of pixels, numbered from 0.
private struct ValueIndex {
  /// 0, and the values that occur, in ascending order.
  let values: [Int]
  private let places: [Int]

  init(_ pixels: [UInt16]) {
    var occurs = [Bool](repeating: false, count: 1 << 16)
    occurs[0] = true
    for pixel in pixels { occurs[Int(pixel)] = true }
    values = occurs.indices.filter { occurs[$0] }
    var places = [Int](repeating: 0, count: 1 << 16)
    for (place, value) in values.enumerated() { places[value] = place }
    self.places = places
  }

  subscript(value: UInt16) -> Int { places[Int(value)] }
}
