import Kernels

/// The published layers.
enum Nagar2024Shape {
  /// Layers of the second network up to its features.
  static let featureLayers = 2
  /// Layers of the third network up to its code.
  static let codeLayers = 4

  static func first(_ d: Int) -> [Int] { [d, 6, 4, 2, 4, 6, d] }
  static func second(_ d: Int) -> [Int] { [2 * d, 10, 5, 2, 5, 10, 2 * d] }
  static func third(_ d: Int) -> [Int] {
    [2 * d + 5, 15, 10, 5, 2, 5, 10, 15, 2 * d + 5]
  }

  /// SELU everywhere but for the sigmoid at the end.
  static func activations(_ widths: [Int]) -> [Planar.Activation] {
    widths.dropFirst(2).map { _ in .selu } + [.sigmoid]
  }
}
