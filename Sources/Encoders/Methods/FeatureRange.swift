import Kernels
import Tensors

/// The least and the greatest value of each feature, and the scaling of that
/// range to 0...1. A feature that is constant becomes 0.
struct FeatureRange: Sendable, Equatable {
  let minimum: [Float]
  let maximum: [Float]

  init(minimum: [Float], maximum: [Float]) {
    self.minimum = minimum
    self.maximum = maximum
  }

  init(_ samples: PlanarMatrix) {
    minimum = (0..<samples.features).map { samples.row($0).min() ?? 0 }
    maximum = (0..<samples.features).map { samples.row($0).max() ?? 0 }
  }

  /// Planar x [features] to planar y; what lies outside the range is not
  /// clipped, and a large common offset costs no digits.
  func scale(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into y: UnsafeMutablePointer<Float>, stride yStride: Int
  ) {
    for (feature, least) in minimum.enumerated() {
      let extent = maximum[feature] - least
      let gain = extent > 0 ? 1 / extent : 0
      let row = y + feature * yStride
      Planar.scale(count: count, x: x + feature * stride, gain: 1, offset: -least, y: row)
      Planar.scale(count: count, x: row, gain: gain, offset: 0, y: row)
    }
  }

  func scale(_ samples: PlanarMatrix) -> PlanarMatrix {
    var scaled = samples
    scaled.withUnsafeMutablePointer { x in
      scale(x, stride: samples.stride, count: samples.stride, into: x, stride: samples.stride)
    }
    scaled.clearPadding()
    return scaled
  }

  var tensors: [String: Tensor] {
    ["minimum": Tensor(minimum), "maximum": Tensor(maximum)]
  }

  init(tensors: [String: Tensor], features: Int) throws {
    minimum = try tensors.tensor("minimum", shape: [features]).floats
    maximum = try tensors.tensor("maximum", shape: [features]).floats
  }
}
