import Kernels
import Learning
import Rasters

/// The vote on codes: members are fitted on a sample and judge everything.
struct GroupVote {
  let options: GroupOptions
  let checked: GroupOptions.Checked
  let context: FitContext

  struct Outcome {
    var objects: [GroupedObject]
    var sizes: [Int]
    var fitted: Int
    var warnings: [String]
  }

  /// Codes [code units][objects].
  func run(_ codes: PlanarMatrix) throws -> Outcome {
    let everything = Array(0..<codes.count)
    let drawn = ClusterQuality.draw(options.fitSamples, of: everything, seed: options.seed)
    let part = drawn.count == codes.count ? codes : codes.gathering(drawn)
    let ensemble = try VotingEnsemble(
      members: options.members, codes: part, groups: options.groups,
      alignment: checked.alignment,
      parameters: [
        "birch": [
          "threshold": .number(options.birchThreshold),
          "branching": .integer(options.birchBranching),
          "fit-samples": .integer(max(1000, options.fitSamples)),
        ]
      ], context: context)
    let ballots = try ballots(ensemble, codes, fitted: drawn)
    let voted = VotedGroups(ballots, rule: checked.rule)
    var warnings: [String] = []
    if voted.sizes.count < options.groups {
      warnings.append(
        "\(voted.sizes.count) of \(options.groups) groups have members: on the others the "
          + "clusterers do not agree")
    }
    var objects = objects(voted)
    if options.completes { warnings += try complete(&objects, voted, codes) }
    measure(&objects, voted.centres(codes), codes)
    return Outcome(
      objects: objects, sizes: voted.sizes, fitted: drawn.count, warnings: warnings)
  }

  /// Fitted objects keep the cluster that the fit gave them.
  private func ballots(
    _ ensemble: VotingEnsemble, _ codes: PlanarMatrix, fitted: [Int]
  ) throws -> Ballots {
    guard fitted.count < codes.count else { return ensemble.fitted }
    context.progress("assign", 0)
    var out = try ensemble.votes(on: codes, workers: context.workers)
    for member in out.votes.indices {
      for (place, object) in fitted.enumerated() {
        out.votes[member][object] = ensemble.fitted.votes[member][place]
      }
    }
    return out
  }

  private func objects(_ voted: VotedGroups) -> [GroupedObject] {
    voted.group.indices.map { index in
      GroupedObject(
        status: voted.group[index] > 0 ? .voted : .rejected, group: voted.group[index],
        votes: voted.votes.map { $0[index] }, agreement: voted.agreement[index])
    }
  }

  private func complete(
    _ objects: inout [GroupedObject], _ voted: VotedGroups, _ codes: PlanarMatrix
  ) throws -> [String] {
    let rejected = objects.indices.filter { objects[$0].status == .rejected }
    guard !rejected.isEmpty else { return [] }
    context.progress("complete", 0)
    guard let completion = try NeighbourCompletion(codes, groups: voted.group, context: context)
    else { return ["nothing was completed: no two objects were voted into groups"] }
    let found = try completion.complete(codes.gathering(rejected), context: context)
    for (index, answer) in zip(rejected, found) {
      objects[index].status = .completed
      objects[index].group = answer.group
      objects[index].confidence = answer.confidence
    }
    return []
  }

  private func measure(
    _ objects: inout [GroupedObject], _ centres: [[Double]], _ codes: PlanarMatrix
  ) {
    for index in objects.indices where objects[index].group > 0 {
      let centre = centres[objects[index].group - 1]
      var square = 0.0
      for unit in 0..<codes.features {
        let step = Double(codes[unit, index]) - centre[unit]
        square += step * step
      }
      objects[index].distance = square.squareRoot()
    }
  }
}
