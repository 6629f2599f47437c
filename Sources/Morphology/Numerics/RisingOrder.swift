/// Orders numbers by the digits of their bits (a stable radix sort), in time
/// proportional to their count.
enum RisingOrder {
  /// The indices of `values` from the smallest to the largest, equals in
  /// their order. No value is NaN.
  static func indices(of values: [Double]) -> [Int] {
    let keys = values.map { key($0) }
    var order = Array(keys.indices)
    var spare = order
    // Digits that all have in common need no pass.
    let common = keys.reduce(into: (UInt64.max, UInt64(0))) { bits, key in
      bits.0 &= key
      bits.1 |= key
    }
    for shift in stride(from: UInt64(0), to: 64, by: 8)
    where (common.0 ^ common.1) >> shift & 255 != 0 {
      var starts = [Int](repeating: 0, count: 257)
      for key in keys { starts[Int(key >> shift & 255) + 1] += 1 }
      for digit in 1...256 { starts[digit] += starts[digit - 1] }
      keys.withUnsafeBufferPointer { keys in
        spare.withUnsafeMutableBufferPointer { spare in
          starts.withUnsafeMutableBufferPointer { starts in
            for index in order {
              let digit = Int(keys[index] >> shift & 255)
              spare[starts[digit]] = index
              starts[digit] += 1
            }
          }
        }
      }
      swap(&order, &spare)
    }
    return order
  }

  static func sorted(_ values: [Double]) -> [Double] { indices(of: values).map { values[$0] } }

  /// Rises with the value.
  private static func key(_ value: Double) -> UInt64 {
    // -0 is 0.
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }
}
