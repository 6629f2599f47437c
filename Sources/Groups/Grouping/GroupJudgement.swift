import Kernels
import Learning
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
      path: files.file(GroupFiles.catalogue), voters: model.settings.voters, classes: names,
      workers: context.workers)
    var tally = GroupTally(groups: model.groups)
    var hints = GroupHints(columns: walk.hintColumns, groups: model.groups)
    var kept: [GroupedObject] = []
    var fitted = 0
    context.progress("assign", 0)
    try walk.forEach(context.checkpoint) { block in
      let objects = try judge(block, &fitted)
      try catalogue.add(block.ids, objects)
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

  /// What is said of a block's objects; `fitted` counts those of the fit,
  /// which keep what it said of them.
  private func judge(_ block: ObjectBlock, _ fitted: inout Int) throws -> [GroupedObject] {
    var out = [GroupedObject](repeating: GroupedObject(), count: block.count)
    var others: [Int] = []
    for place in 0..<block.count where block.problem(place) == nil {
      if fitted < vote.rows.count, vote.rows[fitted] == block.first + place {
        out[place] = vote.objects[fitted]
        fitted += 1
      } else {
        others.append(place)
      }
    }
    guard !others.isEmpty else { return out }
    var codes = PlanarMatrix(features: block.width, count: others.count)
    codes.withUnsafeMutablePointer { values in
      let stride = PlanarMatrix.padded(others.count)
      for (column, place) in others.enumerated() {
        for feature in 0..<block.width {
          values[feature * stride + column] = block.values[place * block.width + feature]
        }
      }
    }
    let judged = try model.judge(vote.file.scaler.apply(codes), context: context)
    for (place, object) in zip(others, judged) { out[place] = object }
    return out
  }
}
