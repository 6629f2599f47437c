import Features
import Foundation

/// What covers the units: clouds, water, snow, plants. It is tried before any mineral or rock.
struct CoverHints {
  /// By rows, as far as a rule holds.
  private(set) var hints: [Int: UnitHints.Checked] = [:]
  /// Rows on which no mineral or rock is named, whether or not the rule of what hides it was true
  /// often enough to be told.
  private(set) var hidden: Set<Int> = []
  let roles: SpectralRoles

  init(_ pixels: HintPixels, _ roles: SpectralRoles) {
    self.roles = roles
    let values = pixels.units.map { unit in
      unit.spectra.map { spectrum in roles.values { spectrum[$0] } }
    }
    // One pixel seldom meets all conditions of a rule; the middle of a unit does.
    let medians = pixels.units.map { unit in
      roles.values { plane in Self.median(unit, plane) }
    }
    var hasClouds = false
    for rule in CoverRule.all.compactMap({ $0.bound(to: roles) }) {
      let scores = values.map { $0.map(rule.score) }
      let claimed = Set(pixels.units.indices.filter { rule.score(medians[$0]) > 0 })
      for row in claimed {
        if rule.hidesGround { hidden.insert(row) }
        guard hints[row] == nil else { continue }
        guard let check = Self.check(row, claimed, scores, pixels), check.holds else { continue }
        if rule.isCloud { hasClouds = true }
        hints[row] = UnitHints.Checked(
          word: Self.word(rule, hasClouds: hasClouds), rule: Self.text(rule, check),
          accuracy: check.accuracy)
      }
    }
  }

  private static func word(_ rule: CoverRule, hasClouds: Bool) -> String {
    rule.name == CoverRule.shadowName && hasClouds ? CoverRule.cloudShadowName : rule.name
  }

  /// Of the pixels that are not held out.
  private static func median(_ unit: HintPixels.Unit, _ plane: Int) -> Double {
    let made = unit.halves(unit.spectra.map { $0[plane] }).made.sorted()
    return made.isEmpty ? .nan : made[made.count / 2]
  }

  private static func check(
    _ row: Int, _ claimed: Set<Int>, _ scores: [[Double]], _ pixels: HintPixels
  ) -> HintCheck? {
    pixels.check(row, claimed: claimed, scores)
      ?? HintCheck(pixels.units[row].halves(scores[row]), threshold: 0)
  }

  private static func text(_ rule: CoverRule, _ check: HintCheck) -> String {
    let limit = String(format: "%.2f", check.threshold)
    return "least margin of [\(rule.text)] above \(limit)"
  }
}
