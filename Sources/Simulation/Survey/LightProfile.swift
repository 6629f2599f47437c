import Foundation

/// A part of a galaxy: a Sérsic profile on ellipses, with spiral arms where it
/// has any. Positions are pixels from 0.
struct LightProfile: Sendable {
  /// Logarithmic spirals: the light goes up and down by `strength` around
  /// ellipses and keeps its sum.
  struct Arms: Sendable {
    var count: Double
    /// Tangent of the angle between an arm and a circle.
    var pitch: Double
    var strength: Double
    var phase: Double
  }

  var x: Double
  var y: Double
  /// Half-light semi-major axis, pixels.
  var radius: Double
  var index: Double
  /// Minor over major axis.
  var axisRatio: Double
  /// Radians from x towards y.
  var theta: Double
  var arms: Arms?
  /// The flux of the whole profile, for each band.
  var fluxes: [Double]

  /// b(n) of the half-light radius (Ciotti & Bertin 1999, A&A 352, 447), to
  /// 1e-6 for the indices here.
  private var b: Double {
    2 * index - 1 / 3 + 4 / (405 * index) + 46 / (25_515 * index * index)
      + 131 / (1_148_175 * index * index * index)
  }

  /// Value at the half-light ellipse of a profile of flux 1 (Graham & Driver
  /// 2005, PASA 22, 118, equation 4).
  private var amplitude: Double {
    let area = 2 * Double.pi * index * radius * radius * axisRatio
    return 1 / (area * exp(b) * pow(b, -2 * index) * tgamma(2 * index))
  }

  /// The profile at work: constants worked out once.
  struct Shape: Sendable {
    private let profile: LightProfile
    private let amplitude: Double
    private let b: Double
    private let cosine: Double
    private let sine: Double
    /// Beyond, the light is below a share of the faintest noise.
    let reach: Double

    init(_ profile: LightProfile, faintest: Double) {
      self.profile = profile
      amplitude = profile.amplitude
      b = profile.b
      (cosine, sine) = (cos(profile.theta), sin(profile.theta))
      let peak = amplitude * (profile.fluxes.max() ?? 0)
      let folds = max(0, 1 + log(max(peak, 1e-300) / faintest) / b)
      reach = min(25 * profile.radius, max(2, profile.radius * pow(folds, profile.index)))
    }

    /// Mean over the pixel at (x, y), for flux 1.
    func pixel(_ x: Int, _ y: Int) -> Double {
      let distance = hypot(Double(x) - profile.x, Double(y) - profile.y)
      // The cusp of a large index lies in few pixels.
      let steps = distance < 1.5 ? 15 : distance < 6 ? 5 : distance < 12 ? 3 : 1
      guard steps > 1 else { return light(Double(x), Double(y)) }
      var sum = 0.0
      for row in 0..<steps {
        let v = Double(y) + (Double(row) + 0.5) / Double(steps) - 0.5
        for column in 0..<steps {
          sum += light(Double(x) + (Double(column) + 0.5) / Double(steps) - 0.5, v)
        }
      }
      return sum / Double(steps * steps)
    }

    private func light(_ x: Double, _ y: Double) -> Double {
      let (dx, dy) = (x - profile.x, y - profile.y)
      let u = dx * cosine + dy * sine
      let v = (dy * cosine - dx * sine) / profile.axisRatio
      let r = (u * u + v * v).squareRoot() / profile.radius
      let smooth = amplitude * exp(-b * (pow(r, 1 / profile.index) - 1))
      guard let arms = profile.arms, r > 0 else { return smooth }
      let turn = arms.count * (atan2(v, u) - log(r) / arms.pitch) + arms.phase
      // No arms in the middle.
      let strength = arms.strength * (1 - exp(-r * r * 4))
      return smooth * (1 + strength * cos(turn))
    }
  }
}
