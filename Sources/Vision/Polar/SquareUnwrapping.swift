package import Kernels
import Rasters

/// Unwrapping on images of one side: images of a side in, unwrapped ones of the
/// same side out, whatever sort of unwrapping it is.
package enum SquareUnwrapping: Sendable, Equatable {
  case adaptive(PolarUnwrapping)
  /// The published transform, brought to the side by bilinear steps.
  case published(PublishedPolar)

  package var words: String {
    switch self {
    case .adaptive(let unwrapping): unwrapping.words
    case .published: "unwrapped as Fang et al. 2025"
    }
  }

  package func unwrap(_ images: ImageBatch, workers: Workers) throws -> ImageBatch {
    switch self {
    case .adaptive(let unwrapping): return try unwrapping.unwrap(images, workers: workers)
    case .published(let polar):
      let side = images.width
      let wide = try polar.unwrap(images, workers: workers)
      let planes = wide.count * wide.channels
      let resized = try workers.map(planes) { _, plane -> [Float] in
        Self.resized(
          wide.values, from: plane * wide.height * wide.width, height: wide.height,
          width: wide.width, side: side)
      }
      return ImageBatch(
        count: wide.count, channels: wide.channels, height: side, width: side,
        values: resized.flatMap { $0 })
    }
  }

  private static func resized(
    _ values: [Float], from start: Int, height: Int, width: Int, side: Int
  ) -> [Float] {
    func place(_ index: Int, _ count: Int) -> (first: Int, share: Float) {
      let at = (Double(index) + 0.5) * Double(count) / Double(side) - 0.5
      let inside = min(Double(count - 1), max(0, at))
      let first = min(Int(inside), max(0, count - 2))
      return (first, Float(inside - Double(first)))
    }
    var out = [Float](repeating: 0, count: side * side)
    for row in 0..<side {
      let (y, down) = place(row, height)
      for column in 0..<side {
        let (x, right) = place(column, width)
        let at = start + y * width + x
        let upper = values[at] * (1 - right) + values[at + 1] * right
        let lower = values[at + width] * (1 - right) + values[at + width + 1] * right
        out[row * side + column] = upper * (1 - down) + lower * down
      }
    }
    return out
  }
}
