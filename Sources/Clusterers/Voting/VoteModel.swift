package import Fitting
package import Kernels
import Rasters

/// A fitted vote: says of any object, by its code alone, what the members
/// vote, which group follows, and, where it completes, what the rejected ones
/// are likeliest to be. Groups are numbered from the largest (1) to the
/// smallest of the objects that it was fitted on.
package struct VoteModel: Sendable {
  package let settings: VoteSettings
  package let ensemble: VotingEnsemble
  /// The group of every label of the pivot; 0 where nobody was voted into it.
  package let numbers: [Int]
  /// Means of the codes of each group's voted objects: [group - 1][code unit].
  package let centres: [Float]
  /// Length of a code.
  package let width: Int
  /// Nil where nothing is completed.
  package let completion: Completion?

  /// How many groups there are.
  package var groups: Int { numbers.max() ?? 0 }

  /// Judges objects by their codes [code units][objects].
  package func judge(_ codes: PlanarMatrix, context: FitContext) throws -> [GroupedObject] {
    try judge(
      codes, ballots: ensemble.votes(on: codes, workers: context.workers), context: context)
  }

  /// Judges objects whose votes are known.
  func judge(
    _ codes: PlanarMatrix, ballots: Ballots, context: FitContext
  ) throws -> [GroupedObject] {
    let rule = try settings.votingRule()
    let voted = VotedGroups(ballots, rule: rule, numbers: numbers)
    var objects = voted.group.indices.map { index in
      GroupedObject(
        status: voted.group[index] > 0 ? .voted : .rejected, group: voted.group[index],
        votes: voted.votes.map { $0[index] }, agreement: voted.agreement[index])
    }
    if let completion { try complete(&objects, completion, codes, context) }
    measure(&objects, codes)
    return objects
  }

  private func complete(
    _ objects: inout [GroupedObject], _ completion: Completion, _ codes: PlanarMatrix,
    _ context: FitContext
  ) throws {
    let rejected = objects.indices.filter { objects[$0].status == .rejected }
    guard !rejected.isEmpty else { return }
    let found = try completion.complete(codes.gathering(rejected), context: context)
    for (index, answer) in zip(rejected, found) {
      objects[index].status = .completed
      objects[index].group = answer.group
      objects[index].confidence = answer.confidence
    }
  }

  private func measure(_ objects: inout [GroupedObject], _ codes: PlanarMatrix) {
    for index in objects.indices where objects[index].group > 0 {
      let start = (objects[index].group - 1) * width
      var square = 0.0
      for unit in 0..<width {
        let step = Double(codes[unit, index]) - Double(centres[start + unit])
        square += step * step
      }
      objects[index].distance = square.squareRoot()
    }
  }
}
