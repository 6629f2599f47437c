import Clusterers
import Fitting
import Kernels
import Rasters

/// All objects go by in blocks, are judged, counted and written.
struct GroupJudgement {
  let vote: GroupRun.Vote
  /// Classes by group.
  let names: [Int: String]
  /// Whether what is said of the objects is kept, for pictures.
  let keeps: Bool
  let context: FitContext

  struct Outcome {
    var tally: GroupTally
    var hints: [Int: ClassHint]
    var names: [Int: String]
    /// In the order of the input; none unless asked for.
    var objects: [GroupedObject]
  }

  private var model: VoteModel { vote.file.model }

  func run(_ walk: any ObjectWalk, into files: GroupFiles) throws -> Outcome {
    let catalogue = try GroupCatalogue(
      path: files.file(GroupFiles.catalogue),
      votes: VoteColumns(members: model.settings.voters, classes: names),
      flags: walk.cutoutFlags)
    let known = Dictionary(zip(vote.rows, vote.objects), uniquingKeysWith: { first, _ in first })
    let judgement = VoteJudgement(model: model, known: known, context: context)
    var tally = GroupTally(groups: model.groups)
    var hints = GroupHints(columns: walk.hintColumns, groups: model.groups)
    var kept: [GroupedObject] = []
    var fitted = 0
    context.progress("assign", 0)
    try walk.forEach(context.checkpoint) { block in
      let objects = try judge(block, by: judgement, &fitted)
      try catalogue.add(block, objects)
      let width = walk.hintColumns.count
      for (place, object) in objects.enumerated() {
        tally.add(object, problem: block.problem(place))
        if width > 0 { hints.add(object, block.hints[place * width..<(place + 1) * width]) }
      }
      if keeps { kept += objects }
    }
    guard fitted == vote.rows.count, tally.objects > 0 else {
      throw Failure("the input has changed while it was read")
    }
    try catalogue.finish()
    return Outcome(
      tally: tally, hints: hints.hints, names: names, objects: kept)
  }

  /// What is said of a block's objects; `fitted` counts those of the fit.
  private func judge(
    _ block: ObjectBlock, by judgement: VoteJudgement, _ fitted: inout Int
  ) throws -> [GroupedObject] {
    let valid = (0..<block.count).filter { block.problem($0) == nil }
    let rows = valid.map { block.first + $0 }
    fitted += rows.count { judgement.known[$0] != nil }
    let judged = try judgement.judge(rows) { places in
      vote.file.scaler.apply(block.codes(of: places.map { valid[$0] }))
    }
    var out = [GroupedObject](repeating: GroupedObject(), count: block.count)
    for (place, object) in zip(valid, judged) { out[place] = object }
    return out
  }
}

extension ObjectBlock {
  /// Values of some objects, [feature][object].
  fileprivate func codes(of places: [Int]) -> PlanarMatrix {
    var codes = PlanarMatrix(features: width, count: places.count)
    codes.withUnsafeMutablePointer { out in
      let stride = PlanarMatrix.padded(places.count)
      for (column, place) in places.enumerated() {
        for feature in 0..<width {
          out[feature * stride + column] = values[place * width + feature]
        }
      }
    }
    return codes
  }
}
