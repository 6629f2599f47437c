import Foundation
package import Reports

/// What labels say of a map, as a page lists it.
package enum PageScores {
  package typealias Fact = ReportContent.Fact

  package static func score(_ r: ScoreReport) -> ReportContent.Score {
    let facts = [
      fact(
        "Matched accuracy", r.matchedAccuracy,
        "share of labelled pixels in the class that their unit is matched to, one to one"),
      fact("Purity", r.purity, "share in the commonest class of their unit"),
      fact("Normalised mutual information", r.nmi, "1 is full agreement"),
      fact("Adjusted Rand index", r.ari, "1 is full agreement, 0 is chance"),
      fact("Kappa", r.kappa, "agreement beyond chance"),
      Fact("Labelled pixels", PageText.number(Double(r.mapped))),
    ].compactMap { $0 }
    let name = URL(fileURLWithPath: r.reference).lastPathComponent
    return .init(
      reference: "\(name) (\(r.alignment)), which no fit has seen",
      facts: facts + classes(r.classes.map { ($0.name, $0.producersAccuracy, $0.usersAccuracy) }),
      units: r.units, classes: r.classes.map(\.name), confusion: r.confusion)
  }

  package static func heldOut(_ known: RunReport.Known) -> ReportContent.Score? {
    let heldOut = String(format: "%g", 100 * known.holdOut)
    return known.heldOut.map {
      score(
        $0,
        "places of \(name(known)) that were held out: \(heldOut) % of those of each known unit")
    }
  }

  package static func crossValidation(_ known: RunReport.Known) -> ReportContent.Score? {
    known.crossValidation.map {
      score(
        $0,
        "places of \(name(known)) that were held out in turn (cross-validation of \(known.use ?? "the classifier"), "
          + "pixel by pixel, without smoothing)")
    }
  }

  private static func name(_ known: RunReport.Known) -> String {
    URL(fileURLWithPath: known.labels).lastPathComponent
  }

  private static func score(_ r: RunReport.HeldOut, _ reference: String) -> ReportContent.Score {
    let facts = [
      Fact(
        "Accuracy", share(r.accuracy), help: "share of held-out pixels in the unit of their name"),
      Fact("Held-out pixels", PageText.number(Double(r.pixels))),
    ]
    return .init(
      reference: reference,
      facts: facts + classes(r.classes.map { ($0.name, $0.producersAccuracy, $0.usersAccuracy) }),
      units: r.units, classes: r.classes.map(\.name), confusion: r.confusion)
  }

  private static func classes(_ list: [(String, Double?, Double?)]) -> [Fact] {
    list.map { name, producers, users in
      Fact(
        name, "producer's \(producers.map(share) ?? "–"), user's \(users.map(share) ?? "–")")
    }
  }

  private static func fact(_ name: String, _ value: Double?, _ help: String) -> Fact? {
    value.map { Fact(name, String(format: "%.3f", $0), help: help) }
  }

  private static func share(_ value: Double) -> String { String(format: "%.1f %%", 100 * value) }
}
