import Kernels

/// The numbers of the samples of one batch.
///
/// `@unchecked Sendable` because nobody writes to them while a batch is
/// worked on.
struct SampleBatch: @unchecked Sendable {
  let indices: UnsafeBufferPointer<Int32>
  var count: Int { indices.count }

  /// A part of a batch that one worker takes through the network.
  struct Slab {
    let indices: UnsafeBufferPointer<Int32>
    /// Samples of the whole batch, over which losses are means.
    let batch: Int
    var padded: Int { PlanarMatrix.padded(indices.count) }
  }

  func slab(_ number: Int) -> Slab {
    let start = number * SlabPass.pixels
    let end = min(count, start + SlabPass.pixels)
    return Slab(indices: UnsafeBufferPointer(rebasing: indices[start..<end]), batch: count)
  }
}
