import Kernels

/// The working memory of one worker: buffers that grow when asked for and
/// stay. Sendable only in that an array of them may be handed to workers, of
/// which each uses its own.
package final class Scratch: @unchecked Sendable {
  private var blocks: [Int: UnsafeMutableBufferPointer<Float>] = [:]

  /// Room for the clusters of one chunk.
  var labels = [Int32](repeating: 0, count: Chunk.pixels)

  /// The same for those of a part of a clusterer.
  var members = [Int32](repeating: 0, count: Chunk.pixels)

  package init() {}

  deinit { blocks.values.forEach { $0.deallocate() } }

  /// At least `count` floats for use `slot`; the contents are whatever the
  /// last use of that slot left.
  package func floats(_ slot: Slot, _ count: Int) -> UnsafeMutablePointer<Float> {
    if let block = blocks[slot.rawValue], block.count >= count { return block.firstAddress }
    blocks[slot.rawValue]?.deallocate()
    let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(16, count))
    block.initialize(repeating: 0)
    blocks[slot.rawValue] = block
    return block.firstAddress
  }

  /// Who uses a buffer, so that no two users of one worker meet.
  package enum Slot: Int {
    case scaled, codes, layerA, layerB, stage, densities, best, second, input
    case latent, reconstruction, logits, unwhitened
  }
}
