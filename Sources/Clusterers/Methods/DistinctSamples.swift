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

  package static func require(_ clusters: Int, in samples: PlanarMatrix) throws {
    guard samples.count > 0 else { throw TooFewSamples(asked: clusters, distinct: 0) }
    let distinct = count(in: samples, upTo: clusters)
    guard distinct >= clusters else { throw TooFewSamples(asked: clusters, distinct: distinct) }
  }
}

/// Fewer different samples than clusters, in the words of maps.
struct TooFewSamples: FaciesError, Equatable {
  var asked: Int
  var distinct: Int

  var description: String {
    guard distinct > 0 else { return "there is no valid pixel to fit units to" }
    guard distinct > 1 else {
      return
        "\(asked) units were asked for, but every band of the sample is constant: it holds one "
        + "spectrum"
    }
    return "\(asked) units were asked for, but the sample holds only \(distinct) distinct "
      + "spectra: ask for at most \(distinct)"
  }

  /// In the words of objects and their groups.
  var ofObjects: Failure {
    guard distinct > 0 else { return Failure("there is no object to fit groups to") }
    guard distinct > 1 else {
      return Failure("\(asked) groups were asked for, but the sampled objects are all alike")
    }
    return Failure(
      "\(asked) groups were asked for, but only \(distinct) of the sampled objects differ: ask for "
        + "at most \(distinct)")
  }
}
