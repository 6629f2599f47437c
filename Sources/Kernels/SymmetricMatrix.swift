internal import COpenBLAS
import Foundation

/// A real symmetric matrix in Double, row by row, both triangles filled.
package struct SymmetricMatrix: Sendable, Equatable {
  package let order: Int
  package var values: [Double]

  package init(order: Int) {
    self.order = order
    values = [Double](repeating: 0, count: order * order)
  }

  package init(order: Int, values: [Double]) {
    precondition(values.count == order * order, "a matrix of order \(order)")
    self.order = order
    self.values = values
  }

  package static func diagonal(_ entries: [Double]) -> SymmetricMatrix {
    var out = SymmetricMatrix(order: entries.count)
    for (i, value) in entries.enumerated() { out[i, i] = value }
    return out
  }

  package subscript(row: Int, column: Int) -> Double {
    get { values[row * order + column] }
    set { values[row * order + column] = newValue }
  }

  package var trace: Double { (0..<order).reduce(0) { $0 + self[$1, $1] } }

  /// Copies the lower triangle onto the upper one.
  package mutating func mirrorLower() {
    for row in 0..<order { for column in 0..<row { self[column, row] = self[row, column] } }
  }

  /// Eigenvalues from largest to smallest with their unit eigenvectors
  /// (LAPACK dsyevd). Each vector's largest component is made positive, so
  /// that signs do not depend on the library. Nil where LAPACK fails or the
  /// matrix is not finite.
  package func eigen() -> (values: [Double], vectors: [[Double]])? {
    guard values.allSatisfy(\.isFinite) else { return nil }
    guard order > 0 else { return ([], []) }
    BLAS.useOneThread()
    var a = values
    var w = [Double](repeating: 0, count: order)
    var n = Int32(order)
    var info: Int32 = 0
    var workSize = Int32(1 + 6 * order + 2 * order * order)
    var integerSize = Int32(3 + 5 * order)
    var work = [Double](repeating: 0, count: Int(workSize))
    var integers = [Int32](repeating: 0, count: Int(integerSize))
    var order32 = n
    dsyevd_("V", "U", &n, &a, &order32, &w, &work, &workSize, &integers, &integerSize, &info)
    guard info == 0 else { return nil }
    let descending = (0..<order).reversed()
    return (
      descending.map { w[$0] },
      descending.map { Self.signed(Array(a[$0 * order..<($0 + 1) * order])) }
    )
  }

  private static func signed(_ vector: [Double]) -> [Double] {
    guard let peak = vector.max(by: { abs($0) < abs($1) }), peak < 0 else { return vector }
    return vector.map { -$0 }
  }

  /// The lower Cholesky factor L (L L^T = this); nil unless positive definite.
  package func cholesky() -> [Double]? {
    var factor = [Double](repeating: 0, count: order * order)
    for row in 0..<order {
      for column in 0...row {
        var sum = self[row, column]
        for k in 0..<column { sum -= factor[row * order + k] * factor[column * order + k] }
        if row == column {
          guard sum > 0, sum.isFinite else { return nil }
          factor[row * order + row] = sum.squareRoot()
        } else {
          factor[row * order + column] = sum / factor[column * order + column]
        }
      }
    }
    return factor
  }
}

/// The inverse of a lower triangular matrix of the given order.
package func inverseOfLower(_ l: [Double], order: Int) -> [Double] {
  var out = [Double](repeating: 0, count: order * order)
  for column in 0..<order {
    out[column * order + column] = 1 / l[column * order + column]
    for row in stride(from: column + 1, to: order, by: 1) {
      var sum = 0.0
      for k in column..<row { sum += l[row * order + k] * out[k * order + column] }
      out[row * order + column] = -sum / l[row * order + row]
    }
  }
  return out
}

/// OpenBLAS as this program uses it: one thread per call, because workers
/// run side by side and its results change with its own thread count.
package enum BLAS {
  package static func useOneThread() { openblas_set_num_threads(1) }

  /// "0.3.21", with the kind of core that it works for.
  package static var version: String {
    let words = String(cString: openblas_get_config()).split(separator: " ")
    let number = words.dropFirst().first.map(String.init) ?? "?"
    return "\(number) \(String(cString: openblas_get_corename()))"
  }
}

extension SymmetricMatrix {
  /// L^-1 of the lower Cholesky factor L, and log |L L^T|, by LAPACK: for high
  /// orders. Nil unless positive definite.
  package func inverseFactor() -> (inverse: [Double], logDeterminant: Double)? {
    guard order > 0, values.allSatisfy(\.isFinite) else { return nil }
    BLAS.useOneThread()
    // Columns of Fortran are our rows: its upper triangle is our lower one.
    var factor = values
    var n = Int32(order)
    var stride = n
    var info: Int32 = 0
    dpotrf_("U", &n, &factor, &stride, &info)
    guard info == 0 else { return nil }
    let logDeterminant = (0..<order).reduce(0.0) { $0 + 2 * log(factor[$1 * order + $1]) }
    dtrtri_("U", "N", &n, &factor, &stride, &info)
    guard info == 0, logDeterminant.isFinite else { return nil }
    for row in 0..<order {
      for column in (row + 1)..<order { factor[row * order + column] = 0 }
    }
    return (factor, logDeterminant)
  }
}
