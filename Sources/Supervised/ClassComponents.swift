import Clusterers
import Fitting
import Foundation
import Kernels

/// Fits some Gaussians to the samples of one class by expectation maximisation, begun by k-means.
/// One thread works on a class.
struct ClassComponents {
  private static let iterations = 25

  private let codes: PlanarMatrix
  private let count: Int
  private let ridge: Double
  private let seed: UInt64

  /// - Parameter codes: centred codes of the samples of the class.
  init(_ codes: PlanarMatrix, count: Int, ridge: Double, seed: UInt64) {
    self.codes = codes
    self.count = count
    self.ridge = ridge
    self.seed = seed
  }

  func found() throws -> [ClassGaussians.Component] {
    let whole = Self.gaussian(of: codes, ridge: ridge)
    guard count > 1, codes.count >= 2 * count, let start = try start() else { return [whole] }
    var weights = start
    var components: [ClassGaussians.Component] = []
    for _ in 0..<Self.iterations {
      components = maximised(weights, beside: whole.covariance)
      weights = try expected(components)
    }
    return components
  }

  static func gaussian(of codes: PlanarMatrix, ridge: Double) -> ClassGaussians.Component {
    let mean = Covariance.means(of: codes)
    var covariance = Covariance.scatter(of: codes, about: mean)
    for index in covariance.values.indices {
      covariance.values[index] /= Double(max(1, codes.count))
    }
    for index in 0..<codes.features { covariance[index, index] += ridge }
    return .init(weight: 1, mean: mean, covariance: covariance)
  }

  /// Hard responsibilities [component][stride] by k-means at unit variance; nil where the samples
  /// have too few different codes.
  private func start() throws -> [Float]? {
    let scaler = Scaler.fit(.zScore, to: codes, extremes: [])
    let scaled = scaler.apply(codes)
    let settings = Parameters(
      KMeansClusterer.method.parameters, given: ["restarts": .integer(3)])
    let fit = try? KMeansFit(
      scaled, clusters: count, parameters: settings, context: FitContext(seed: seed)
    ).run()
    guard let fit else { return nil }
    var out = [Float](repeating: 0, count: count * codes.stride)
    for (index, label) in try fit.step.labels(of: scaled).enumerated() {
      out[Int(label) * codes.stride + index] = 1
    }
    return out
  }

  private func expected(_ components: [ClassGaussians.Component]) throws -> [Float] {
    let step = try ClassGaussians(classes: components.map { [$0] }).step(
      mean: [Float](repeating: 0, count: codes.features), ridge: ridge)
    var p = [Float](repeating: 0, count: components.count * codes.stride)
    let constants = zip(step.constants, components).map { $0 + Float(log(max($1.weight, 1e-300))) }
    codes.withUnsafePointer { x in
      p.withUnsafeMutableBufferPointer { out in
        Planar.gaussian(
          components: components.count, features: codes.features, count: codes.stride,
          factors: step.factors, offsets: step.offsets, constants: constants, x: x,
          xStride: codes.stride, logDensity: out.firstAddress, logStride: codes.stride)
        Planar.responsibilities(
          components: components.count, count: codes.stride, p: out.firstAddress,
          stride: codes.stride, labels: nil, margin: nil, evidence: nil)
      }
    }
    for component in components.indices {
      for index in codes.count..<codes.stride { p[component * codes.stride + index] = 0 }
    }
    return p
  }

  /// Each covariance counts one sample a dimension of the whole class as seen.
  private func maximised(
    _ weights: [Float], beside whole: SymmetricMatrix
  ) -> [ClassGaussians.Component] {
    let d = codes.features
    return (0..<count).map { component in
      var s0 = 0.0
      var s1 = [Double](repeating: 0, count: d)
      var s2 = [Double](repeating: 0, count: d * d)
      codes.withUnsafePointer { x in
        weights.withUnsafeBufferPointer { p in
          Planar.weightedMoments(
            features: d, count: codes.stride, weights: p.firstAddress + component * codes.stride,
            x: x, xStride: codes.stride, s0: &s0, s1: &s1, s2: &s2)
        }
      }
      let total = max(s0, 1e-12)
      let mean = s1.map { $0 / total }
      var covariance = SymmetricMatrix(order: d)
      let share = Double(d) / (Double(d) + s0)
      for row in 0..<d {
        for column in 0...row {
          let own = s2[row * d + column] / total - mean[row] * mean[column]
          covariance[row, column] = own + share * (whole[row, column] - own)
        }
        covariance[row, row] = max(covariance[row, row], 0) + ridge
      }
      covariance.mirrorLower()
      return .init(weight: s0 / Double(max(1, codes.count)), mean: mean, covariance: covariance)
    }
  }
}
