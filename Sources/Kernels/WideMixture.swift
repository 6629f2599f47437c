internal import CKernels
internal import COpenBLAS

/// Squared Mahalanobis distances of samples from the components of a mixture over
/// many features. Most components are so far from most samples that the first rows
/// of their factors tell: a sum of squares only grows with its rows.
package struct WideMixture {
  /// Turns minus half the squared distances of all samples, planes of components
  /// `stride` floats apart, into log densities, in place.
  package typealias Densities = (_ p: UnsafeMutablePointer<Float>, _ stride: Int) -> Void

  private let components: Int
  private let features: Int
  /// Inverse Cholesky factors [components][features][features], lower.
  private let factors: UnsafePointer<Float>
  /// Factor times mean [components][features].
  private let offsets: UnsafePointer<Float>

  /// Rows of a factor that are tried on every sample; then, up to all of them, on
  /// those samples for which their component may still matter.
  private static let firstRows = 32
  private static let secondRows = 96
  /// Rows of a triangle that are multiplied at once.
  private static let rowsAtOnce = 64
  /// A component is passed over whose log density is certain to be so far below
  /// another's: in Float32 their sum is the other's alone.
  private static let certain: Float = 40
  /// What stands for minus half the squared distance of a component passed over.
  private static let far: Float = -1e30

  package init(
    components: Int, features: Int, factors: UnsafePointer<Float>,
    offsets: UnsafePointer<Float>
  ) {
    self.components = components
    self.features = features
    self.factors = factors
    self.offsets = offsets
  }

  /// Samples [features][count], and where the results go [components][count].
  package struct Plane {
    var count: Int
    var x: UnsafePointer<Float>
    var xStride: Int
    var p: UnsafeMutablePointer<Float>
    var stride: Int

    /// `count` is a multiple of 16; strides are in floats.
    package init(
      count: Int, x: UnsafePointer<Float>, xStride: Int, p: UnsafeMutablePointer<Float>,
      stride: Int
    ) {
      self.count = count
      self.x = x
      self.xStride = xStride
      self.p = p
      self.stride = stride
    }
  }

  /// Log densities; those of components that cannot matter to a sample are far
  /// below the others, and not worked out.
  package func logDensities(_ plane: Plane, _ densities: Densities) {
    BLAS.useOneThread()
    let count = plane.count
    let scratch = UnsafeMutablePointer<Float>.allocate(
      capacity: (2 * features + components + 1) * count)
    defer { scratch.deallocate() }
    let bounds = scratch + (2 * features + 1) * count
    for component in 0..<components {
      let out = plane.p + component * plane.stride
      falls(
        min(Self.firstRows, features), component, count, plane.x, plane.xStride, scratch, out)
    }
    bound(plane, bounds, densities)
    let nearest = Self.argmax(bounds, components, count)
    let ends = [Self.firstRows, Self.secondRows, features].map { min($0, features) }
    for component in 0..<components {
      let own = (0..<count).filter { nearest[$0] == component }
      add(ends[0]..<ends[2], of: component, to: own, plane, scratch)
    }
    for (first, end) in zip(ends, ends.dropFirst()) {
      bound(plane, bounds, densities)
      for component in 0..<components {
        let (row, out) = (bounds + component * count, plane.p + component * plane.stride)
        var close: [Int] = []
        for index in 0..<count where nearest[index] != component {
          let isClose = row[index] >= bounds[nearest[index] * count + index] - Self.certain
          if isClose { close.append(index) } else { out[index] = Self.far }
        }
        add(first..<end, of: component, to: close, plane, scratch)
      }
    }
    densities(plane.p, plane.stride)
  }

  /// What is known of the log densities: none is higher.
  private func bound(
    _ plane: Plane, _ bounds: UnsafeMutablePointer<Float>, _ densities: Densities
  ) {
    for component in 0..<components {
      (bounds + component * plane.count).update(
        from: plane.p + component * plane.stride, count: plane.count)
    }
    densities(bounds, plane.count)
  }

  private static func argmax(
    _ values: UnsafePointer<Float>, _ components: Int, _ count: Int
  ) -> [Int] {
    var best = Array(UnsafeBufferPointer(start: values, count: count))
    var out = [Int](repeating: 0, count: count)
    for component in 1..<max(1, components) {
      let row = values + component * count
      for index in 0..<count where row[index] > best[index] {
        (best[index], out[index]) = (row[index], component)
      }
    }
    return out
  }

  /// Minus half the squares of the first rows.
  private func falls(
    _ rows: Int, _ component: Int, _ count: Int, _ x: UnsafePointer<Float>, _ xStride: Int,
    _ y: UnsafeMutablePointer<Float>, _ out: UnsafeMutablePointer<Float>
  ) {
    multiply(0..<rows, component, count, x, xStride, y)
    fk_square_falls(rows, count, y, count, offsets + component * features, 0, out)
  }

  /// Adds further rows for some samples.
  private func add(
    _ rows: Range<Int>, of component: Int, to samples: [Int], _ plane: Plane,
    _ scratch: UnsafeMutablePointer<Float>
  ) {
    guard let sample = samples.first, !rows.isEmpty else { return }
    let count = (samples.count + 15) / 16 * 16
    let index =
      samples.map(Int32.init)
      + [Int32](repeating: Int32(sample), count: count - samples.count)
    let (y, z) = (scratch, scratch + features * plane.count)
    let sums = z + features * plane.count
    fk_pick_columns(rows.upperBound, count, index, plane.x, plane.xStride, z, count)
    multiply(rows, component, count, z, count, y)
    fk_square_falls(
      rows.count, count, y, count, offsets + component * features + rows.lowerBound, 0, sums)
    let out = plane.p + component * plane.stride
    for (row, sample) in samples.enumerated() { out[sample] += sums[row] }
  }

  /// y = some rows of a factor times x, the zeros of the triangle mostly left out.
  private func multiply(
    _ rows: Range<Int>, _ component: Int, _ count: Int, _ x: UnsafePointer<Float>,
    _ xStride: Int, _ y: UnsafeMutablePointer<Float>
  ) {
    let factor = factors + component * features * features
    for row in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rowsAtOnce) {
      let end = min(rows.upperBound, row + Self.rowsAtOnce)
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(end - row), Int32(count), Int32(end), 1,
        factor + row * features, Int32(features), x, Int32(xStride), 0,
        y + (row - rows.lowerBound) * count, Int32(count))
    }
  }
}
