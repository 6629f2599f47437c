import Fitting
import Kernels

extension MixtureEM {
  /// On a part of the samples: all of them, where the part would hold too few
  /// that differ.
  func onPart(of limit: Int) -> MixtureEM {
    let part = x.thinned(to: limit)
    guard DistinctSamples.count(in: part, upTo: settings.clusters) == settings.clusters else {
      return self
    }
    return MixtureEM(part, settings: settings, context: context)
  }

  /// On samples that count more or less, without any that are known.
  func like(on samples: PlanarMatrix, weights: [Float], clusters: Int) -> MixtureEM {
    var own = settings
    own.clusters = clusters
    var context = context
    context.known = nil
    return MixtureEM(samples, settings: own, context: context, weights: weights)
  }

  /// The results of independent fits in their order; each works on one thread.
  func parallel<T: Sendable>(
    _ count: Int, _ body: @Sendable (_ index: Int, _ own: MixtureEM) throws -> T
  ) throws -> [T] {
    var alone = context
    alone.workers = Workers(1)
    let own = MixtureEM(x, settings: settings, context: alone, weights: weights)
    return try context.workers.map(count) { _, index in try body(index, own) }
  }

  /// Responsibilities of all samples [component][sample].
  func shares(in mixture: MixtureClusterer) -> PlanarMatrix {
    var out = PlanarMatrix(features: settings.clusters, count: x.count)
    let (rows, columns) = (out.stride, x.stride)
    x.withUnsafePointer { values in
      out.withUnsafeMutablePointer { p in
        for start in stride(from: 0, to: columns, by: Chunk.pixels) {
          let plane = MixtureClusterer.Plane(
            x: values + start, xStride: columns, count: min(Chunk.pixels, columns - start),
            p: p + start, stride: rows)
          mixture.responsibilities(plane, labels: nil, margins: nil, evidence: nil)
        }
      }
    }
    return out
  }

  /// Moments of samples that belong to one component each.
  func moments(of labels: [Int32]) throws -> MixtureMoments {
    try gather { chunk in
      for cluster in 0..<settings.clusters {
        let row = chunk.plane.p + cluster * chunk.plane.stride
        for index in 0..<chunk.valid {
          row[index] = labels[chunk.first + index] == Int32(cluster) ? 1 : 0
        }
      }
      return 0
    }
  }

  /// Moments of the hard assignments of a clusterer of scaled codes.
  func moments(of clusterer: any Clusterer, scaler: Scaler) throws -> MixtureMoments {
    try moments(of: clusterer.labels(of: scaler.apply(x), workers: context.workers))
  }
}

extension PlanarMatrix {
  /// Every so manieth sample, `limit` in all: no draw, so that fits with
  /// different seeds see the same samples.
  func thinned(to limit: Int) -> PlanarMatrix {
    guard count > limit else { return self }
    let step = Double(count) / Double(limit)
    return gathering((0..<limit).map { min(count - 1, Int((Double($0) + 0.5) * step)) })
  }
}
