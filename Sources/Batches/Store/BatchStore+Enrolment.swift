import Foundation
internal import GRDB

/// What became of the scenes of a call.
struct Enrolment: Sendable {
  /// Places in the batch of the scenes that were named, and of the fit.
  var ordinals: Set<Int> = []
  /// Bytes that the scenes which were named read, by their places.
  var bytes: [Int: Int] = [:]
  var notes: [String] = []
}

extension BatchStore {
  static let fitName = "model"

  /// Brings the scenes of a call into the state: new ones are added, changed
  /// ones and those whose results are gone are to be done again, finished ones
  /// are left. Those of other shards are brought in, but are no part of the
  /// enrolment. `again` says which failed ones are tried again, `changed` names
  /// finished ones whose inputs hold something else by now.
  func enrol(
    _ wanted: [WantedJob], in folder: BatchFolder, shard: Shard = .all,
    changed: Set<String> = [], again: @Sendable (JobRecord) -> Bool
  ) throws -> Enrolment {
    let now = Self.now
    return try write { database in
      var enrolment = Enrolment()
      let known = try JobRecord.fetchAll(database)
      var names = NameBook(
        taken: Dictionary(known.map { ($0.name, $0.source) }, uniquingKeysWith: { a, _ in a }))
      let bySource = Dictionary(known.map { ($0.source, $0) }, uniquingKeysWith: { a, _ in a })
      // Another process that is at work has tried them already.
      let isShared = known.contains { shard.holds($0.ordinal) && $0.isHeld(at: now) }
      var next = (known.map(\.ordinal).max() ?? 0) + 1
      for job in wanted {
        var record =
          try bySource[job.source]
          ?? Self.added(job, &names, ordinal: &next, &enrolment, database)
        enrolment.bytes[record.ordinal] = job.bytes
        if shard.holds(record.ordinal) { enrolment.ordinals.insert(record.ordinal) }
        guard !record.isHeld(at: now) else { continue }
        record.take(job, isGone: !folder.hasResults(record.name))
        if record.status == .done, changed.contains(record.name) { record.reset() }
        if shard.holds(record.ordinal), record.status == .failed, again(record), !isShared {
          record.reset()
        }
        try record.update(database)
      }
      try Self.enrolFit(
        isWanted: wanted.contains(where: \.isFittedOnAll), changed: changed, folder,
        &enrolment, database, now: now)
      return enrolment
    }
  }

  /// A job that was not known, under a name of its own.
  private static func added(
    _ job: WantedJob, _ names: inout NameBook, ordinal next: inout Int,
    _ enrolment: inout Enrolment, _ database: Database
  ) throws -> JobRecord {
    let name = try names.name(for: job.source)
    if let note = name.note { enrolment.notes.append(note) }
    let record = JobRecord(new: job, name: name.name, ordinal: max(1, next))
    next += 1
    try record.insert(database)
    return record
  }

  /// The fit on all scenes is done again where one of them is new or changed,
  /// and then all of them are mapped again.
  private static func enrolFit(
    isWanted: Bool, changed: Set<String>, _ folder: BatchFolder, _ enrolment: inout Enrolment,
    _ database: Database, now: Double
  ) throws {
    let jobs = try JobRecord.order(Column("ordinal")).fetchAll(database)
    let users = jobs.filter { $0.needs == fitName }
    guard isWanted, !users.isEmpty else { return }
    let digest = JobDigest.joined(users.map(\.digest))
    enrolment.ordinals.insert(0)
    enrolment.bytes[0] = users.reduce(0) { $0 + (enrolment.bytes[$1.ordinal] ?? 0) }
    guard var fit = jobs.first(where: { $0.kind == .fit }) else {
      try JobRecord(fitOn: digest).insert(database)
      return
    }
    guard !fit.isHeld(at: now) else { return }
    let isGone = !FileManager.default.fileExists(atPath: folder.model)
    let isChanged = users.contains { changed.contains($0.name) }
    let isStale = isChanged || fit.digest != digest || (fit.status == .done && isGone)
    guard isStale || fit.status == .failed else { return }
    fit.digest = digest
    fit.reset()
    try fit.update(database)
    guard isStale else { return }
    for var user in users where user.status == .done || user.status == .failed {
      user.reset()
      try user.update(database)
    }
  }
}

extension JobRecord {
  fileprivate init(new job: WantedJob, name: String, ordinal: Int) {
    self.init(
      ordinal: ordinal, name: name, kind: job.kind, source: job.source, template: job.template,
      model: job.model, needs: job.isFittedOnAll ? BatchStore.fitName : nil, digest: job.digest,
      status: .pending, attempts: 0, failures: 0)
  }

  fileprivate init(fitOn digest: String) {
    self.init(
      ordinal: 0, name: BatchStore.fitName, kind: .fit, source: "all scenes", template: nil,
      model: nil, needs: nil, digest: digest, status: .pending, attempts: 0, failures: 0)
  }

  /// Resets the scene, to be done as if never tried.
  fileprivate mutating func reset() {
    status = .pending
    failures = 0
    (error, exitCode, claim, lease) = (nil, nil, nil, nil)
  }

  /// What is wanted now; done again where it differs from what was done, or
  /// its results are gone.
  fileprivate mutating func take(_ job: WantedJob, isGone: Bool) {
    let needs = job.isFittedOnAll ? BatchStore.fitName : nil
    let isOther =
      job.digest != digest || needs != self.needs || job.kind != kind || job.model != model
    (digest, self.needs) = (job.digest, needs)
    (kind, template, model) = (job.kind, job.template, job.model)
    if isOther || status == .running || (status == .done && isGone) { reset() }
  }
}

extension BatchFolder {
  /// Whether a run has finished there: its report comes last.
  func hasResults(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: results(name) + "/run.json")
  }
}
