/// Where images come from that do not all fit into memory: square, of one size,
/// finite, read block after block.
package protocol ImageSource: Sendable {
  var count: Int { get }
  var channels: Int { get }
  /// Pixels of a side.
  var side: Int { get }
  /// Some of the images, in their order.
  func images(in range: Range<Int>) throws -> ImageBatch
}

/// Images that are in memory.
extension ImageBatch: ImageSource {
  package var side: Int { width }

  package func images(in range: Range<Int>) throws -> ImageBatch { images(Array(range)) }
}
