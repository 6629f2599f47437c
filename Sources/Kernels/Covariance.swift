internal import COpenBLAS

/// Means and covariances of planar samples in Double.
package enum Covariance {
  /// Samples that are converted and multiplied at once.
  private static let span = 4096

  /// The mean of every feature.
  package static func means(of samples: PlanarMatrix) -> [Double] {
    (0..<samples.features).map { feature in
      samples.row(feature).reduce(0.0) { $0 + Double($1) } / Double(max(1, samples.count))
    }
  }

  /// Sum over samples of (x - centre)(x - centre)^T, in chunks of fixed size
  /// added in order (BLAS dsyrk on one thread), so that it is the same
  /// however many workers there are.
  package static func scatter(of samples: PlanarMatrix, about centre: [Double]) -> SymmetricMatrix {
    BLAS.useOneThread()
    let d = samples.features
    var out = SymmetricMatrix(order: d)
    var chunk = [Double](repeating: 0, count: d * span)
    for start in stride(from: 0, to: samples.count, by: span) {
      let count = min(span, samples.count - start)
      samples.withUnsafePointer { values in
        for feature in 0..<d {
          let row = values + feature * samples.stride + start
          for index in 0..<count {
            chunk[feature * span + index] = Double(row[index]) - centre[feature]
          }
        }
      }
      cblas_dsyrk(
        CblasRowMajor, CblasLower, CblasNoTrans, Int32(d), Int32(count), 1, chunk, Int32(span), 1,
        &out.values, Int32(d))
    }
    out.mirrorLower()
    return out
  }
}
