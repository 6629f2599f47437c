import Foundation
package import Learning
package import MapTools

/// A recommendation in sentences.
package struct SweepWords {
  private let choice: UnitChoice
  private let tried: [Int]
  /// Units of labels, beside those that were tried.
  private let known: Int

  /// `tried` in ascending order.
  package init(_ choice: UnitChoice, tried: [Int], known: Int = 0) {
    self.choice = choice
    self.tried = tried
    self.known = known
  }

  package var recommendation: SweepReport.Recommendation {
    .init(units: known + choice.units, reason: beside + reason + edge, assumption: assumption)
  }

  private var beside: String {
    guard known > 0 else { return "" }
    let others = choice.units == 1 ? "1 other was" : "\(choice.units) others were"
    return "\(known) of them are known and \(others) found where nothing known fits; "
  }

  private var reason: String {
    switch choice.grounds {
    case .bend(let slope):
      "the BIC bends here: further units lower it by little more than the last ones of the sweep, "
        + String(format: "%.2g a pixel each", slope)
        + stable("; it is the smallest number near the bend that is")
    case .falling:
      "the BIC still falls at the end of the sweep"
        + (choice.stability.map {
          String(format: "; it is the largest that is about as stable as any (ARI %.3f)", $0)
        } ?? "; it is the largest")
    case .stable:
      "fits to different parts of the sample agree about as well as with any other number"
        + (choice.stability.map { String(format: " (ARI %.3f between seeds)", $0) } ?? "")
    case .silhouette:
      "it has the best silhouette" + stable(" of the numbers that are")
        + "; five numbers or more would show where the BIC bends"
    case .alone: "nothing else was tried"
    }
  }

  private func stable(_ which: String) -> String {
    choice.stability.map {
      String(format: "\(which) as stable as any (ARI %.3f between seeds)", $0)
    } ?? ""
  }

  private var edge: String {
    guard tried.count > 1 else { return "" }
    if choice.units == tried.last { return "; it is the largest number tried: sweep further" }
    if choice.units == tried.first { return "; it is the smallest number tried: begin lower" }
    return ""
  }

  private var assumption: String {
    switch choice.grounds {
    case .falling: "units are about Gaussian in the space that they are fitted in"
    case .bend:
      "units are about Gaussian in the space that they are fitted in, and the sweep ends well "
        + "beyond the true number"
    case .stable: "what is found again in another part of the sample is on the ground"
    case .silhouette: "units are compact and lie apart in the scaled bands"
    case .alone: "the number is right"
    }
  }
}
