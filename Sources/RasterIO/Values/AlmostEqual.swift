/// Numbers that GDAL takes for the same value of a band: its ARE_REAL_EQUAL
/// with two units in the last place, in the band's own precision. The sum is
/// infinite near the greatest number, where all that is large is equal: so a
/// -3.4e38 that was written short still means the least Float32.
enum AlmostEqual {
  static func test<T: BinaryFloatingPoint>(_ a: T, _ b: T) -> Bool {
    a == b || abs(a - b) < T.ulpOfOne * abs(a + b) * 2
  }

  /// All Float32 numbers that are equal to one.
  static func span(_ value: Float) -> ClosedRange<Float> {
    let order = { (x: Float) in ordered(Int64(Int32(bitPattern: x.bitPattern)), Int64(Int32.min)) }
    let number = { (o: Int64) in
      Float(bitPattern: UInt32(bitPattern: Int32(truncatingIfNeeded: ordered(o, Int64(Int32.min)))))
    }
    let greatest = order(.greatestFiniteMagnitude)
    let ends = ends(order(value), -greatest, greatest) { test(number($0), value) }
    return number(ends.lowerBound)...number(ends.upperBound)
  }

  /// All Float64 numbers that are equal to one.
  static func span(_ value: Double) -> ClosedRange<Double> {
    let order = { (x: Double) in ordered(Int64(bitPattern: x.bitPattern), .min) }
    let number = { (o: Int64) in Double(bitPattern: UInt64(bitPattern: ordered(o, .min))) }
    let greatest = order(.greatestFiniteMagnitude)
    let ends = ends(order(value), -greatest, greatest) { test(number($0), value) }
    return number(ends.lowerBound)...number(ends.upperBound)
  }

  /// From the bits of a number, as an integer, to its rank among all numbers,
  /// and back: negative ones are stored by magnitude.
  private static func ordered(_ bits: Int64, _ least: Int64) -> Int64 {
    bits >= 0 ? bits : least &- bits
  }

  /// The farthest ranks on both sides of one that are equal without a gap.
  private static func ends(
    _ middle: Int64, _ least: Int64, _ greatest: Int64, _ isEqual: (Int64) -> Bool
  ) -> ClosedRange<Int64> {
    farthest(from: middle, to: least, isEqual)...farthest(from: middle, to: greatest, isEqual)
  }

  private static func farthest(
    from start: Int64, to end: Int64, _ isEqual: (Int64) -> Bool
  ) -> Int64 {
    guard !isEqual(end) else { return end }
    var (inside, outside) = (start, end)
    while true {
      let middle = inside + (outside / 2 - inside / 2)
      guard middle != inside, middle != outside else { break }
      if isEqual(middle) { inside = middle } else { outside = middle }
    }
    // Halving rounds: one step may be left.
    let next = inside + (end < start ? -1 : 1)
    return next != outside && isEqual(next) ? next : inside
  }
}
