import Kernels

/// The working memory of one worker: buffers that grow when asked for and
/// stay. Sendable only in that an array of them may be handed to workers, of
/// which each uses its own.
package final class Scratch: @unchecked Sendable {
  /// One for every slot, empty until it is used.
  private let blocks: UnsafeMutableBufferPointer<UnsafeMutableBufferPointer<Float>>

  /// Room for the clusters of one chunk.
  package var labels = [Int32](repeating: 0, count: Chunk.pixels)

  /// Room for the clusters of a part of a clusterer.
  package var members = [Int32](repeating: 0, count: Chunk.pixels)

  /// Room for the labels of one member of a vote.
  package var ballots = [Int32](repeating: 0, count: Chunk.pixels)

  package init() {
    blocks = .allocate(capacity: Slot.allCases.count)
    blocks.initialize(repeating: UnsafeMutableBufferPointer(start: nil, count: 0))
  }

  deinit {
    blocks.forEach { $0.deallocate() }
    blocks.deallocate()
  }

  /// At least `count` floats for use `slot`; the contents are whatever the
  /// last use of that slot left.
  package func floats(_ slot: Slot, _ count: Int) -> UnsafeMutablePointer<Float> {
    if blocks[slot.rawValue].count >= max(1, count) { return blocks[slot.rawValue].firstAddress }
    blocks[slot.rawValue].deallocate()
    let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(16, count))
    block.initialize(repeating: 0)
    blocks[slot.rawValue] = block
    return block.firstAddress
  }

  /// Who uses a buffer, so that no two users of one worker meet.
  package enum Slot: Int, CaseIterable {
    case scaled, codes, layerA, layerB, stage, densities, best, second, input
    case latent, reconstruction, logits, unwhitened
    case memberCodes, memberMargins, probabilities
  }
}
