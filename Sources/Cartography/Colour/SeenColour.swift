/// A colour as every kind of vision sees it.
struct SeenColour: Sendable {
  let lab: Lab
  /// By kinds of vision.
  private let lightness: SIMD4<Double>
  private let a: SIMD4<Double>
  private let b: SIMD4<Double>

  init(_ lab: Lab) {
    self.lab = lab
    let light = lab.linear
    let views = [lab] + ColourVision.dichromats.map { Lab(linear: $0.light(light).clipped) }
    lightness = SIMD4(views.map(\.lightness))
    a = SIMD4(views.map(\.a))
    b = SIMD4(views.map(\.b))
  }

  /// Squares of the CIE 1976 differences, by kinds of vision.
  private func squares(_ other: SeenColour) -> SIMD4<Double> {
    let (l, u, v) = (lightness - other.lightness, a - other.a, b - other.b)
    return l * l + u * u + v * v
  }

  /// The smallest difference under any kind of vision.
  func distance(to other: SeenColour) -> Double { squares(other).min().squareRoot() }

  /// Whether some kind of vision sees them nearer to each other.
  func isNearer(_ other: SeenColour, than least: Double) -> Bool {
    squares(other).min() < least * least
  }

  /// The sum of the squares of what lacks to a difference, over the kinds of vision.
  func crowding(_ other: SeenColour, within least: Double) -> Double {
    let squares = squares(other)
    guard squares.min() < least * least else { return 0 }
    let lack = SIMD4(repeating: least) - squares.squareRoot()
    let short = lack.replacing(with: 0, where: lack .< 0)
    return (short * short).sum()
  }
}
