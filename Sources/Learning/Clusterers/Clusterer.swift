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

  /// Everything that ``ClustererMethod/restore`` needs, beside the parameters.
  var tensors: [String: Tensor] { get }
}
