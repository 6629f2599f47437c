package import Clusterers
import Fitting

extension SpectralVote {
  static let standardMembers = [
    "z/k-means", "mnf/k-means", "mnf/gaussian-mixture", "mnf/t-mixture", "mnf/tied-mixture",
    "pca/gaussian-mixture", "pca/t-mixture", "pca/tied-mixture",
  ]

  package static let method = ClustererMethod(
    name: "vote",
    summary: "a voting ensemble: several clusterers in several spaces, and what they agree on",
    source: "Topchy, Jain and Punch, SDM 2004 (mixture of multinomials), tempered",
    parameters: [
      Parameter(
        "members", .names(SpectralMember.names),
        default: .texts(standardMembers),
        "who votes, each as SPACE/CLUSTERER or SPACE/CLUSTERER*2 for twice as many clusters"),
      Parameter(
        "temperature", .number(1...20), default: .number(6),
        "how many independent opinions all members together are worth"),
      Parameter(
        "compared-samples", .integer(1000...1_000_000), default: .integer(20_000),
        "most samples that members are compared on"),
    ],
    fit: { codes, clusters, parameters, context in
      try SpectralVoteFit(codes, clusters: clusters, parameters: parameters, context: context)
        .run()
    },
    restore: { tensors, _ in try SpectralVote(tensors: tensors) },
    needsNoise: true,
    // Components of a mixture are counted by its likelihood, a vote has none.
    trialParameters: ["members": .texts(["pca/gaussian-mixture"])])
}
