import CKernels

/// A Sérsic profile on the pixels of a stamp, seen through a point-spread
/// function where there is one, against data. Used by one thread at a time.
///
/// Parameters: amplitude at the effective radius, that radius (semi-major
/// axis, pixels), index n, x, y, ellipticity, angle from x towards y.
final class SersicModel {
  static let parameterCount = 7
  private let width: Int
  private let height: Int
  private let data: [Double]
  /// 1 / variance; 0 where a pixel is not used.
  private let weights: [Double]
  private let blur: Blur?
  /// Values of a plane with its tail.
  private let stride: Int
  private var model: [Double]
  private var slopes: [Double]
  private var rest: [Double]

  init(_ image: StampPlane, weights: [Double], pointSpread: PointSpread?) {
    width = image.width
    height = image.height
    stride = (image.count + 7) / 8 * 8
    let tail = [Double](repeating: 0, count: stride - image.count)
    data = image.values + tail
    self.weights = weights + tail
    blur = pointSpread.map { Blur($0, width: image.width, height: image.height) }
    model = Array(repeating: 0, count: stride)
    slopes = Array(repeating: 0, count: Self.parameterCount * stride)
    rest = Array(repeating: 0, count: stride)
  }

  /// χ² at the parameters.
  func cost(_ p: [Double]) -> Double {
    guard evaluate(p, withSlopes: false) else { return .infinity }
    return compare()
  }

  func local(_ p: [Double]) -> LevenbergMarquardt.Local {
    let n = Self.parameterCount
    guard evaluate(p, withSlopes: true) else {
      return .init(
        cost: .infinity, normal: Array(repeating: 0, count: n * n),
        gradient: Array(repeating: 0, count: n))
    }
    let cost = compare()
    var products = [Double](repeating: 0, count: n * (n + 1))
    fk_weighted_products(stride, n, weights, rest, slopes, stride, &products)
    var normal = [Double](repeating: 0, count: n * n)
    for a in 0..<n {
      for b in a..<n {
        normal[a * n + b] = products[a * (n + 1) + b]
        normal[b * n + a] = products[a * (n + 1) + b]
      }
    }
    return .init(
      cost: cost, normal: normal, gradient: (0..<n).map { products[$0 * (n + 1) + n] })
  }

  private func evaluate(_ p: [Double], withSlopes: Bool) -> Bool {
    // A profile a thousand times as large as the stamp is a constant.
    guard p.allSatisfy(\.isFinite), p[1] != 0, abs(p[1]) < 1000 * Double(width + height),
      p[5] != 1, p[2] > 0, p[2] < 500
    else { return false }
    let step = 1e-4 * p[2]
    let b = GammaMedian.value(2 * p[2])
    let slope =
      withSlopes
      ? (GammaMedian.value(2 * (p[2] + step)) - GammaMedian.value(2 * (p[2] - step))) / (2 * step)
      : 0
    var profile = fk_sersic_profile(
      amplitude: p[0], radius: p[1], n: p[2], x: p[3], y: p[4], ellipticity: p[5], theta: p[6],
      b: b, b_slope: slope)
    guard withSlopes else {
      fk_sersic(&profile, width, height, &model, nil)
      blur?.apply(to: &model, at: 0)
      return true
    }
    fk_sersic(&profile, width, height, &model, &slopes)
    guard let blur else { return true }
    blur.apply(to: &model, at: 0)
    // The slope by the amplitude is the model over it.
    for i in 0..<stride where p[0] != 0 { slopes[i] = model[i] / p[0] }
    if p[0] == 0 { blur.apply(to: &slopes, at: 0) }
    for k in 1..<Self.parameterCount { blur.apply(to: &slopes, at: k * stride) }
    return true
  }

  /// The rest, data − model, and its weighted sum of squares.
  private func compare() -> Double {
    fk_weighted_rest(stride, weights, data, model, &rest)
  }
}
