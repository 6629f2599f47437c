import Rasters

/// Greys spread evenly over lightness, light and dark in turn.
enum Greys {
  /// Lightness of the palest and the darkest unit: white stays free for no
  /// data and black for lines.
  static let range = 18.0...92.0

  /// From about 190 units on some greys come twice: bytes have no more.
  static func colours(_ count: Int) -> [RGB] {
    guard count > 0 else { return [] }
    return (0..<count).map { index in
      let place = Double(rank(of: index, in: count)) / Double(max(1, count - 1))
      let lightness = range.upperBound - place * (range.upperBound - range.lowerBound)
      return Lab(lightness: lightness, a: 0, b: 0).shown
    }
  }

  /// The even units take the light half, the odd ones the dark half, so that
  /// neighbours in the list are half the range apart.
  private static func rank(of index: Int, in count: Int) -> Int {
    index.isMultiple(of: 2) ? index / 2 : (count + 1) / 2 + index / 2
  }
}
