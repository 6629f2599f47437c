import Kernels
import Learning

/// A part of the sample by its first two codes: what a page draws.
struct CodePoints: Sendable {
  static let most = 2000

  /// Evenly from the sample, in the order of their positions.
  let points: [(x: Float, y: Float, cluster: Int)]
  let samples: Int

  /// Nil where there are not two codes to draw.
  init?(_ fit: ClassifierFit) {
    let codes = fit.codes
    guard codes.features >= 2, codes.count > 0 else { return nil }
    let shown = min(Self.most, codes.count)
    points = (0..<shown).map { step in
      let index = step * codes.count / shown
      return (codes[0, index], codes[1, index], Int(fit.labels[index]))
    }
    samples = codes.count
  }
}
