import Foundation

/// What a sample without a single disagreement says: its estimated interval has
/// no width, and yet up to 3 / n of its ground may be otherwise with 95 %
/// confidence (Hanley and Lippman-Hand, JAMA 249, 1983).
enum RuleOfThree {
  /// Classes that are named; the others are counted.
  private static let mostNamed = 8

  /// One line on the classes all of whose samples are alike; nil without one.
  static func note(_ classes: [AssessmentReport.Class]) -> String? {
    let alike = classes.compactMap { line -> String? in
      guard let figure = line.usersAccuracy, let margin = figure.margin95, margin < 5e-4 else {
        return nil
      }
      let most = min(1, 3 / Double(max(1, line.mapSamples)))
      let bound: String
      switch figure.value {
      case (1 - 1e-9)...: bound = String(format: "as low as %.3f", 1 - most)
      case ...1e-9: bound = String(format: "as high as %.3f", most)
      default: return nil
      }
      return "\(bound) for \(line.name) (\(line.mapSamples) samples)"
    }
    guard !alike.isEmpty else { return nil }
    let named = alike.prefix(mostNamed).joined(separator: ", ")
    let others = alike.count > mostNamed ? " and \(alike.count - mostNamed) more" : ""
    return
      "± 0.000 says that all samples of a class are alike, not that it has no other ground: by "
      + "the rule of three user's accuracies may be \(named)\(others)"
  }
}
