package import Fitting
package import Kernels
import Rasters
import Tensors

/// A clusterer of an ensemble once fitted.
package struct VotingMember: Sendable {
  /// How it judges samples that it has not seen.
  private enum Rule: Sendable {
    case clusterer(any Clusterer)
    case ward(WardOfSamples)
  }

  package let name: String
  /// Parameters other than the defaults.
  package let given: [String: ParameterValue]
  /// Clusters of the samples that it was fitted on; none once read from a file.
  package let labels: [Int32]
  private let rule: Rule

  /// Every single clusterer of scenes, and BIRCH, whose threshold is in units of the
  /// codes and so asks for codes of known spread. Ward is that of the samples
  /// themselves, not of a codebook.
  private static var methods: [ClustererMethod] { ClustererMethod.single + [Birch.method] }

  private static var ward: String { WardClusterer.method.name }

  /// Members that there are.
  package static var names: [String] { methods.map(\.name) }

  static func unknown(_ name: String) -> String {
    "there is no clusterer '\(name)'\(DidYouMean.hint(for: name, among: names)); there are "
      + names.joined(separator: ", ")
  }

  /// What the person should know of its fit; none of a member from a file.
  private(set) var warnings: [String] = []

  /// Fits the member `name` to codes [code units][samples].
  package static func fit(
    _ name: String, _ codes: PlanarMatrix, groups: Int, given: [String: ParameterValue] = [:],
    context: FitContext
  ) throws -> VotingMember {
    if name == ward {
      let (rule, labels) = try WardOfSamples.fit(codes, groups: groups, context: context)
      return VotingMember(name: name, given: [:], labels: labels, rule: .ward(rule))
    }
    guard let method = methods.first(where: { $0.name == name }) else {
      throw Failure.usage(unknown(name))
    }
    let parameters = Parameters(method.parameters, given: given)
    let fit = try method.fit(codes, groups, parameters, context)
    var member = VotingMember(
      name: name, given: given, labels: try fit.step.labels(of: codes, workers: context.workers),
      rule: .clusterer(fit.step))
    member.warnings = fit.notes.warnings
    return member
  }

  /// The cluster of every sample by the member's own rule.
  package func assign(_ codes: PlanarMatrix, _ workers: Workers) throws -> [Int32] {
    switch rule {
    case .clusterer(let step): try step.labels(of: codes, workers: workers)
    case .ward(let step): try step.labels(of: codes, workers: workers)
    }
  }

  // MARK: files

  var inputs: Int {
    switch rule {
    case .clusterer(let step): step.inputs
    case .ward(let step): step.width
    }
  }

  var clusters: Int {
    switch rule {
    case .clusterer(let step): step.clusters
    case .ward(let step): step.groups
    }
  }

  var tensors: [String: Tensor] {
    switch rule {
    case .clusterer(let step): step.tensors
    case .ward(let step): step.tensors
    }
  }

  private init(name: String, given: [String: ParameterValue], labels: [Int32], rule: Rule) {
    self.name = name
    self.given = given
    self.labels = labels
    self.rule = rule
  }

  /// Reads back what ``tensors`` holds; `file` is what errors call it.
  init(
    name: String, given: [String: ParameterValue], tensors: [String: Tensor], file: String
  ) throws {
    self.name = name
    self.given = given
    labels = []
    if name == Self.ward {
      rule = .ward(try WardOfSamples(tensors: tensors))
      return
    }
    guard let method = Self.methods.first(where: { $0.name == name }) else {
      throw Failure("'\(file)' has a member '\(name)', which this program does not have")
    }
    let parameters = try Parameters(method.parameters, checking: given, of: file)
    rule = .clusterer(try method.restore(tensors, parameters))
  }
}
