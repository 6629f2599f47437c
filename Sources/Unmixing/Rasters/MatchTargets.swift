import Foundation
import RasterIO
import Spectra

/// Angles and matched filters of rows of pixels.
struct MatchTargets: Sendable {
  /// [spectrum][band].
  private let spectra: [[Double]]
  private let lengths: [Double]
  private let filters: [MatchedFilter]

  /// Pixels that are worked on together.
  private static let span = 256

  init(spectra: [[Double]], filters: [MatchedFilter]) {
    self.spectra = spectra
    self.filters = filters
    lengths = spectra.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  }

  /// Angles, then filters, `outStride` apart; NaN where pixels do not count, or where a pixel is 0
  /// in all bands and has no angle.
  func match(
    _ strip: Strip, from start: Int, count: Int, into out: UnsafeMutablePointer<Float>,
    outStride: Int
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * Self.span) { sums in
      for first in stride(from: 0, to: count, by: Self.span) {
        let pixels = min(Self.span, count - first)
        let place = start + first
        let (squares, products) = (sums.prefix(Self.span), sums.dropFirst(Self.span))
        let lengths = UnsafeMutableBufferPointer(rebasing: squares)
        let other = UnsafeMutableBufferPointer(rebasing: products)
        self.squares(strip, place, pixels, lengths)
        for index in spectra.indices {
          add(strip, place, pixels, spectra[index], offset: 0, other)
          let angle = out + index * outStride + first
          for pixel in 0..<pixels {
            let length = lengths[pixel].squareRoot() * self.lengths[index]
            let cosine = max(-1, min(1, other[pixel] / length))
            let isThere = strip.valid[place + pixel] != 0 && length > 0
            angle[pixel] = isThere ? Float(acos(cosine) * 180 / .pi) : .nan
          }
          let filter = filters[index]
          add(strip, place, pixels, filter.weights, offset: filter.offset, other)
          let score = out + (spectra.count + index) * outStride + first
          for pixel in 0..<pixels {
            score[pixel] = strip.valid[place + pixel] != 0 ? Float(other[pixel]) : .nan
          }
        }
      }
    }
  }

  private func squares(
    _ strip: Strip, _ place: Int, _ pixels: Int, _ sums: UnsafeMutableBufferPointer<Double>
  ) {
    for pixel in 0..<pixels { sums[pixel] = 0 }
    for band in 0..<(spectra.first?.count ?? 0) {
      let row = strip.plane(band) + place
      for pixel in 0..<pixels { sums[pixel] += Double(row[pixel]) * Double(row[pixel]) }
    }
  }

  /// The offset and the sum of the bands, each times its weight.
  private func add(
    _ strip: Strip, _ place: Int, _ pixels: Int, _ weights: [Double], offset: Double,
    _ sums: UnsafeMutableBufferPointer<Double>
  ) {
    for pixel in 0..<pixels { sums[pixel] = offset }
    for (band, weight) in weights.enumerated() {
      let row = strip.plane(band) + place
      for pixel in 0..<pixels { sums[pixel] += weight * Double(row[pixel]) }
    }
  }
}
