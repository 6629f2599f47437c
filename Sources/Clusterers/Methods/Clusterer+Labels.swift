import Fitting
package import Kernels

extension Clusterer {
  /// The cluster of every sample.
  package func labels(of codes: PlanarMatrix, workers: Workers = Workers(1)) throws -> [Int32] {
    let chunks = (codes.stride + Chunk.pixels - 1) / Chunk.pixels
    let parts = try workers.map(chunks) { _, chunk in labels(of: codes, chunk: chunk) }
    return Array(parts.joined().prefix(codes.count))
  }

  private func labels(of codes: PlanarMatrix, chunk: Int) -> [Int32] {
    let start = chunk * Chunk.pixels
    let count = min(Chunk.pixels, codes.stride - start)
    var labels = [Int32](repeating: 0, count: count)
    var margins = [Float](repeating: 0, count: count)
    codes.withUnsafePointer {
      assign(
        $0 + start, stride: codes.stride, count: count, labels: &labels, margins: &margins,
        scratch: Scratch())
    }
    return labels
  }
}
