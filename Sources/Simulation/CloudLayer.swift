import Foundation

/// Clouds, and the shadows they cast along the sun's rays.
struct CloudLayer: Sendable {
  private let noise: FractalNoise
  private let level: Float
  /// Samples from a shadow to its cloud.
  private let offset: (columns: Int, rows: Int)
  /// Height of the clouds above the ground in metres.
  private static let heightMetres = 1800.0

  /// Nil where no clouds are asked for. `fraction` of the scene is covered.
  init?(shape: SceneShape, fraction: Double, pixelMetres: Double, sun: Sun, seed: UInt64) {
    guard fraction > 0 else { return nil }
    noise = FractalNoise(
      seed: seed, stream: 7, largest: 0.2, smallest: shape.finest, persistence: 0.55)
    let patch = shape.overview(samples: 180)
    let survey = GroundFields(patch: patch)
    noise.evaluate(into: survey.scratch, over: patch)
    level = Quantile.of(survey.values(survey.scratch), share: 1 - fraction)
    let metres = Self.heightMetres / tan(sun.elevation * .pi / 180)
    let reach = min(metres / pixelMetres, 0.08 / shape.step)
    let angle = sun.azimuth * .pi / 180
    offset = (Int((reach * sin(angle)).rounded()), Int((-reach * cos(angle)).rounded()))
  }

  /// Opacity from 0 to 1 at the ground and where the sun's ray meets the
  /// clouds.
  func evaluate(opacity: Plane, shadow: Plane, over patch: Patch) {
    fill(opacity, over: patch)
    fill(shadow, over: patch.shifted(columns: offset.columns, rows: offset.rows))
  }

  private func fill(_ plane: Plane, over patch: Patch) {
    noise.evaluate(into: plane, over: patch)
    for y in 0..<patch.height {
      let row = plane.row(y)
      for x in 0..<patch.width {
        let t = min(1, max(0, (row[x] - level) * 2.2 + 0.287))
        row[x] = t * t * (3 - 2 * t)
      }
    }
  }
}
