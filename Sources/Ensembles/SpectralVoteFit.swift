import Clusterers
import Encoders
import Fitting
import Foundation
import Kernels
import Rasters

/// Fits the members of a vote, one after the other, and the table of what
/// their labels mean.
struct SpectralVoteFit {
  let codes: PlanarMatrix
  let clusters: Int
  let members: [SpectralMember]
  /// Members that cannot vote here: they need to know the noise.
  private let away: [SpectralMember]
  let temperature: Double
  /// Most samples that the members are compared on.
  let compared: Int
  let context: FitContext

  init(
    _ codes: PlanarMatrix, clusters: Int, parameters: Parameters, context: FitContext
  ) throws {
    try DistinctSamples.require(clusters, in: codes)
    self.codes = codes
    self.clusters = clusters
    let asked = parameters.texts("members").compactMap { SpectralMember($0) }
    let needy = asked.filter { $0.space.method?.needsNeighbours == true }
    away = context.noise == nil ? needy : []
    members = context.noise == nil ? asked.filter { !needy.contains($0) } : asked
    temperature = parameters.number("temperature")
    compared = parameters.integer("compared-samples")
    // Which of several optima is found would hang on the seed, and the units with it.
    var context = context
    context.seed = 0
    self.context = context
    guard members.contains(where: { $0.multiple == 1 }) else {
      throw Failure.usage(
        away.isEmpty
          ? "a vote needs a member that looks for as many clusters as there are units"
          : "\(Self.list(away)) need neighbouring valid pixels to estimate the noise, and nobody "
            + "else votes")
    }
  }

  func run() throws -> Fit<any Clusterer> {
    let (spaceNames, spaces) = try fitSpaces()
    let fitted = try fitMembers(spaceNames, spaces)
    let picked = ClusterQuality.draw(
      compared, of: Array(0..<codes.count), seed: context.seed &+ 77
    ).sorted()
    let sample = codes.gathering(picked)
    let labels = try fitted.map { member in
      try member.clusterer.labels(
        of: spaces[member.space].encode(sample, workers: context.workers),
        workers: context.workers)
    }
    let alike = try Alikeness(labels)
    let start = members.indices.filter { members[$0].multiple == 1 }
      .max { alike.mean[$0] < alike.mean[$1] }
    let consensus = try MultinomialConsensus(
      labels, counts: fitted.map(\.clusterer.clusters), clusters: clusters,
      start: labels[start ?? 0], temperature: temperature, checkpoint: context.checkpoint)
    let vote = SpectralVote(
      spaces: spaces, spaceNames: spaceNames, members: fitted,
      prior: consensus.prior.map(Float.init),
      tables: consensus.tables.map { $0.map { Float($0 * consensus.weight) } })
    return Fit(vote, notes: try notes(vote, sample, labels))
  }

  private static func list(_ members: [SpectralMember]) -> String {
    members.map(\.description).joined(separator: ", ")
  }

  private func fitSpaces() throws -> (names: [String], encoders: [any Encoder]) {
    var names: [String] = []
    var encoders: [any Encoder] = []
    for member in members where !names.contains(member.space.name) {
      names.append(member.space.name)
      encoders.append(try member.space.fit(codes, context))
    }
    return (names, encoders)
  }

  private func fitMembers(
    _ names: [String], _ spaces: [any Encoder]
  ) throws -> [FittedMember] {
    let seen = try spaces.map { encoder in
      try context.checkpoint()
      return encoder.encode(codes, workers: context.workers)
    }
    return try members.enumerated().map { index, member in
      context.progress("vote: \(member)", Double(index) / Double(members.count))
      try context.checkpoint()
      var own = context
      own.progress = { _, _ in }
      let space = names.firstIndex(of: member.space.name) ?? 0
      let distinct = DistinctSamples.count(in: seen[space], upTo: clusters * member.multiple)
      let fit = try member.rule.fit(
        seen[space], clusters: min(distinct, clusters * member.multiple), own)
      return FittedMember(
        member: member, space: space, clusterer: fit.step, notes: fit.notes)
    }
  }

  /// How much each member agrees with the whole, and how sure the whole is.
  private func notes(
    _ vote: SpectralVote, _ sample: PlanarMatrix, _ labels: [[Int32]]
  ) throws -> FitNotes {
    let whole = try vote.labels(of: sample, workers: context.workers)
    var notes = FitNotes()
    // Who votes alone speaks for itself.
    if let only = vote.members.first, vote.members.count == 1 { notes.append(only.notes) }
    for (member, own) in zip(members, labels) {
      notes.facts["nmi \(member)"] = try Alikeness.information(own, whole)
    }
    if !away.isEmpty {
      notes.warnings.append(
        "too few pixels have valid neighbours to estimate the noise: \(Self.list(away)) do not vote"
      )
    }
    let used = Set(whole).count
    if used < clusters {
      notes.warnings.append(
        "the members of the vote agree on \(used) units of the \(clusters) that were asked for")
    }
    return notes
  }
}

/// How alike the labelings of several members are.
struct Alikeness {
  /// The mean normalised mutual information of each with the others.
  let mean: [Double]

  init(_ labels: [[Int32]]) throws {
    var sums = [Double](repeating: 0, count: labels.count)
    for first in labels.indices {
      for second in labels.indices where second > first {
        let shared = try Self.information(labels[first], labels[second])
        sums[first] += shared
        sums[second] += shared
      }
    }
    mean = sums.map { $0 / Double(max(1, labels.count - 1)) }
  }

  static func information(_ a: [Int32], _ b: [Int32]) throws -> Double {
    var counts: [Pair: Int] = [:]
    for (first, second) in zip(a, b) { counts[Pair(first, second), default: 0] += 1 }
    var matrix = ConfusionMatrix()
    for (pair, count) in counts.sorted(by: { ($0.key.a, $0.key.b) < ($1.key.a, $1.key.b) }) {
      try matrix.add(unit: Int(pair.a) + 1, class: Int(pair.b) + 1, count: count)
    }
    return Agreement(matrix).nmi ?? 1
  }

  private struct Pair: Hashable {
    let a: Int32
    let b: Int32
    init(_ a: Int32, _ b: Int32) { (self.a, self.b) = (a, b) }
  }
}
