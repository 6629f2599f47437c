import Fitting
import Foundation
import Kernels
import Rasters
import TestSupport
import Testing

/// Agreement of two labelings against scikit-learn's measures.
@Suite struct QualityAgreementTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Expected: Decodable, Sendable {
      var mapped: Int
      var unmapped: Int
      var accuracy, accuracyOfAll, purity, kappa, nmi, ari, homogeneity, completeness: Double?
    }
    var name: String
    var units: [UInt16]
    var classes: [UInt16]
    var expected: Expected
    /// Class, user's accuracy, producer's accuracy, F1.
    var perClass: [[Double?]]

    var testDescription: String { name }

    func matrix() throws -> ConfusionMatrix {
      var matrix = ConfusionMatrix()
      try matrix.add(units: units, classes: classes)
      return matrix
    }
  }

  @Test(arguments: try JSONFixture.decode("agreement.json", [Case].self, in: .module))
  func equalsScikitLearn(_ item: Case) throws {
    let agreement = Agreement(try item.matrix())
    #expect(agreement.mapped == item.expected.mapped)
    #expect(agreement.unmapped == item.expected.unmapped)
    #expect(agree(agreement.accuracy, item.expected.accuracy))
    #expect(agree(agreement.accuracyOfAll, item.expected.accuracyOfAll))
    #expect(agree(agreement.purity, item.expected.purity))
    #expect(agree(agreement.kappa, item.expected.kappa))
    #expect(agree(agreement.nmi, item.expected.nmi))
    #expect(agree(agreement.ari, item.expected.ari))
    #expect(agree(agreement.homogeneity, item.expected.homogeneity))
    #expect(agree(agreement.completeness, item.expected.completeness))
  }

  @Test(arguments: try JSONFixture.decode("agreement.json", [Case].self, in: .module))
  func classesEqualScikitLearn(_ item: Case) throws {
    let matched = Agreement(try item.matrix()).classes.filter { $0.unit != nil }
    #expect(matched.count == item.perClass.count)
    for (one, expected) in zip(matched, item.perClass) {
      #expect(Double(one.reference.value) == expected[0])
      #expect(agree(one.usersAccuracy, expected[1]))
      #expect(agree(one.producersAccuracy, expected[2]))
      #expect(agree(one.f1, expected[3]))
    }
  }

  @Test func noDataIsNeverAUnit() throws {
    var matrix = try ConfusionMatrix(
      units: [.init(value: 1, name: "granite"), .init(value: 0, name: "nothing")],
      classes: [.init(value: 4, name: "gneiss")])
    try matrix.add(units: [0, 0, 1, 1, 1, 9], classes: [4, 0, 4, 4, 0, 4])
    #expect(matrix.units.map(\.name) == ["granite", "unit 9"])
    #expect(matrix.counts == [[2], [1]])
    #expect(matrix.unmappedByClass == [1])
    #expect(matrix.outside == 1)
    let agreement = Agreement(matrix)
    #expect(agreement.accuracy == 2.0 / 3)
    #expect(agreement.accuracyOfAll == 0.5)
    #expect(agreement.unmatchedUnits == [.init(value: 9, name: "unit 9")])
  }

  @Test func unmatchedAreListed() throws {
    var matrix = try ConfusionMatrix(
      units: [.init(value: 1, name: "a"), .init(value: 2, name: "empty")],
      classes: [.init(value: 1, name: "x"), .init(value: 2, name: "y")])
    try matrix.add(unit: 1, class: 1, count: 5)
    try matrix.add(unit: 1, class: 2, count: 3)
    let agreement = Agreement(matrix)
    #expect(agreement.unmatchedUnits.map(\.name) == ["empty"])
    #expect(agreement.unmatchedClasses.map(\.name) == ["y"])
    #expect(agreement.classes[1].producersAccuracy == 0)
    #expect(agreement.classes[1].usersAccuracy == nil)
    #expect(agreement.classes[1].f1 == 0)
  }

  @Test func nothingInCommon() throws {
    var matrix = ConfusionMatrix()
    try matrix.add(units: [0, 3], classes: [2, 0])
    let agreement = Agreement(matrix)
    #expect(agreement.accuracy == nil && agreement.nmi == nil && agreement.kappa == nil)
    #expect(agreement.accuracyOfAll == 0)
    #expect(Agreement(ConfusionMatrix()).accuracyOfAll == nil)
  }

  /// Rows and columns are the same in whichever order pixels arrive.
  @Test func orderOfPixelsDoesNotMatter() throws {
    var random = RandomSequence(seed: 2)
    var pixels = (0..<500).map { _ in (random.index(below: 9), random.index(below: 7)) }
    var one = ConfusionMatrix()
    for pixel in pixels { try one.add(unit: pixel.0, class: pixel.1) }
    random.shuffle(&pixels)
    var two = ConfusionMatrix()
    for pixel in pixels { try two.add(unit: pixel.0, class: pixel.1) }
    #expect(one == two)
    #expect(one.units.map(\.value) == Array(1...8))
  }

  /// Counts beyond 2^32 on a side, whose squares pass 2^64.
  @Test func countsOfManyPixels() throws {
    var matrix = ConfusionMatrix()
    for unit in 1...2 {
      for reference in 1...2 {
        try matrix.add(unit: unit, class: reference, count: unit == reference ? 1 << 60 : 1 << 58)
      }
    }
    let agreement = Agreement(matrix)
    #expect(agree(agreement.accuracy, 0.8))
    #expect(agree(agreement.ari, 0.36))
    #expect(agree(agreement.kappa, 0.6))
  }

  @Test func refusals() throws {
    var matrix = ConfusionMatrix()
    #expect(throws: Failure("a confusion matrix cannot take -2 pixels beside its 0")) {
      try matrix.add(unit: 1, class: 1, count: -2)
    }
    try matrix.add(unit: 1, class: 1, count: .max)
    #expect(throws: (any Error).self) { try matrix.add(unit: 1, class: 1) }
    #expect(
      throws: Failure(
        "2 pixels of a map stand against 1 of its reference; bring both onto one grid")
    ) { try matrix.add(units: [1, 2], classes: [1]) }
    var picture = ConfusionMatrix()
    #expect(
      throws: Failure(
        "the map holds more than 1024 different values; is it a map of units rather than a picture?"
      )
    ) {
      for value in 1...2000 { try picture.add(unit: value, class: 1) }
    }
    #expect(picture.units.count == ConfusionMatrix.largestSide)
  }
}
