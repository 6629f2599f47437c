import Assessment
import Foundation
import Rasters

/// The user's accuracies that are expected of units.
enum ExpectedAccuracy {
  /// The accuracies of all strata, from "0.8" or "0.8,3=0.6,Basalt=0.9".
  static func values(_ text: String, strata: [Stratum]) throws -> [Double] {
    var values = [Double](repeating: 0.8, count: strata.count)
    var own: [Int: Double] = [:]
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard let last = pair.last, let value = Double(last), value > 0, value < 1 else {
        throw Failure.outOfRange(
          DesignOptions.expectedAccuracy.name, found: "'\(part)'",
          allowed: DesignOptions.expectedAccuracy.allowed.text)
      }
      if pair.count == 1 {
        values = values.map { _ in value }
      } else {
        own[try place(of: pair[0], in: strata)] = value
      }
    }
    for (place, value) in own { values[place] = value }
    return values
  }

  private static func place(of word: String, in strata: [Stratum]) throws -> Int {
    if let place = strata.firstIndex(where: { "\($0.unit)" == word || $0.name == word }) {
      return place
    }
    let hint = DidYouMean.hint(for: word, among: strata.map(\.name))
    let units = strata.map { "\($0.unit) (\($0.name))" }.joined(separator: ", ")
    throw Failure.usage(
      "\(DesignOptions.expectedAccuracy) names '\(word)', which is no unit of the map\(hint); it "
        + "has \(units)")
  }
}
