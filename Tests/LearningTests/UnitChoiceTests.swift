import Kernels
import Testing

@testable import Fitting
@testable import Learning

/// The rule by which a sweep recommends a number of units.
@Suite struct UnitChoiceTests {
  private func trial(
    _ units: Int, bic: Double? = nil, stability: Double? = nil, silhouette: Double? = nil
  ) throws -> UnitTrial {
    var quality = try ClusterQuality(of: PlanarMatrix(rows: [[1]]), labels: [0], clusters: 1)
    quality.silhouette = silhouette
    return UnitTrial(
      units: units, quality: quality, bic: bic, stability: stability, smallestShare: 0.1,
      notes: FitNotes())
  }

  /// Falls by 10 a unit as far as 6, by 1 from there on.
  private func bent(_ units: Int) -> Double { 100 - Double(10 * min(units, 6) + max(0, units - 6)) }

  @Test func takesTheBend() throws {
    let choice = try UnitChoice(among: (2...12).map { try trial($0, bic: bent($0), stability: 1) })
    #expect(choice?.units == 6)
    #expect(choice?.grounds == .bend(slope: 1))
    #expect(choice?.stability == 1)
  }

  /// A range that ends where the bend is, or before it.
  @Test(arguments: [4...8, 3...7, 2...6, 5...9])
  func aRangeThatEndsTooEarlyGivesItsEnd(_ range: ClosedRange<Int>) throws {
    let trials = try range.map { try trial($0, bic: 100 - 10 * Double($0), stability: 0.99) }
    let choice = UnitChoice(among: trials)
    #expect(choice?.units == range.upperBound && choice?.grounds == .falling)
    var shaky = trials
    shaky[shaky.count - 1].stability = 0.6
    #expect(UnitChoice(among: shaky)?.units == range.upperBound - 1)
  }

  @Test func aShortRangeMayHoldTheBend() throws {
    let choice = try UnitChoice(among: (5...9).map { try trial($0, bic: bent($0), stability: 1) })
    #expect(choice?.units == 6 && choice?.grounds == .bend(slope: 1))
  }

  @Test func bendDoesNotNeedStability() throws {
    #expect(try UnitChoice(among: (2...12).map { try trial($0, bic: bent($0)) })?.units == 6)
  }

  @Test func stepsNeedNotBeOne() throws {
    let trials = try [2, 4, 6, 8, 10, 12, 14].map { try trial($0, bic: bent($0)) }
    #expect(UnitChoice(among: trials)?.units == 6)
  }

  @Test func passesOverTheUnstable() throws {
    let trials = try (2...12).map { try trial($0, bic: bent($0), stability: $0 == 6 ? 0.8 : 0.99) }
    #expect(UnitChoice(among: trials)?.units == 7)
  }

  /// Two or three units that agree with themselves say nothing of the ground, and a bend among
  /// numbers that no two fits agree on is none.
  @Test func takesTheMostStableOfFourAndMore() throws {
    let stabilities = [2: 0.99, 3: 0.97, 4: 0.7, 5: 0.9, 6: 0.91, 7: 0.6]
    let trials = try (2...12).map {
      try trial($0, bic: bent(max(8, $0)), stability: stabilities[$0] ?? 0.5)
    }
    let choice = UnitChoice(among: trials)
    #expect([5, 6].contains(choice?.units))
  }

  @Test func takesNoNumberOfWhichAUnitIsEmpty() throws {
    var trials = try (2...12).map { try trial($0, bic: bent($0), stability: 1) }
    trials[4].smallestShare = 0
    #expect(UnitChoice(among: trials)?.units == 7)
    for index in trials.indices { trials[index].smallestShare = 0 }
    #expect(UnitChoice(among: trials)?.units == 6)
  }

  @Test func oneUnitIsNeverRecommendedBesideOthers() throws {
    #expect(try UnitChoice(among: (1...3).map { try trial($0, bic: 5) })?.units == 2)
    #expect(try UnitChoice(among: [trial(1), trial(2)])?.units == 2)
    #expect(try UnitChoice(among: [trial(1)])?.grounds == .alone)
    #expect(UnitChoice(among: []) == nil)
  }

  @Test func fewNumbersGoByTheSilhouetteOfTheStable() throws {
    let choice = try UnitChoice(among: [
      trial(3, bic: 9, stability: 0.99, silhouette: 0.3),
      trial(4, bic: 8, stability: 0.98, silhouette: 0.5),
      trial(5, bic: 7, stability: 0.5, silhouette: 0.9),
    ])
    #expect(choice?.units == 4)
    #expect(choice?.grounds == .silhouette)
  }

  @Test func withoutABICThereIsNoBend() throws {
    let trials = try (2...9).map { try trial($0, silhouette: $0 == 7 ? 1 : 0) }
    #expect(UnitChoice(among: trials)?.units == 7)
  }

  /// A BIC that does not fall has its best at the smallest number.
  @Test func risingBIC() throws {
    #expect(
      try UnitChoice(among: (2...9).map { try trial($0, bic: Double($0)) })?.units == 2)
    #expect(try UnitChoice(among: (2...9).map { try trial($0, bic: 0) })?.units == 2)
  }
}
