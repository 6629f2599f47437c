import Foundation

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

/// A Sérsic profile fitted to a stamp by least squares weighted with the
/// inverse variance, on all pixels that are neither masked nor 0.
struct SersicFit {
  var parameters: [Double]
  var chiSquaredPerFreedom = Conventions.invalid
  var akaike = Conventions.invalid
  var bayes = Conventions.invalid
  var flag = 0

  /// No fit was asked for.
  static let none = SersicFit(
    parameters: Array(repeating: Conventions.invalid, count: SersicModel.parameterCount), flag: 4)

  private static let leastIndex = 0.01

  static func make(
    _ stamp: PreparedStamp, sigma: [Double], pointSpread: PointSpread?, guess: SersicGuess
  ) -> SersicFit {
    var fit = SersicFit(parameters: [])
    fit.parameters = start(stamp, guess, flag: &fit.flag)
    let weights = sigma.indices.map { i in
      stamp.image.values[i] != 0 && sigma[i] != 0 ? 1 / (sigma[i] * sigma[i]) : 0
    }
    let count = weights.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    guard count > SersicModel.parameterCount else {
      fit.flag = 2
      return fit
    }
    let model = SersicModel(stamp.image, weights: weights, pointSpread: pointSpread)
    var lower = [Double](repeating: -.infinity, count: SersicModel.parameterCount)
    lower[2] = leastIndex
    let found = LevenbergMarquardt(lower: lower)
      .minimise(fit.parameters, cost: model.cost, local: model.local)
    fit.parameters = tidied(found.parameters)
    if !found.converged { fit.flag = 2 }
    if found.parameters[2] <= leastIndex { fit.flag = max(fit.flag, 1) }
    fit.judge(chiSquared: found.cost, pixels: Double(count))
    return fit
  }

  /// The index follows the concentration, the amplitude is the mean flux on
  /// the half-light ellipse.
  private static func start(
    _ stamp: PreparedStamp, _ guess: SersicGuess, flag: inout Int
  ) -> [Double] {
    let index =
      guess.concentration > 0
      ? min(max(pow(10, -1.5) * pow(guess.concentration, 3.5), 1), 3.5) : 1
    let radius = max(guess.radius, 0.1)
    let half = 0.5 * Conventions.annulusWidth
    let ring = Ellipse(
      x: guess.x, y: guess.y, a: radius, elongation: 1 / (1 - guess.ellipticity),
      theta: guess.theta)
    if radius < half { flag = 2 }
    let outer = RunningSums.sums(
      stamp.imageSums, stamp.validSums, in: ring.scaled(to: radius + half))
    let inner = RunningSums.sums(
      stamp.imageSums, stamp.validSums,
      in: ring.scaled(to: radius < half ? radius : radius - half))
    let area = outer.1 - inner.1
    let amplitude = area > 1e-9 ? (outer.0 - inner.0) / area : 0
    if amplitude <= 0 { flag = 2 }
    return [
      amplitude == 0 ? 1e-6 : abs(amplitude), radius, index, guess.x, guess.y, guess.ellipticity,
      guess.theta,
    ]
  }

  /// The profile that was found, with a positive radius, an ellipticity of 0 to 1 and an
  /// angle of 0 to π.
  private static func tidied(_ found: [Double]) -> [Double] {
    var p = found
    p[1] = abs(p[1])
    if p[5] > 1 { p[5] = 2 - p[5] }
    if p[5] < 0 {
      p[1] *= 1 - p[5]
      p[5] = p[5] / (p[5] - 1)
      p[6] += .pi / 2
    }
    p[6] -= (p[6] / .pi).rounded(.down) * .pi
    return p
  }

  /// Reduced χ², and the criteria of Akaike (corrected for few pixels) and
  /// Bayes for Gaussian rests.
  private mutating func judge(chiSquared: Double, pixels: Double) {
    let k = Double(SersicModel.parameterCount)
    chiSquaredPerFreedom = chiSquared / (pixels - k)
    let likelihood = -0.5 * pixels * log(chiSquared / pixels)
    akaike = 2 * (k - likelihood)
    if pixels / k < 40 { akaike += 2 * k * (k + 1) / (pixels - k - 1) }
    bayes = k * log(pixels) - 2 * likelihood
  }
}
