import CKernels

/// Convolution with a point-spread function; 0 beyond the edges.
final class Blur {
  private let width: Int
  private let height: Int
  private let pointSpread: PointSpread
  /// The plane with a margin of half the function around it.
  private var padded: [Double]
  private let taps: [Double]

  init(_ pointSpread: PointSpread, width: Int, height: Int) {
    self.width = width
    self.height = height
    self.pointSpread = pointSpread
    padded = Array(
      repeating: 0, count: (width + pointSpread.width - 1) * (height + pointSpread.height - 1))
    taps = pointSpread.values.reversed()
  }

  /// In place, on the plane that begins at `start`.
  func apply(to planes: inout [Double], at start: Int) {
    let (across, down) = (pointSpread.width, pointSpread.height)
    let stride = width + across - 1
    for y in 0..<height {
      let target = (y + down / 2) * stride + across / 2
      for x in 0..<width { padded[target + x] = planes[start + y * width + x] }
    }
    var rows = [UnsafePointer<Double>?](repeating: nil, count: across * down)
    padded.withUnsafeBufferPointer { padded in
      planes.withUnsafeMutableBufferPointer { planes in
        guard let base = padded.baseAddress, let out = planes.baseAddress else { return }
        for y in 0..<height {
          for dy in 0..<down {
            for dx in 0..<across { rows[dy * across + dx] = base + (y + dy) * stride + dx }
          }
          fk_filter_row(width, across * down, taps, rows, out + start + y * width)
        }
      }
    }
  }
}
