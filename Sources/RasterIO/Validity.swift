/// Fill values of one band.
enum Validity {
  static func mark(
    _ values: UnsafePointer<Float>, count: Int, noData: [Double],
    valid: UnsafeMutablePointer<UInt8>, any: inout [UInt8]
  ) {
    for index in 0..<count {
      if !values[index].isFinite { valid[index] = 0 }
      if values[index] != 0 { any[index] = 1 }
    }
    for fill in noData.map(Float.init) where !fill.isNaN {
      for index in 0..<count where values[index] == fill { valid[index] = 0 }
    }
  }
}
