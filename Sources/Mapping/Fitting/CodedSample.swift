import Kernels
import Learning

/// A sample of a scene with its codes: what clusterers are fitted to.
struct CodedSample {
  var encoding: EncodingFit
  /// Filtered, where the recipe filters.
  var codes: PlanarMatrix
  var samples: PlanarMatrix
  /// Row by row, ascending.
  var positions: [Int]
  /// The scaled bands, whatever the encoder: indices of quality in different
  /// feature spaces cannot be compared.
  var space: PlanarMatrix
  var validPixels: Int
  var rejected: [String: Int]

  static let spaceName = "scaled bands of the sample"
}
