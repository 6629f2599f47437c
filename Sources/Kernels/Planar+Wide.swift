internal import CKernels
internal import COpenBLAS

/// Mixtures over many features: products of matrices by OpenBLAS on the calling
/// thread, in Float32 over runs of samples, whose sums are added in Double.
extension Planar {
  /// From how many features on these are faster than the kernels for few.
  package static let wide = 48

  /// Adds weighted moments of order 0, 1 and 2 (lower triangle) in Double. Samples
  /// that weigh less than Float32 can tell beside others are passed over.
  package static func wideMoments(
    features d: Int, count: Int, weights: UnsafePointer<Float>, x: UnsafePointer<Float>,
    xStride: Int, s0: UnsafeMutablePointer<Double>, s1: UnsafeMutablePointer<Double>,
    s2: UnsafeMutablePointer<Double>
  ) {
    let members = (0..<count).filter { weights[$0] > leastWeight }.map(Int32.init)
    guard let first = members.first else { return }
    BLAS.useOneThread()
    let (order, columns) = (d + 1, (members.count + 15) / 16 * 16)
    let padded = members + [Int32](repeating: first, count: columns - members.count)
    let z = UnsafeMutablePointer<Float>.allocate(capacity: order * (columns + order) + columns)
    defer { z.deallocate() }
    let products = z + order * columns
    let own = products + order * order
    for (index, member) in padded.enumerated() {
      own[index] = index < members.count ? weights[Int(member)] : 0
    }
    fk_pick_columns(d, columns, padded, x, xStride, z, columns)
    fk_root_rows(d, columns, own, z, columns)
    cblas_ssyrk(
      CblasRowMajor, CblasLower, CblasNoTrans, Int32(order), Int32(columns), 1, z,
      Int32(columns), 0, products, Int32(order))
    for row in 0..<d {
      let sums = s2 + row * d
      let source = products + row * order
      for column in 0...row { sums[column] += Double(source[column]) }
      s1[row] += Double(products[d * order + row])
    }
    s0.pointee += Double(products[d * order + d])
  }

  private static let leastWeight: Float = 1e-9
}
