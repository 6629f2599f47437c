import Foundation
package import Jobs
public import Rasters

/// Many scenes, each in a process of its own: what one of them does to itself
/// is its own matter, and whatever happens to the batch, it goes on from there.
///
/// ```swift
/// var options = BatchOptions(folder: "maps")
/// options.jobs = 4
/// let status = try await Batch.run(BatchRequest(scenes: ["scenes/"]), options: options)
/// ```
public enum Batch {
  /// What the command exits with where scenes have failed.
  public static let someFailedCode: Int32 = 3

  /// Does the scenes of a call: new and changed ones, those that are not
  /// finished, and those that failed before.
  package static func run(
    _ request: BatchRequest, options: BatchOptions, control: RunControl = RunControl()
  ) throws -> BatchStatus {
    let wanted = try BatchCall(request).jobs()
    let folder = try BatchFolder(options.folder)
    // Before anything is written.
    var checked = BatchSettings()
    try checked.take(options)
    try folder.checkNew(but: BatchStore.fileName)
    try folder.make()
    let store = try BatchStore(folder: folder.path, use: .begin)
    return try work(wanted, store, folder, options, control) { _ in true }
  }

  /// Goes on with a batch: what is not finished or has changed since, and what
  /// was killed; what failed by itself is left.
  package static func resume(
    _ options: BatchOptions, control: RunControl = RunControl()
  ) throws -> BatchStatus {
    try again(options, control) { ($0.exitCode ?? 0) >= 128 }
  }

  /// Goes on with a batch and tries everything again that has failed.
  package static func retry(
    _ options: BatchOptions, control: RunControl = RunControl()
  ) throws -> BatchStatus {
    try again(options, control) { _ in true }
  }

  /// How a batch stands.
  public static func status(folder: String) throws -> BatchStatus {
    let folder = try BatchFolder(folder)
    let store = try BatchStore(folder: folder.path, use: .look)
    return BatchStatus(folder: folder.path, try store.jobs(), now: BatchStore.now)
  }

  private static func again(
    _ options: BatchOptions, _ control: RunControl, which: @Sendable (JobRecord) -> Bool
  ) throws -> BatchStatus {
    let folder = try BatchFolder(options.folder)
    let store = try BatchStore(folder: folder.path, use: .goOn)
    let wanted = try BatchCall.jobs(of: store.jobs())
    return try work(wanted, store, folder, options, control, again: which)
  }

  private static func work(
    _ wanted: [WantedJob], _ store: BatchStore, _ folder: BatchFolder, _ options: BatchOptions,
    _ control: RunControl, again: @Sendable (JobRecord) -> Bool
  ) throws -> BatchStatus {
    var settings = try store.setting(BatchSettings.name, as: BatchSettings.self) ?? BatchSettings()
    try settings.take(options)
    try store.set(BatchSettings.name, to: settings)
    let changed = options.checksInputs ? try changedScenes(store, folder, control) : []
    let enrolment = try store.enrol(
      wanted, in: folder, shard: options.shard, changed: changed, again: again)
    for note in enrolment.notes { control.log(note) }
    let runner = try BatchRunner(
      store, folder, enrolment, options: options, settings: settings, control: control)
    defer { BatchReport(store, folder).write(control) }
    try runner.run()
    let jobs = try store.jobs().filter { enrolment.ordinals.contains($0.ordinal) }
    return BatchStatus(folder: folder.path, jobs, now: BatchStore.now)
  }
}

extension Batch {
  /// Finished scenes whose inputs no longer have the checksums that their runs noted.
  private static func changedScenes(
    _ store: BatchStore, _ folder: BatchFolder, _ control: RunControl
  ) throws -> Set<String> {
    let done = try store.jobs().filter { $0.status == .done && $0.kind != .fit }
    var changed: Set<String> = []
    for (index, job) in done.enumerated() {
      try control.checkpoint()
      control.progress("check inputs", Double(index) / Double(done.count))
      // Results that cannot be read are no results.
      let inputs = try? ResultRecord.changedInputs(of: folder.results(job.name))
      guard inputs?.isEmpty != true else { continue }
      changed.insert(job.name)
      control.log(
        "\(job.name) is done again: "
          + (inputs?.first.map { "'\($0)' holds something else now" }
            ?? "its run.json cannot be read"))
    }
    return changed
  }
}

extension BatchStatus {
  /// The error of a batch in which scenes have failed; nil where none has.
  public var failure: Failure? {
    let names = scenes.filter { $0.state == .failed && $0.kind != "fit" }.map(\.name)
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
    return Failure(
      "\(names.count) of \(total) scenes failed: \(shown); see 'facies batch status' or "
        + "\(folder)/report.html, mend them, then 'facies batch retry'",
      exitCode: Batch.someFailedCode)
  }
}
