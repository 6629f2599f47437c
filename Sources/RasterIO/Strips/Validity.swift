internal import CKernels

/// Fill values of one band.
enum Validity {
  /// Without NaN, which never counts as data.
  static func values(_ noData: [Double]) -> [Float] {
    noData.map(Float.init).filter { !$0.isNaN }
  }

  static func mark(
    _ values: UnsafePointer<Float>, count: Int, noData: [Double],
    valid: UnsafeMutablePointer<UInt8>, any: inout [UInt8]
  ) {
    let fills = Self.values(noData)
    fk_mark(count, values, fills.count, fills, valid, &any)
  }
}
