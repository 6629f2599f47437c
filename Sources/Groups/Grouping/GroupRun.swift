import Clusterers
import Files
import Fitting
import Foundation
package import Jobs
import Kernels
import RasterIO
import Rasters
import Scenes
import Settings

/// From a table of features to a catalogue of groups: a vote is fitted to a
/// sample of the objects, or read from a file, and then all of them go by in
/// blocks, are judged and written.
struct GroupRun {
  let input: String
  let options: GroupOptions
  let control: RunControl

  func run() throws -> GroupReport {
    let isFolder = try LocalPath(input).kind == .folder
    let checked = try options.checked(ofCutouts: isFolder)
    try GroupFiles.check(options.folder, overwrite: options.overwrite, inputs: [input])
    for file in [options.classes, options.apply].compactMap({ $0 }) {
      _ = try LocalPath.file(file).absolute
    }
    let clock = StageClock()
    let context = FitContext(
      seed: checked.settings.seed, workers: options.workers, progress: control.progress,
      checkpoint: control.checkpoint)
    let applied = try options.apply.map { try VoteModelFile(path: LocalPath.file($0).absolute) }
    let source = try source(applied, checked)
    control.progress("read", 0)
    let walk = try source.objects(context)
    let vote =
      try applied.map { try Vote(file: $0, walk: walk, input: input) }
      ?? fit(walk, source, checked, context)
    let judgement = GroupJudgement(
      vote: vote, names: try names(groups: vote.file.model.groups), keeps: source.hasPictures,
      context: context)
    let files = try GroupFiles(options.folder, overwrite: options.overwrite)
    do {
      let outcome = try judgement.run(walk, into: files)
      var report = report(vote, outcome, source: source, features: walk.features.count)
      report.warnings = walk.notes + report.warnings
      try finish(&report, vote, outcome, source, files, context)
      report.totalSeconds = clock.total
      try TemporaryName.write(report.json(), to: files.file(GroupFiles.report))
      try files.publish()
      return report
    } catch {
      throw files.abandon(error)
    }
  }

  /// A fitted vote, and what it says of the objects that it was fitted on.
  struct Vote {
    var file: VoteModelFile
    /// Rows of the fitted objects, ascending.
    var rows: [Int] = []
    var objects: [GroupedObject] = []
    var warnings: [String] = []
  }

  private func source(_ applied: VoteModelFile?, _ checked: GroupOptions.Checked) throws
    -> any GroupSource
  {
    let path = try LocalPath(input)
    if path.kind == .folder {
      let table = options.apply.map { _ in GroupOptions.apply } ?? GroupOptions.model
      if options.apply != nil || options.modelFile != nil {
        throw Failure.usage(
          "\(table) is for tables: principal components of cutouts are those of their folder")
      }
      return try FolderSource(path, options: options, checked: checked)
    }
    guard Facies.isTable(input) else {
      throw Failure.usage("'\(input)' is neither a table (.csv, .npy) nor a folder of cutouts")
    }
    return try TableSource(path: input, options: options, features: applied?.columns)
  }

  /// Names that a file of classes gives.
  private func names(groups: Int) throws -> [Int: String] {
    guard let file = options.classes else { return [:] }
    return try ClassFile.read(LocalPath.file(file).absolute, groups: groups).names
  }

  // MARK: fit

  private func fit(
    _ walk: any ObjectWalk, _ source: any GroupSource, _ checked: GroupOptions.Checked,
    _ context: FitContext
  ) throws -> Vote {
    var valid = 0
    var sample = RowSample(
      limit: checked.fitSamples, width: walk.features.count, seed: context.seed)
    try walk.forEach(context.checkpoint) { block in
      for place in 0..<block.count where block.problem(place) == nil {
        sample.add(block.first + place, block.values(of: place))
        valid += 1
      }
    }
    let (rows, values) = sample.finish()
    guard !rows.isEmpty else { throw Failure("'\(input)' holds no object with all its features") }
    let kind = source.isScaled ? checked.scaling : .none
    let scaler = Scaler.fit(kind, to: values, extremes: []).stored
    let far = source.hasPictures ? [] : FarValues.notes(of: values, names: walk.features)
    let fit: VoteFit
    do {
      fit = try VoteFit(
        scaler.apply(values), settings: settings(checked, source, objects: valid), context: context)
    } catch let error as any FaciesError {
      guard let first = far.first else { throw error }
      throw Failure("\(first); ", error)
    }
    let file = VoteModelFile(
      model: fit.model, scaler: scaler, columns: walk.features, source: source.words,
      fitted: rows.count, faciesVersion: Facies.version)
    return Vote(file: file, rows: rows, objects: fit.objects, warnings: far + fit.warnings)
  }

