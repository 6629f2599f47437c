import Clusterers
import CodedCutouts
import Fitting
import Groups
import Kernels
import Rasters

/// The vote on the objects of a survey: fitted on a sample of them, or read
/// from a model.
struct SurveyVote {
  let model: VoteModel
  /// What became of every object, in the order of the input.
  let objects: [GroupedObject]
  /// Objects that the vote was fitted on.
  let fitted: Int
  let warnings: [String]

  /// Objects that are judged together.
  private static let block = 65_536

  /// Fits a vote.
  init(_ coded: SurveyCodes, count: Int, settings: VoteSettings, sample: Int, context: FitContext)
    throws
  {
    let drawn = ClusterQuality.draw(
      sample, of: Array(coded.rows.indices), seed: settings.seed
    ).sorted()
    let codes = drawn.count == coded.rows.count ? coded.codes : coded.codes.gathering(drawn)
    let fit = try VoteFit(codes, settings: settings, context: context)
    model = fit.model
    fitted = drawn.count
    warnings = fit.warnings
    var known: [Int: GroupedObject] = [:]
    for (place, object) in zip(drawn, fit.objects) { known[place] = object }
    objects = try Self.judge(coded, count: count, model: fit.model, known: known, context)
  }

  /// Judges by a vote that is fitted.
  init(_ coded: SurveyCodes, count: Int, model: VoteModel, fitted: Int, context: FitContext) throws
  {
    self.model = model
    self.fitted = fitted
    warnings = []
    objects = try Self.judge(coded, count: count, model: model, known: [:], context)
  }

  private static func judge(
    _ coded: SurveyCodes, count: Int, model: VoteModel, known: [Int: GroupedObject],
    _ context: FitContext
  ) throws -> [GroupedObject] {
    var out = [GroupedObject](repeating: GroupedObject(), count: count)
    let judgement = VoteJudgement(model: model, known: known, context: context)
    let places = coded.rows.indices
    for start in stride(from: 0, to: places.count, by: block) {
      try context.checkpoint()
      context.progress("assign", Double(start) / Double(places.count))
      let part = Array(start..<min(places.count, start + block))
      let judged = try judgement.judge(part) { coded.codes.gathering($0.map { part[$0] }) }
      for (place, object) in zip(part, judged) { out[coded.rows[place]] = object }
    }
    return out
  }
}
