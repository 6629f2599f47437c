import Foundation

/// What class the galaxies of a group may be of, by means of their
/// measurements: a hint to look at the pictures with, no classification.
///
/// Mergers and asymmetric ones are irregular: S(G, M20) = 0.139 M20 + 0.990 G -
/// 0.327 above 0 (Lotz et al. 2008; Snyder et al. 2015) or A above 0.35
/// (Conselice 2003). Of the others two things speak for a bulge: F(G, M20) =
/// -0.693 M20 + 4.95 G - 3.96 above 0 (Snyder et al. 2015) and a Sérsic index
/// above 2.5 (Shen et al. 2003). Both make a spheroid, one an early disc, none
/// a late disc; where only one of the two is known, it has to be clear.
public struct ClassHint: Sendable, Equatable {
  /// "SPH", "ETD", "LTD" or "IRR".
  public var name: String
  /// The figures that it rests on, such as "n 1.1, Gini 0.46, M20 -1.7".
  public var reason: String

  /// Nil where neither Gini and M20 nor the Sérsic index are known (finite, as
  /// `facies measure` gives them; -99 is unknown).
  public static func suggest(
    gini: Double? = nil, m20: Double? = nil, sersic: Double? = nil, asymmetry: Double? = nil,
    concentration: Double? = nil
  ) -> ClassHint? {
    let (g, m, n) = (known(gini), known(m20), known(sersic))
    let plane = g.flatMap { g in m.map { (g: g, m20: $0) } }
    guard plane != nil || n != nil else { return nil }
    let figures = [
      ("n", n, "%.1f"), ("Gini", g, "%.2f"), ("M20", m, "%.2f"),
      ("A", known(asymmetry), "%.2f"), ("C", known(concentration), "%.1f"),
    ]
    let reason = figures.compactMap { name, value, format in
      value.map { "\(name) " + String(format: format, $0) }
    }.joined(separator: ", ")
    let merger = plane.map { 0.139 * $0.m20 + 0.990 * $0.g - 0.327 } ?? -1
    if merger > 0 || (known(asymmetry) ?? 0) > 0.35 {
      return ClassHint(name: "IRR", reason: reason)
    }
    let bulge = plane.map { -0.693 * $0.m20 + 4.95 * $0.g - 3.96 }
    return ClassHint(name: name(bulge: bulge, sersic: n), reason: reason)
  }

  private static func known(_ value: Double?) -> Double? {
    value.flatMap { $0.isFinite && $0 > -90 ? $0 : nil }
  }

  private static func name(bulge: Double?, sersic: Double?) -> String {
    switch (bulge, sersic) {
    case (let bulge?, let sersic?):
      bulge > 0 ? (sersic > 2.5 ? "SPH" : "ETD") : (sersic > 2.5 ? "ETD" : "LTD")
    case (let bulge?, nil): bulge > 0.5 ? "SPH" : bulge > 0 ? "ETD" : "LTD"
    case (nil, let sersic?): sersic > 3 ? "SPH" : sersic > 2 ? "ETD" : "LTD"
    case (nil, nil): "UNC"
    }
  }
}
