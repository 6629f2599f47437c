import Assessment
import Foundation

/// The units of the map that a sample was drawn from, as those of the map that
/// is assessed: that may have been merged since, which gives units new numbers.
struct DesignUnits {
  private let strata: [Stratum]
  /// From units of the design to those of the map; nil where they have nothing
  /// to do with one another.
  private let numbers: [Int: Int]?

  /// - Parameters:
  ///   - merged: how the map was merged, one step after another: "1+2 3 4; 1 2+3".
  ///   - pairs: units of the design and of the map at the points of the sample.
  init(_ strata: [Stratum], merged: String?, pairs: [(design: Int, map: Int)]) {
    self.strata = strata
    let own = Dictionary(strata.map { ($0.unit, $0.unit) }, uniquingKeysWith: { a, _ in a })
    let steps = (merged ?? "").split(separator: ";").map { Self.step(String($0)) }
    // The design was drawn before all steps, before the last ones, or after them.
    let candidates =
      [own]
      + steps.indices.map { first in
        steps[first...].reduce(own) { units, step in units.compactMapValues { step[$0] } }
      }
    func agreement(_ numbers: [Int: Int]) -> Int {
      pairs.count { numbers[$0.design] == $0.map }
    }
    var best = (numbers: own, agreement: agreement(own))
    for candidate in candidates.dropFirst() {
      let found = agreement(candidate)
      if found > best.agreement { best = (candidate, found) }
    }
    numbers = 2 * best.agreement > pairs.count ? best.numbers : nil
  }

  /// "1+2 3": the new number of each unit.
  private static func step(_ text: String) -> [Int: Int] {
    var numbers: [Int: Int] = [:]
    for (index, group) in text.split(separator: " ").enumerated() {
      for unit in group.split(separator: "+").compactMap({ Int($0) }) { numbers[unit] = index + 1 }
    }
    return numbers
  }

  /// Whether units of the design are found in the map again.
  var areKnown: Bool { numbers != nil }

  /// The unit that a number of the design, or a name without a meaning of its
  /// own ("Unit 3"), speaks of; nil for other texts.
  func number(in text: String) -> Int? {
    let words = text.split(separator: " ")
    let isPlain = words.count == 2 && words[0].lowercased() == "unit"
    let number = (isPlain ? Int(words[1]) : Double(text).flatMap { Int(exactly: $0) })
    return number.flatMap { number in strata.contains { $0.unit == number } ? number : nil }
  }

  /// The unit of the map that holds a unit of the design.
  func mapUnit(of unit: Int) -> Int? { numbers?[unit] }

  /// The units of the map that hold what the design calls by a name.
  func mapUnits(named name: String) -> Set<Int> {
    Set(
      strata.filter { ReferenceClasses.key($0.name) == ReferenceClasses.key(name) }
        .compactMap { mapUnit(of: $0.unit) })
  }
}
