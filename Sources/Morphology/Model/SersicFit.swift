/// What the fit starts from.
struct SersicGuess {
  var x: Double
  var y: Double
  /// Half-light semi-major axis.
  var radius: Double
  var ellipticity: Double
  var theta: Double
  var concentration: Double
}

/// A Sérsic profile fitted to a stamp.
struct SersicFit {
  var amplitude, radius, index, x, y, ellipticity, theta: Double
  var chiSquaredPerFreedom, akaike, bayes: Double
  var flag: Int

  static let none = SersicFit(
    amplitude: Conventions.invalid, radius: Conventions.invalid, index: Conventions.invalid,
    x: Conventions.invalid, y: Conventions.invalid, ellipticity: Conventions.invalid,
    theta: Conventions.invalid, chiSquaredPerFreedom: Conventions.invalid,
    akaike: Conventions.invalid, bayes: Conventions.invalid, flag: 4)

  static func make(
    _ stamp: PreparedStamp, sigma: [Double], pointSpread: PointSpread?, guess: SersicGuess
  ) -> SersicFit {
    .none
  }

  /// In the order of statmorph's columns, with the stamp's place added.
  func columns(column: Double, row: Double) -> [Double] {
    guard flag < 4 else { return Array(repeating: Conventions.invalid, count: 10) }
    return [
      amplitude, radius, index, x + column, y + row, ellipticity, theta, chiSquaredPerFreedom,
      akaike, bayes,
    ]
  }
}