  /// Cutouts are voted on as in a survey, in which few objects make few groups.
  private func settings(
    _ checked: GroupOptions.Checked, _ source: any GroupSource, objects: Int
  ) -> VoteSettings {
    var settings = checked.settings
    if source.hasPictures, options.vote.groups == nil, options.preset == nil {
      settings.groups = VoteRequest.usualGroups(objects: objects)
    }
    return settings
  }

  // MARK: results

  private func finish(
    _ report: inout GroupReport, _ vote: Vote, _ outcome: GroupJudgement.Outcome,
    _ source: any GroupSource, _ files: GroupFiles, _ context: FitContext
  ) throws {
    let groups = vote.file.model.groups
    let (file, place) = (files.file(GroupClasses.name), files.place(GroupClasses.name))
    let lines = outcome.tally.groups.enumerated().map { index, group in
      let hint = outcome.hints[index + 1]
      return GroupClasses.Group(
        name: outcome.names[index + 1] ?? "", hint: hint?.name, reason: hint?.reason,
        voted: group.voted)
    }
    if let kept = try GroupClasses.write(lines, to: file, place: place) {
      report.warnings.append(kept)
    }
    let pictures = try source.draw(outcome.objects, groups, files, context)
    if let path = options.modelFile { try TemporaryName.write(vote.file.serialized(), to: path) }
    report.outputs =
      [GroupFiles.catalogue, GroupClasses.name] + pictures + [GroupFiles.report]
      + (options.modelFile.map { [$0] } ?? [])
  }

  private func report(
    _ vote: Vote, _ outcome: GroupJudgement.Outcome, source: any GroupSource, features: Int
  ) -> GroupReport {
    let (tally, settings) = (outcome.tally, vote.file.model.settings)
    let groups = tally.groups.enumerated().map { index, own in
      GroupReport.Group(
        group: index + 1, name: outcome.names[index + 1], hint: outcome.hints[index + 1]?.name,
        voted: own.voted, completed: own.completed,
        agreement: own.agreement / Double(max(1, own.voted)))
    }
    return GroupReport(
      input: input, inputSHA256: source.digest, objects: tally.objects,
      voted: tally.count(.voted), completed: tally.count(.completed),
      rejected: tally.count(.rejected), invalid: tally.count(.invalid),
      votedPercent: 100 * Double(tally.count(.voted)) / Double(max(1, tally.valid)),
      features: features, featuresFrom: source.words, members: settings.members,
      groupsAsked: settings.groups, rule: settings.rule, alignment: settings.alignment.rawValue,
      bootstraps: settings.bootstraps, completion: settings.completion.rawValue,
      preset: options.preset?.rawValue, applied: options.apply, seed: settings.seed,
      fitted: vote.file.fitted, groups: groups, problems: tally.problems,
      warnings: vote.warnings, outputs: [], threads: options.workers.count, totalSeconds: 0,
      peakMemoryBytes: MachineMemory.peak, versions: Facies.versions)
  }
}

extension GroupRun.Vote {
  /// A vote from a file, for objects of the same features.
  init(file: VoteModelFile, walk: any ObjectWalk, input: String) throws {
    guard file.columns == walk.features else {
      throw Failure(
        "the vote was fitted on \(file.columns.count) features "
          + "(\(file.columns.prefix(3).joined(separator: ", "))…), '\(input)' has "
          + "\(walk.features.count) (\(walk.features.prefix(3).joined(separator: ", "))…)")
    }
    self.file = file
  }
}

extension Facies {
  /// Whether a path has the ending of a table that can be grouped.
  package static func isTable(_ input: String) -> Bool {
    var plain = input.lowercased() as NSString
    if ["gz", "bz2"].contains(plain.pathExtension) {
      plain = plain.deletingPathExtension as NSString
    }
    return ["csv", "tsv", "ecsv"].contains(plain.pathExtension)
      || input.lowercased().hasSuffix(".npy")
  }
}
