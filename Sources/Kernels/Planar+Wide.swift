internal import CKernels
internal import COpenBLAS

/// Mixtures over many features: products of matrices by OpenBLAS on the calling
/// thread, in Float32 over runs of samples, whose sums are added in Double.
extension Planar {
  /// From how many features on these are faster than the kernels for few.
  package static let wide = 48
  /// Rows of a triangle that are multiplied at once.
  private static let rowsAtOnce = 64

  /// As ``gaussian(components:features:count:factors:offsets:constants:x:xStride:logDensity:logStride:)``
  /// does.
  package static func wideGaussian(
    components: Int, features d: Int, count: Int, factors: UnsafePointer<Float>,
    offsets: UnsafePointer<Float>, constants: UnsafePointer<Float>, x: UnsafePointer<Float>,
    xStride: Int, logDensity: UnsafeMutablePointer<Float>, logStride: Int
  ) {
    BLAS.useOneThread()
    let y = UnsafeMutablePointer<Float>.allocate(capacity: d * count)
    defer { y.deallocate() }
    for component in 0..<components {
      let a = factors + component * d * d
      for row in stride(from: 0, to: d, by: rowsAtOnce) {
        let rows = min(rowsAtOnce, d - row)
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(count),
          Int32(row + rows), 1, a + row * d, Int32(d), x, Int32(xStride), 0, y + row * count,
          Int32(count))
      }
      fk_square_falls(
        d, count, y, count, offsets + component * d, constants[component],
        logDensity + component * logStride)
    }
  }

  /// As ``weightedMoments(features:count:weights:x:xStride:s0:s1:s2:)`` does.
  package static func wideMoments(
    features d: Int, count: Int, weights: UnsafePointer<Float>, x: UnsafePointer<Float>,
    xStride: Int, s0: UnsafeMutablePointer<Double>, s1: UnsafeMutablePointer<Double>,
    s2: UnsafeMutablePointer<Double>
  ) {
    BLAS.useOneThread()
    let order = d + 1
    let z = UnsafeMutablePointer<Float>.allocate(capacity: order * (count + order))
    defer { z.deallocate() }
    let products = z + order * count
    fk_root_rows(d, count, weights, x, xStride, z, count)
    cblas_ssyrk(
      CblasRowMajor, CblasLower, CblasNoTrans, Int32(order), Int32(count), 1, z, Int32(count), 0,
      products, Int32(order))
    for row in 0..<d {
      let sums = s2 + row * d
      let source = products + row * order
      for column in 0...row { sums[column] += Double(source[column]) }
      s1[row] += Double(products[d * order + row])
    }
    s0.pointee += Double(products[d * order + d])
  }
}
