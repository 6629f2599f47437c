/// What covers the ground, told by conditions on reflectances that must all hold.
package struct CoverRule: Sendable {
  package let name: String
  /// Under it no mineral or rock is named.
  package let hidesGround: Bool
  /// Bands without which it is not tried.
  package let needs: [SpectralRole]
  /// Bands with which others are tried in its place.
  var lacks: [SpectralRole] = []
  let conditions: [Condition]
  package let source: String

  /// One limit; it is passed over where the scene lacks its bands.
  struct Condition: Sendable {
    let text: String
    let needs: [SpectralRole]
    /// A band with which another limit serves in its place.
    var lacks: SpectralRole?
    /// Positive where it holds; 1 is as far from the limit as matters.
    let margin: @Sendable (Reflectances) -> Double

    static func above(
      _ what: String, _ limit: Double, by tolerance: Double, _ needs: [SpectralRole],
      _ value: @escaping @Sendable (Reflectances) -> Double
    ) -> Condition {
      Condition(text: "\(what) above \(limit)", needs: needs) { (value($0) - limit) / tolerance }
    }

    static func below(
      _ what: String, _ limit: Double, by tolerance: Double, _ needs: [SpectralRole],
      _ value: @escaping @Sendable (Reflectances) -> Double
    ) -> Condition {
      Condition(text: "\(what) below \(limit)", needs: needs) { (limit - value($0)) / tolerance }
    }

    /// Holds only where a scene lacks a band.
    func without(_ role: SpectralRole) -> Condition {
      var copy = self
      copy.lacks = role
      return copy
    }

    func serves(_ roles: SpectralRoles) -> Bool {
      roles.has(needs) && lacks.map { !roles.has([$0]) } ?? true
    }
  }

  /// The rule as far as a scene's bands go; nil where it lacks one that is needed.
  package func bound(to roles: SpectralRoles) -> CoverRule? {
    guard roles.has(needs), lacks.allSatisfy({ !roles.has([$0]) }) else { return nil }
    return CoverRule(
      name: name, hidesGround: hidesGround, needs: needs,
      conditions: conditions.filter { $0.serves(roles) }, source: source)
  }

  /// The least margin of all conditions: positive where all hold.
  package func score(_ values: Reflectances) -> Double {
    let least = conditions.reduce(Double.infinity) { least, condition in
      let margin = condition.margin(values)
      return margin.isNaN ? -.infinity : min(least, margin)
    }
    return least.isFinite ? least : -.infinity
  }

  /// "visible above 0.3, red / blue below 1.08"
  package var text: String { conditions.map(\.text).joined(separator: ", ") }
}
