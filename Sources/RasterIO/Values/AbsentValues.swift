/// Which stored values of a band mean that there is none: those that are
/// declared, and those beyond its valid range. They are compared in the band's
/// own type: whole numbers exactly, others as GDAL does (``AlmostEqual``).
/// What is not finite is never a value.
package struct AbsentValues: Sendable, Equatable {
  package let type: SampleType
  /// Of a type of integers.
  private let wholes: [Int128]
  /// The same as Float64 numbers, or of a type of other numbers, each with
  /// what is equal to it.
  private let spans: [ClosedRange<Double>]
  /// Stored values that can be data; infinite ends are open.
  package let validRange: ClosedRange<Double>?

  /// - Parameters:
  ///   - values: declared ones; those that the type cannot hold mean nothing.
  ///   - wholes: declared ones that Float64 may not hold.
  package init(
    _ type: SampleType, values: [Double], wholes: [Int128] = [],
    validRange: ClosedRange<Double>? = nil
  ) {
    self.type = type
    self.validRange = validRange
    if let range = type.wholeRange {
      let known = values.compactMap { Int128(exactly: $0) } + wholes
      self.wholes = known.filter(range.contains)
      spans = self.wholes.map { Double($0)...Double($0) }
    } else {
      self.wholes = []
      spans = values.compactMap { Self.span($0, type) }
    }
  }

  private static func span(_ value: Double, _ type: SampleType) -> ClosedRange<Double>? {
    guard value.isFinite else { return nil }
    guard type == .float32 || type == .float16 else { return AlmostEqual.span(value) }
    guard let single = float(value) else { return nil }
    let span = AlmostEqual.span(single)
    return Double(span.lowerBound)...Double(span.upperBound)
  }

  /// A declared value as Float32; GDAL takes what is a digit too large for its
  /// greatest number.
  private static func float(_ value: Double) -> Float? {
    let greatest = Double(Float.greatestFiniteMagnitude)
    guard abs(value) > greatest else { return Float(value) }
    guard abs(value) - greatest < 1e-10 * greatest else { return nil }
    return value < 0 ? -Float.greatestFiniteMagnitude : .greatestFiniteMagnitude
  }

  /// Every finite value is data.
  package var isEmpty: Bool { spans.isEmpty && validRange == nil }

  /// Planes of Float32 tell which values are absent.
  var isJudgedAsFloat: Bool { isEmpty || type.fitsFloat }

  /// Of a type whose values Float64 holds.
  package func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return true }
    for span in spans where span.contains(value) { return true }
    guard let validRange else { return false }
    return !validRange.contains(value)
  }

  package func contains(_ value: some FixedWidthInteger) -> Bool {
    for whole in wholes where whole == value { return true }
    guard let validRange else { return false }
    return !validRange.contains(Double(value))
  }

  package func contains(_ number: StoredNumber) -> Bool {
    switch number {
    case .whole(let value): contains(value)
    case .real(let value): contains(value)
    }
  }

  /// The absent values of a type that Float32 holds, as spans of it.
  ///
  /// - Parameter withRange: with those beyond the valid range.
  package func floatSpans(withRange: Bool = true) -> [ClosedRange<Float>] {
    guard type.fitsFloat else { return [] }
    // The numbers came from Float32: they go back as they were.
    let declared = spans.map { Float($0.lowerBound)...Float($0.upperBound) }
    guard withRange, let validRange else { return declared }
    let (low, high) = (Float(validRange.lowerBound), Float(validRange.upperBound))
    let below = Double(low) < validRange.lowerBound ? low : low.nextDown
    let above = Double(high) > validRange.upperBound ? high : high.nextUp
    return declared
      + (below > -.infinity ? [-Float.infinity...below] : [])
      + (above < .infinity ? [above...Float.infinity] : [])
  }
}
