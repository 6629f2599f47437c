import CKernels

/// An ellipse on pixels whose centres have whole coordinates.
struct Ellipse {
  var x: Double
  var y: Double
  /// Semi-major axis in pixels.
  var a: Double
  /// a / b.
  var elongation: Double = 1
  /// Angle of `a` from x towards y, radians.
  var theta: Double = 0

  var area: Double { .pi * a * a / elongation }

  /// Concentric and similar, with another semi-major axis.
  func scaled(to a: Double) -> Ellipse {
    Ellipse(x: x, y: y, a: a, elongation: elongation, theta: theta)
  }

  var kernel: fk_ellipse {
    fk_ellipse(x: x, y: y, a: a, b: a / elongation, theta: theta)
  }
}
