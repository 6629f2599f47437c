internal import COpenBLAS

/// Inner products of samples stored one after another, by OpenBLAS on the
/// calling thread alone: what distances of many to many are made of.
package enum RowProducts {
  /// `out`[i][j] = a_i · b_j for `a` [rows][width] and `b` [columns][width],
  /// with `outStride` floats from row to row. Rounding may change with the
  /// sizes: what must not depend on them has to be worked out again in Double.
  package static func compute(
    _ a: UnsafePointer<Float>, rows: Int, _ b: UnsafePointer<Float>, columns: Int, width: Int,
    into out: UnsafeMutablePointer<Float>, outStride: Int
  ) {
    guard rows > 0, columns > 0, width > 0 else { return }
    BLAS.useOneThread()
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(columns), Int32(width), 1, a,
      Int32(width), b, Int32(width), 0, out, Int32(outStride))
  }
}

extension RowProducts {
  /// `out`[i][k] = Σ_j a[j][i] b[j][k] for `a` [rows][outer] and `b`
  /// [rows][width], added to what is there.
  package static func accumulate(
    _ a: UnsafePointer<Float>, outer: Int, _ b: UnsafePointer<Float>, rows: Int, width: Int,
    into out: UnsafeMutablePointer<Float>
  ) {
    guard rows > 0, outer > 0, width > 0 else { return }
    BLAS.useOneThread()
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(outer), Int32(width), Int32(rows), 1, a,
      Int32(outer), b, Int32(width), 1, out, Int32(width))
  }
}
