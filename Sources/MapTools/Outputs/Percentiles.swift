/// The contrast stretch of pictures: 2 % of the pixels are darker than
/// black, 2 % brighter than white.
package enum Percentiles {
  package static func stretch(_ values: [Float]) -> ClosedRange<Float> {
    let known = values.filter { $0.isFinite && $0 != 0 }.sorted()
    guard let last = known.indices.last else { return 0...1 }
    let low = known[last * 2 / 100]
    let high = known[last * 98 / 100]
    return low < high ? low...high : low...(low + 1)
  }

  /// The value as a byte, from 0 to 255.
  package static func byte(_ value: Float, _ stretch: ClosedRange<Float>) -> UInt8 {
    let share = (value - stretch.lowerBound) / (stretch.upperBound - stretch.lowerBound)
    return UInt8(max(0, min(255, 255 * share)))
  }
}
