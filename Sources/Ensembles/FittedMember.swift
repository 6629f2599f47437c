import Clusterers
import Encoders
import Fitting
import Kernels
import Rasters
import Tensors

/// A member of a vote once fitted.
struct FittedMember: Sendable {
  let member: SpectralMember
  /// Which of the vote's spaces it clusters in.
  let space: Int
  let clusterer: any Clusterer
  /// Its log likelihood and the like; none once read from a file.
  var notes = FitNotes()
}

extension SpectralMember.Space {
  var method: EncoderMethod? { EncoderMethod.named(encoder) }

  private func known() throws -> EncoderMethod {
    guard let method else {
      throw Failure("a vote sees codes by '\(encoder)', which this program does not have")
    }
    return method
  }

  /// The encoder of codes into this space.
  func fit(_ codes: PlanarMatrix, _ context: FitContext) throws -> any Encoder {
    let method = try known()
    return try method.fit(
      Samples(values: codes, noise: context.noise),
      Parameters(method.parameters, given: parameters), context
    ).step
  }

  func restore(_ tensors: [String: Tensor]) throws -> any Encoder {
    let method = try known()
    return try method.restore(tensors, Parameters(method.parameters, given: parameters))
  }
}

extension SpectralMember.Rule {
  private func method() throws -> ClustererMethod {
    guard let method = ClustererMethod.single.first(where: { $0.name == clusterer }) else {
      throw Failure("a vote clusters by '\(clusterer)', which this program does not have")
    }
    return method
  }

  func fit(
    _ codes: PlanarMatrix, clusters: Int, _ context: FitContext
  ) throws -> Fit<any Clusterer> {
    let method = try method()
    return try method.fit(
      codes, clusters, Parameters(method.parameters, given: parameters), context)
  }

  func restore(_ tensors: [String: Tensor]) throws -> any Clusterer {
    let method = try method()
    return try method.restore(tensors, Parameters(method.parameters, given: parameters))
  }
}
