package import Kernels
import Rasters

/// Guards against asking for more clusters than there are different samples.
package enum DistinctSamples {
  /// The number of distinct columns, counted up to `limit`.
  package static func count(in samples: PlanarMatrix, upTo limit: Int) -> Int {
    columns(of: samples, upTo: limit).count
  }

  /// The first of each distinct column, up to `limit` of them.
  static func columns(of samples: PlanarMatrix, upTo limit: Int) -> [Int] {
    var seen = Set<[Float]>()
    var first: [Int] = []
    for index in 0..<samples.count where first.count < limit {
      if seen.insert(samples.sample(index)).inserted { first.append(index) }
    }
    return first
  }

  static func require(_ clusters: Int, in samples: PlanarMatrix) throws {
    guard samples.count > 0 else { throw Failure("there is no valid pixel to fit units to") }
    let distinct = count(in: samples, upTo: clusters)
    guard distinct >= clusters else {
      throw Failure(
        "\(clusters) units were asked for, but the sample holds only \(distinct) distinct "
          + "\(distinct == 1 ? "spectrum" : "spectra"): ask for at most \(distinct)")
    }
  }
}
