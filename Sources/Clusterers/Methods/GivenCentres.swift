import Fitting
package import Kernels
import Rasters
import Tensors

/// A clusterer of a program that uses the library: it finds centres, and every code belongs to the
/// nearest one. Models keep the centres, so that any facies applies them.
package struct GivenCentres: Sendable, Equatable {
  /// What errors call it.
  package let name: String
  /// Finds centres [clusters][code units] of codes [code units][samples] with a seed.
  package let centres: @Sendable (PlanarMatrix, Int, UInt64) throws -> [[Float]]

  package init(
    name: String, centres: @escaping @Sendable (PlanarMatrix, Int, UInt64) throws -> [[Float]]
  ) {
    self.name = name
    self.centres = centres
  }

  package static func == (a: GivenCentres, b: GivenCentres) -> Bool { a.name == b.name }

  /// How models name it.
  package static let method = ClustererMethod(
    name: "centres", summary: "the nearest of centres that a program found", source: "",
    parameters: [],
    fit: { _, _, _, _ in
      throw Failure.usage(
        "the clusterer 'centres' is found by a program; a scene cannot ask for it")
    },
    restore: { tensors, _ in try KMeansClusterer(tensors: tensors) })

  /// The method that a recipe fits.
  package var own: ClustererMethod {
    ClustererMethod(
      name: Self.method.name, summary: name, source: "", parameters: [],
      fit: { codes, clusters, _, context in
        Fit(try clusterer(centres(codes, clusters, context.seed), codes, clusters))
      },
      restore: Self.method.restore)
  }

  private func clusterer(
    _ centres: [[Float]], _ codes: PlanarMatrix, _ clusters: Int
  ) throws -> KMeansClusterer {
    guard centres.count == clusters, centres.allSatisfy({ $0.count == codes.features }),
      centres.allSatisfy({ $0.allSatisfy(\.isFinite) })
    else {
      throw Failure(
        "the clusterer '\(name)' gave \(centres.count) centres, must give \(clusters) of "
          + "\(codes.features) finite numbers each")
    }
    let mean = (0..<codes.features).map { feature in
      let sum = (0..<codes.count).reduce(0.0) { $0 + Double(codes[feature, $1]) }
      return Float(sum / Double(max(1, codes.count)))
    }
    let centred = centres.flatMap { centre in zip(centre, mean).map { $0 - $1 } }
    return KMeansClusterer(mean: mean, centres: centred)
  }
}
