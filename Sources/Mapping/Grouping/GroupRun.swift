import Foundation
import Kernels
import Learning
import RasterIO
import Rasters

/// From a table of features to a catalogue of groups.
struct GroupRun {
  let input: String
  let options: GroupOptions
  let control: RunControl

  func run() throws -> GroupReport {
    let checked = try options.checked()
    try GroupFiles.check(options.folder, overwrite: options.overwrite)
    let clock = StageClock()
    let context = FitContext(
      seed: options.seed, workers: options.workers, progress: control.progress,
      checkpoint: control.checkpoint)
    let source = try source()
    control.progress("read", 0)
    let table = try source.table(checked, context)
    guard table.features.count > 0 else {
      throw Failure("'\(input)' holds no object with all its features")
    }
    let outcome = try GroupVote(options: options, checked: checked, context: context)
      .run(table.features)
    var objects = [GroupedObject](repeating: GroupedObject(), count: table.ids.count)
    for (place, row) in table.valid.enumerated() { objects[row] = outcome.objects[place] }
    let files = try GroupFiles(options.folder)
    try TemporaryName.write(
      GroupCatalogue.csv(ids: table.ids, objects, members: options.members),
      to: files.file(GroupFiles.catalogue))
    let pictures = try source.draw(table, objects, outcome.sizes.count, files, context)
    var report = report(table, objects, outcome, source: source)
    report.outputs = [GroupFiles.catalogue] + pictures + [GroupFiles.report]
    report.totalSeconds = clock.total
    try TemporaryName.write(report.json(), to: files.file(GroupFiles.report))
    return report
  }

  private func source() throws -> any GroupSource {
    let path = try LocalPath(input)
    if path.kind == .folder {
      return try FolderSource(path, options: options)
    }
    let isArray = input.lowercased().hasSuffix(".npy")
    guard isArray || input.lowercased().hasSuffix(".csv") else {
      throw Failure.usage(
        "'\(input)' is neither a table (.csv, .npy) nor a folder of cutouts")
    }
    guard !isArray || (options.identifier == nil && options.columns == nil) else {
      throw Failure.usage("--id and --columns name columns of a .csv; '\(input)' has none")
    }
    return TableSource(
      path: input, identifier: options.identifier, columns: options.columns, isArray: isArray)
  }

  private func report(
    _ table: ObjectTable, _ objects: [GroupedObject], _ outcome: GroupVote.Outcome,
    source: any GroupSource
  ) -> GroupReport {
    func count(_ status: GroupedObject.Status) -> Int { objects.count { $0.status == status } }
    var problems: [String: Int] = [:]
    for problem in table.problems.values { problems[problem, default: 0] += 1 }
    let groups = outcome.sizes.indices.map { index -> GroupReport.Group in
      let own = objects.filter { $0.group == index + 1 }
      let voted = own.filter { $0.status == .voted }
      return GroupReport.Group(
        group: index + 1, voted: voted.count, completed: own.count - voted.count,
        agreement: voted.reduce(0) { $0 + $1.agreement } / Double(max(1, voted.count)))
    }
    return GroupReport(
      input: input, inputSHA256: source.digest, objects: objects.count, voted: count(.voted),
      completed: count(.completed), rejected: count(.rejected), invalid: count(.invalid),
      votedPercent: 100 * Double(count(.voted)) / Double(max(1, table.valid.count)),
      features: table.features.features, featuresFrom: source.words, members: options.members,
      groupsAsked: options.groups, rule: options.rule, alignment: options.alignment,
      seed: options.seed, fitted: outcome.fitted, groups: groups, problems: problems,
      warnings: outcome.warnings, outputs: [], threads: options.workers.count, totalSeconds: 0,
      peakMemoryBytes: MachineMemory.peak, versions: Facies.versions)
  }
}
