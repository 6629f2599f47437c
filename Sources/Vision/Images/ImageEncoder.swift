package import Kernels

/// Turns images into codes. The code of an image depends on that image alone:
/// neither on its neighbours in the batch nor on the number of threads.
package protocol ImageEncoder: Sendable {
  /// What it is, for records: `convnext_tiny, 768 features`.
  var words: String { get }
  /// Length of a code.
  var codeLength: Int { get }
  /// Channels that an image must have; one channel is repeated where three are
  /// asked for.
  var channels: Int { get }
  /// The side in pixels that images are best given in.
  var side: Int { get }
  /// Codes [image][code unit].
  func codes(of images: ImageBatch, workers: Workers) throws -> [Float]
}
