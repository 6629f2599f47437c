import Foundation

/// Origin, zero angle and sense of an unwrapping, from an image's light.
///
/// Moments are taken of the light under a Gaussian window about the origin whose
/// deviation is a sixth of the image's side, within its half: a round window, so
/// that it favours no direction, and a soft one, so that neighbours and edges
/// count little.
struct PolarFrame: Sendable, Equatable {
  /// Rows and columns of the origin, from the middle of the first pixel.
  private(set) var row: Double
  private(set) var column: Double
  /// Radians from the columns' direction towards the rows'.
  private(set) var zero = 0.0
  /// 1 where angles are counted that way, -1 the other.
  private(set) var handedness = 1.0

  init(_ light: [Float], width: Int, _ unwrapping: PolarUnwrapping) {
    let height = light.count / max(1, width)
    row = Double(height - 1) / 2
    column = Double(width - 1) / 2
    let window = Double(min(height, width)) / 6
    if unwrapping.origin == .peak { findPeak(light, width, window: window) }
    let moments = WindowedMoments(light, width: width, row: row, column: column, window: window)
    switch unwrapping.direction {
    case .columns: zero = 0
    case .brighterSide: zero = atan2(moments.y, moments.x)
    case .moments:
      zero = atan2(2 * moments.xy, moments.xx - moments.yy) / 2
      if moments.cube(along: zero) < 0 { zero += .pi }
    }
    if unwrapping.ignoresHandedness, moments.acrossSquare(zero) < 0 { handedness = -1 }
  }

  /// The centre of the light under a window that follows it and narrows to a
  /// third.
  private mutating func findPeak(_ light: [Float], _ width: Int, window: Double) {
    var narrowing = window
    for _ in 0..<16 {
      let moments = WindowedMoments(
        light, width: width, row: row, column: column, window: narrowing, aboveLeast: true)
      guard moments.sum > 0 else { return }
      row += moments.y / moments.sum
      column += moments.x / moments.sum
      narrowing = max(window / 3, narrowing * 0.8)
    }
  }
}

/// Moments of light about a place under a Gaussian window: x along columns, y
/// along rows, up to the third order.
struct WindowedMoments {
  private(set) var sum = 0.0
  private(set) var x = 0.0
  private(set) var y = 0.0
  private(set) var xx = 0.0
  private(set) var xy = 0.0
  private(set) var yy = 0.0
  private var xxx = 0.0
  private var xxy = 0.0
  private var xyy = 0.0
  private var yyy = 0.0

  /// `aboveLeast` takes the image's least value from all.
  init(
    _ light: [Float], width: Int, row: Double, column: Double, window: Double,
    aboveLeast: Bool = false
  ) {
    let least = aboveLeast ? Double(light.min() ?? 0) : 0
    let limit = 9 * window * window
    for (index, value) in light.enumerated() {
      let (dx, dy) = (Double(index % width) - column, Double(index / width) - row)
      let square = dx * dx + dy * dy
      guard square <= limit else { continue }
      let weighted = (Double(value) - least) * exp(-square / (2 * window * window))
      sum += weighted
      x += weighted * dx
      y += weighted * dy
      xx += weighted * dx * dx
      xy += weighted * dx * dy
      yy += weighted * dy * dy
      xxx += weighted * dx * dx * dx
      xxy += weighted * dx * dx * dy
      xyy += weighted * dx * dy * dy
      yyy += weighted * dy * dy * dy
    }
  }

  /// Mean cube of the place along a direction, unnormalised.
  func cube(along angle: Double) -> Double {
    let (c, s) = (cos(angle), sin(angle))
    return c * c * c * xxx + 3 * c * c * s * xxy + 3 * c * s * s * xyy + s * s * s * yyy
  }

  /// The place across a direction times the squared distance: above 0 where there is
  /// more light on the side to which angles grow.
  func acrossSquare(_ angle: Double) -> Double {
    let (c, s) = (cos(angle), sin(angle))
    return c * (xxy + yyy) - s * (xxx + xyy)
  }
}
