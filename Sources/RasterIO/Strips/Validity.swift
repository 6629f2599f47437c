internal import CKernels

/// Marks the pixels of a plane that have data.
enum Validity {
  /// Pairs of the least and greatest of each span, as the kernel takes them.
  static func pairs(_ spans: [ClosedRange<Float>]) -> [Float] {
    spans.flatMap { [$0.lowerBound, $0.upperBound] }
  }

  static func mark(
    _ values: UnsafePointer<Float>, count: Int, pairs: [Float],
    valid: UnsafeMutablePointer<UInt8>, any: UnsafeMutablePointer<UInt8>? = nil
  ) {
    fk_mark(count, values, pairs.count / 2, pairs, valid, any)
  }
}
