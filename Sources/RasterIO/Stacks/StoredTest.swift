/// A test of the physical values of a band, brought to its stored ones, so
/// that it is made in the band's own type: 0.1 is the Float32 that is nearest
/// to it, 0.3 is the 3000 of a scale of 0.0001.
package struct StoredTest: Sendable {
  private enum Rule: Sendable {
    case wholes(Set<Int128>)
    /// Both ends included.
    case wholeRange(Int128, Int128)
    /// Physical values.
    case reals([Double])
    /// Between them, ends excluded.
    case realRange(Double, Double)
  }

  private let type: SampleType
  private let gain: Double
  private let offset: Double
  private let rule: Rule
  /// Wanted values that no stored value has.
  package let impossible: [Double]

  package init(_ test: RasterMask.Test, type: SampleType, calibration: Calibration) {
    self.type = type
    (gain, offset) = calibration.line
    switch test {
    case .values(let values) where type.wholeRange != nil:
      let found = values.map { Self.whole($0, type, calibration) }
      rule = .wholes(Set(found.compactMap(\.self)))
      impossible = zip(values, found).filter { $1 == nil }.map(\.0)
    case .values(let values):
      (rule, impossible) = (.reals(values), [])
    case .between(let above, let below) where type.wholeRange != nil:
      let (low, high) = Self.wholes(above: above, below: below, type, calibration)
      (rule, impossible) = (.wholeRange(low, high), [])
    case .between(let above, let below):
      (rule, impossible) = (.realRange(above, below), [])
    }
  }

  package func rejects(_ number: StoredNumber) -> Bool {
    switch rule {
    case .wholes(let wanted): number.whole.map(wanted.contains) ?? false
    case .wholeRange(let low, let high): number.whole.map { low <= $0 && $0 <= high } ?? false
    case .reals(let wanted): wanted.contains { isEqual(number.double, $0) }
    case .realRange(let above, let below):
      isGreater(physical(number.double), above) && isGreater(below, physical(number.double))
    }
  }

  // MARK: whole numbers

  /// The stored value of a physical one; nil where there is none.
  private static func whole(
    _ value: Double, _ type: SampleType, _ calibration: Calibration
  ) -> Int128? {
    let (gain, offset) = calibration.line
    let nearest = ((value - offset) / gain).rounded()
    guard let stored = Int128(exactly: nearest), type.wholeRange?.contains(stored) == true
    else { return nil }
    let miss = abs(nearest * gain + offset - value)
    return miss <= 1e-9 * max(abs(value), abs(offset), abs(gain)) ? stored : nil
  }

  /// The least and the greatest stored value between two physical ones.
  private static func wholes(
    above: Double, below: Double, _ type: SampleType, _ calibration: Calibration
  ) -> (Int128, Int128) {
    let (gain, offset) = calibration.line
    let (first, last) = gain > 0 ? (above, below) : (below, above)
    let range = type.wholeRange ?? 0...0
    func end(_ value: Double, _ rule: FloatingPointRoundingRule, step: Int128) -> Int128? {
      if let exact = whole(value, type, calibration) { return exact + step }
      let stored = ((value - offset) / gain).rounded(rule)
      return Int128(exactly: stored).map { $0 + step }
    }
    return (
      end(first, .down, step: 1) ?? range.lowerBound, end(last, .up, step: -1) ?? range.upperBound
    )
  }

  // MARK: floating-point numbers

  private var isSingle: Bool { type == .float32 || type == .float16 }

  private func physical(_ stored: Double) -> Double { stored * gain + offset }

  private var isScaled: Bool { gain != 1 || offset != 0 }

  private func isEqual(_ stored: Double, _ wanted: Double) -> Bool {
    let value = physical(stored)
    guard isScaled else {
      return isSingle ? Float(value) == Float(wanted) : value == wanted
    }
    return isSingle
      ? AlmostEqual.test(Float(value), Float(wanted)) : AlmostEqual.test(value, wanted)
  }

  private func isGreater(_ a: Double, _ b: Double) -> Bool {
    guard isScaled else { return isSingle ? Float(a) > Float(b) : a > b }
    return isSingle
      ? Float(a) > Float(b) && !AlmostEqual.test(Float(a), Float(b))
      : a > b && !AlmostEqual.test(a, b)
  }
}

extension Calibration {
  /// Gain and offset; those of a radiance where a temperature follows.
  fileprivate var line: (gain: Double, offset: Double) {
    switch self {
    case .linear(let gain, let offset), .brightnessTemperature(let gain, let offset, _, _):
      (gain == 0 ? 1 : gain, offset)
    }
  }
}
