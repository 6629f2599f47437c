import Rasters

/// Pixels and hectares of every unit of one map on every unit of another;
/// 0 is no data on both sides.
struct ChangeTally {
  /// Maps of units hold bytes.
  static let values = 256

  private(set) var pixels = [Int](repeating: 0, count: values * values)
  private(set) var hectares = [Double](repeating: 0, count: values * values)

  static func slot(_ from: Int, _ to: Int) -> Int { from * values + to }

  mutating func add(
    row from: ArraySlice<UInt16>, _ to: ArraySlice<UInt16>, areas: RowAreas?
  ) throws {
    var (start, end) = (0, 0)
    var last = -1
    for (a, b) in zip(from, to) {
      guard a < Self.values, b < Self.values else {
        throw Failure(
          "a map with the value \(max(a, b)) cannot be compared: units end at \(Self.values - 1)")
      }
      let slot = Self.slot(Int(a), Int(b))
      pixels[slot] += 1
      if let alike = areas?.alike {
        hectares[slot] += alike
      } else if slot != last {
        add(areas, start..<end, to: last)
        (start, last) = (end, slot)
      }
      end += 1
    }
    if areas?.alike == nil { add(areas, start..<end, to: last) }
  }

  private mutating func add(_ areas: RowAreas?, _ columns: Range<Int>, to slot: Int) {
    guard let areas, slot >= 0 else { return }
    hectares[slot] += areas.hectares(columns)
  }

  /// Units that occur, without no data.
  var fromUnits: [Int] {
    (1..<Self.values).filter { a in
      (0..<Self.values).contains { pixels[Self.slot(a, $0)] > 0 }
    }
  }

  var toUnits: [Int] {
    (1..<Self.values).filter { b in
      (0..<Self.values).contains { pixels[Self.slot($0, b)] > 0 }
    }
  }
}
