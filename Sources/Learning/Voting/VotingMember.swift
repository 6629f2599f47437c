package import Kernels
import Rasters

/// A clusterer of an ensemble once fitted.
package struct VotingMember: Sendable {
  package let name: String
  /// Clusters of the samples that it was fitted on.
  package let labels: [Int32]
  /// Its own rule for samples that it has not seen.
  package let assign: @Sendable (PlanarMatrix, Workers) throws -> [Int32]

  /// Every clusterer of scenes, and BIRCH, whose threshold is in units of the
  /// codes and so asks for codes of known spread. Ward is that of the samples
  /// themselves, not of a codebook.
  private static var methods: [ClustererMethod] { ClustererMethod.all + [Birch.method] }

  /// Members that there are.
  package static var names: [String] { methods.map(\.name) }

  /// Fits the member `name` to codes [code units][samples].
  package static func fit(
    _ name: String, _ codes: PlanarMatrix, groups: Int, given: [String: ParameterValue] = [:],
    context: FitContext
  ) throws -> VotingMember {
    if name == WardClusterer.method.name {
      return try WardOfSamples.fit(codes, groups: groups, context: context)
    }
    guard let method = methods.first(where: { $0.name == name }) else {
      throw Failure.usage(
        "there is no clusterer '\(name)'\(DidYouMean.hint(for: name, among: names)); there are "
          + names.joined(separator: ", "))
    }
    let parameters = Parameters(method.parameters, given: given)
    let step = try method.fit(codes, groups, parameters, context).step
    return VotingMember(
      name: name, labels: try step.labels(of: codes, workers: context.workers),
      assign: { try step.labels(of: $0, workers: $1) })
  }
}
