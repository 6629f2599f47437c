/// The sample in the middle of a group: the one whose distances to all others have
/// the smallest sum (Kaufman and Rousseeuw, Finding Groups in Data, 1990). It is a
/// real sample, which a mean is not.
package enum Medoid {
  /// The sum of the Euclidean distances from each sample to all others: O(n²).
  package static func distanceSums(_ samples: PlanarMatrix) -> [Double] {
    var sums = [Double](repeating: 0, count: samples.count)
    sums.withUnsafeMutableBufferPointer { sums in
      samples.withUnsafePointer {
        Planar.distanceSums(
          features: samples.features, count: samples.count, x: $0, xStride: samples.stride,
          sums: sums.firstAddress)
      }
    }
    return sums
  }

  /// The medoid, the first of several that are equally good; nil without samples.
  package static func index(of samples: PlanarMatrix) -> Int? {
    let sums = distanceSums(samples)
    return sums.indices.min { sums[$0] < sums[$1] }
  }
}
