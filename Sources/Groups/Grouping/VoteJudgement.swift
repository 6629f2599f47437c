package import Clusterers
package import Fitting
package import Kernels

/// What is said of objects: those of the fit keep what it said of them, the
/// others are judged by the vote.
package struct VoteJudgement {
  let model: VoteModel
  /// Objects of the fit, by row.
  let known: [Int: GroupedObject]
  let context: FitContext

  package init(model: VoteModel, known: [Int: GroupedObject], context: FitContext) {
    (self.model, self.known, self.context) = (model, known, context)
  }

  /// - Parameters:
  ///   - rows: of objects that have codes.
  ///   - codes: [code units][objects] of those at some places among the rows.
  /// - Returns: an object for each row.
  package func judge(
    _ rows: [Int], codes: (_ places: [Int]) throws -> PlanarMatrix
  ) throws -> [GroupedObject] {
    var out = rows.map { known[$0] ?? GroupedObject() }
    let others = rows.indices.filter { known[rows[$0]] == nil }
    guard !others.isEmpty else { return out }
    let judged = try model.judge(codes(others), context: context)
    for (place, object) in zip(others, judged) { out[place] = object }
    return out
  }
}
