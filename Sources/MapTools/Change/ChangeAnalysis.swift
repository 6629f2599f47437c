import Fitting
import Rasters

/// Which units of two maps are the same, and what became of the others.
package struct ChangeAnalysis {
  let tally: ChangeTally
  let from: [LabelCategory]
  let to: [LabelCategory]
  let hasArea: Bool
  /// The unit of the first map that each of the second stands for.
  let partner: [Int: Int]

  init(_ pair: MapPair, _ tally: ChangeTally, byNumber: Bool) throws {
    self.tally = tally
    from = MapPair.names(pair.from, tally.fromUnits)
    to = MapPair.names(pair.to, tally.toUnits)
    hasArea = GroundAreas(pair.grid) != nil
    partner = try byNumber ? Self.sameNumbers(tally) : Self.matched(tally, from: from, to: to)
  }

  private static func sameNumbers(_ tally: ChangeTally) -> [Int: Int] {
    let known = Set(tally.fromUnits)
    return Dictionary(
      tally.toUnits.filter(known.contains).map { ($0, $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// One to one, so that as many pixels as possible are unchanged.
  private static func matched(
    _ tally: ChangeTally, from: [LabelCategory], to: [LabelCategory]
  ) throws -> [Int: Int] {
    var matrix = try ConfusionMatrix(units: to, classes: from)
    for b in to {
      for a in from {
        try matrix.add(
          unit: b.value, class: a.value, count: tally.pixels[ChangeTally.slot(a.value, b.value)])
      }
    }
    return Dictionary(
      try LabelMatching(matrix).pairs.map { ($0.unit.value, $0.reference.value) },
      uniquingKeysWith: { first, _ in first })
  }

  func isChanged(_ a: Int, _ b: Int) -> Bool { partner[b] != a }

  /// What changed, from the most pixels to the fewest.
  var changes: [(from: Int, to: Int)] {
    let pairs = from.flatMap { a in to.map { b in (from: a.value, to: b.value) } }
    return pairs.filter { isChanged($0.from, $0.to) && pixels($0.from, $0.to) > 0 }
      .sorted { a, b in
        (-pixels(a.from, a.to), a.from, a.to) < (-pixels(b.from, b.to), b.from, b.to)
      }
  }

  func pixels(_ a: Int, _ b: Int) -> Int { tally.pixels[ChangeTally.slot(a, b)] }

  func hectares(_ a: Int, _ b: Int) -> Double? {
    hasArea ? tally.hectares[ChangeTally.slot(a, b)] : nil
  }

  /// Sums over pairs of units.
  func sum<N: AdditiveArithmetic>(_ value: (Int, Int) -> N, where holds: (Int, Int) -> Bool) -> N {
    from.reduce(.zero) { sum, a in
      to.reduce(sum) { holds(a.value, $1.value) ? $0 + value(a.value, $1.value) : $0 }
    }
  }
}
