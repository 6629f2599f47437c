import Kernels

/// The samples of a training, one after another [samples][features], because
/// a batch picks them in random order and a sample should be one cache line.
struct TrainingRows: Sendable {
  let count: Int
  let features: Int
  /// [samples][features]
  let values: FloatBuffer

  init(_ samples: PlanarMatrix) {
    count = samples.count
    features = samples.features
    values = FloatBuffer(count * features)
    samples.withUnsafePointer { x in
      for feature in 0..<features {
        let row = x + feature * samples.stride
        for sample in 0..<count { values.pointer[sample * features + feature] = row[sample] }
      }
    }
  }

  /// The samples `indices` as planar x [features][stride]; columns from
  /// there to `padded` become zero.
  func gather(
    _ indices: UnsafeBufferPointer<Int32>, padded: Int,
    into x: UnsafeMutablePointer<Float>, stride: Int
  ) {
    for (column, index) in indices.enumerated() {
      let row = values.pointer + Int(index) * features
      for feature in 0..<features { x[feature * stride + column] = row[feature] }
    }
    guard indices.count < padded else { return }
    for feature in 0..<features {
      let rest = x + feature * stride + indices.count
      rest.update(repeating: 0, count: padded - indices.count)
    }
  }
}
