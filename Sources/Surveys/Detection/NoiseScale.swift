import Foundation

/// The power of two that brings the noise of an image near 1, and back. SEP
/// compares shares of light with fixed numbers, so that what it finds would
/// depend on the unit of the image; powers of two change no digit.
struct NoiseScale {
  private let exponent: Int

  /// Values that are looked at.
  private static let most = 1 << 16
  /// Larger ones stand for none in SEP.
  private static let highest = 90

  init(_ values: [Float]) {
    let step = max(1, values.count / Self.most)
    let sample = stride(from: 0, to: values.count, by: step).map { values[$0] }
      .filter(\.isFinite).sorted()
    guard !sample.isEmpty else {
      exponent = 0
      return
    }
    let median = Double(sample[sample.count / 2])
    let distances = sample.map { abs(Double($0) - median) }.sorted()
    let typical = [distances[distances.count / 2], distances[distances.count - 1]].first { $0 > 0 }
    let largest = Double(values.lazy.filter(\.isFinite).map(abs).max() ?? 0)
    guard let typical else {
      exponent = 0
      return
    }
    exponent = max(Int(typical.exponent), Int(largest.exponent) - Self.highest)
  }

  private var factor: Double { scalbn(1, exponent) }

  func applied(to values: [Float]) -> [Float] {
    guard exponent != 0 else { return values }
    let factor = 1 / factor
    return values.map { Float(Double($0) * factor) }
  }

  func undone(_ values: [Float]) -> [Float] {
    guard exponent != 0 else { return values }
    return values.map { Float(Double($0) * factor) }
  }

  /// Brings what was found back to the unit of the image.
  func undo(_ result: inout Extraction.Result) {
    guard exponent != 0 else { return }
    result.deviation = Float(Double(result.deviation) * factor)
    for index in result.sources.indices {
      result.sources[index].flux *= factor
      result.sources[index].peak *= factor
    }
  }
}
