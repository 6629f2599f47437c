package import Fitting
package import Kernels
package import Tensors

/// A fitted step that gives every code a cluster, pixel by pixel. Immutable;
/// each worker brings its own scratch.
package protocol Clusterer: Sendable {
  /// Code units that go in.
  var inputs: Int { get }
  /// How many clusters there are.
  var clusters: Int { get }

  /// Assigns `count` pixels (a multiple of 16, at most ``Chunk/pixels``).
  /// `labels` are 0 ..< clusters; `margins` say in 0...1 how much better the
  /// chosen cluster is than the second best.
  func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch)

  /// How well every cluster suits `count` pixels: `logits` [clusters][count],
  /// rows `logitStride` apart. Times ``logitScale(of:labels:)`` these are log
  /// probabilities, up to a constant of each pixel.
  func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into logits: UnsafeMutablePointer<Float>, logitStride: Int, scratch: Scratch)

  /// What makes log probabilities of logits, from the codes that the clusters
  /// were fitted to.
  func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double

  /// Everything that ``ClustererMethod/restore`` needs, beside the parameters.
  var tensors: [String: Tensor] { get }
}
