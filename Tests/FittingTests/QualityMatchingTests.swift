import Fitting
import Kernels
import Rasters
import TestSupport
import Testing

/// The assignment problem and the relabelling made from it.
@Suite struct QualityMatchingTests {
  struct Assignment: Decodable, Sendable {
    var table: [[Int]]
    var best: Int
  }

  @Test(arguments: try JSONFixture.decode("assignment.json", [Assignment].self, in: .module))
  func bestSumEqualsScipy(_ item: Assignment) {
    let columns = item.table.first?.count ?? 0
    let match = Hungarian.maximum(rows: item.table.count, columns: columns) { item.table[$0][$1] }
    let taken = match.compactMap { $0 }
    #expect(taken.count == min(item.table.count, columns))
    #expect(Set(taken).count == taken.count)
    let sum = zip(item.table, match).reduce(0) { sum, pair in
      sum + (pair.1.map { pair.0[$0] } ?? 0)
    }
    #expect(sum == item.best)
  }

  @Test func degenerateTables() {
    #expect(Hungarian.maximum(rows: 0, columns: 3) { _, _ in 1 } == [])
    #expect(Hungarian.maximum(rows: 2, columns: 0) { _, _ in 1 } == [nil, nil])
    #expect(Hungarian.maximum(rows: -1, columns: 2) { _, _ in 1 } == [])
    #expect(Hungarian.maximum(rows: 3, columns: 3) { _, _ in 0 } == [0, 1, 2])
  }

  /// A map whose labels were permuted comes back as it was.
  @Test(arguments: [1, 2, 7, 30])
  func permutationIsUndone(_ k: Int) throws {
    var random = RandomSequence(seed: UInt64(k))
    let original = (0..<2000).map { _ in UInt16(1 + random.index(below: k)) }
    var permutation = Array(1...k)
    random.shuffle(&permutation)
    let permuted = original.map { UInt16(permutation[Int($0) - 1]) }
    var matrix = ConfusionMatrix()
    try matrix.add(units: permuted, classes: original)
    let matching = try LabelMatching(matrix)
    #expect(permuted.map { matching.newValue(of: Int($0)) } == original.map(Int.init))
    #expect(matching.unmatchedUnits.isEmpty && matching.unmatchedClasses.isEmpty)
  }

  @Test func unitsWithoutPartnerAreNumberedAfter() throws {
    var matrix = try ConfusionMatrix(
      units: [], classes: [.init(value: 5, name: "five"), .init(value: 40, name: "forty")])
    try matrix.add(unit: 1, class: 5, count: 3)
    try matrix.add(unit: 2, class: 5, count: 9)
    try matrix.add(unit: 8, class: 5, count: 1)
    let matching = try LabelMatching(matrix)
    #expect(matching.newValues == [1: 41, 2: 5, 8: 42])
    #expect(matching.pairs.map(\.pixels) == [9])
    #expect(matching.unmatchedUnits.map(\.value) == [1, 8])
    #expect(matching.unmatchedClasses.map(\.name) == ["forty"])
    #expect(matching.newValue(of: 0) == 0)
    #expect(matching.newValue(of: 3) == nil)
  }

  @Test func numbersMustFitAMap() throws {
    var matrix = ConfusionMatrix()
    try matrix.add(unit: 1, class: 65_535)
    try matrix.add(unit: 2, class: 65_535)
    #expect(
      throws: Failure(
        "units that match no class (1) cannot be numbered after the reference's highest value 65535: "
          + "a map's values end at 65535; give the reference smaller values")
    ) { try LabelMatching(matrix) }
  }
}
