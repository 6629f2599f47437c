import Rasters

/// How people see colours: with all three kinds of cone, or with one of them
/// missing.
///
/// The dichromats are the matrices of severity 1.0 in G. M. Machado,
/// M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for
/// Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, on linear
/// light.
enum ColourVision: String, CaseIterable, Sendable {
  case normal
  case protanopia
  case deuteranopia
  case tritanopia

  /// What a person with this vision sees, as a colour for everyone else.
  func seen(_ colour: RGB) -> RGB { light(LinearRGB(colour)).encoded }

  /// The same for linear light.
  func light(_ c: LinearRGB) -> LinearRGB {
    let m = matrix
    return LinearRGB(
      red: m[0] * c.red + m[1] * c.green + m[2] * c.blue,
      green: m[3] * c.red + m[4] * c.green + m[5] * c.blue,
      blue: m[6] * c.red + m[7] * c.green + m[8] * c.blue)
  }

  /// People who lack one kind of cone.
  static let dichromats: [ColourVision] = [.protanopia, .deuteranopia, .tritanopia]

  /// The CIE 1976 difference between two colours as this vision sees them.
  func distance(_ one: RGB, _ other: RGB) -> Double {
    Lab(seen(one)).distance(to: Lab(seen(other)))
  }

  /// Row by row, on (red, green, blue) in linear light.
  private var matrix: [Double] {
    switch self {
    case .normal:
      [1, 0, 0, 0, 1, 0, 0, 0, 1]
    case .protanopia:
      [
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998,
      ]
    case .deuteranopia:
      [
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
        0.968881,
      ]
    case .tritanopia:
      [
        1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900,
      ]
    }
  }
}
