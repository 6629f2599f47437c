import Files
import Foundation
import Jobs
import Rasters

/// Does the jobs of a batch, each in a process of its own, until all of them
/// are done or failed, by this process or by others.
final class BatchRunner {
  private let store: BatchStore
  private let folder: BatchFolder
  private let options: BatchOptions
  private let settings: BatchSettings
  private let control: RunControl
  private let ordinals: Set<Int>
  private let program: [String]
  private let environment: [String: String]
  private var running: [RunningJob] = []
  private var progress: BatchProgress
  private var lastRenewal = 0.0
  private var waitsUntil = 0.0

  /// Between looks at the children, in microseconds.
  private static let pause: UInt32 = 50_000
  private static let renewal = BatchStore.leaseSeconds / 6
  /// Between looks for what others have left, in seconds.
  private static let patience = 0.5
  /// How long children may take to stop, in seconds.
  private static let grace = 1.4

  init(
    _ store: BatchStore, _ folder: BatchFolder, _ enrolment: Enrolment, options: BatchOptions,
    settings: BatchSettings, control: RunControl
  ) throws {
    (self.store, self.folder, self.options) = (store, folder, options)
    (self.settings, self.control, ordinals) = (settings, control, enrolment.ordinals)
    program = try options.program ?? [Self.ownProgram()]
    environment = ProcessInfo.processInfo.environment.merging(["FACIES_JOB": "1"]) { $1 }
    let open = try store.jobs().filter {
      enrolment.ordinals.contains($0.ordinal) && ($0.status == .pending || $0.status == .running)
    }
    progress = BatchProgress(open: Set(open.map(\.ordinal)), bytes: enrolment.bytes)
  }

  private static func ownProgram() throws -> String {
    guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    else { throw Failure("/proc is not there: this program cannot find itself") }
    return path
  }

  func run() throws {
    do {
      while try step() {
        usleep(Self.pause)
        try control.checkpoint()
      }
    } catch {
      stop()
      throw error
    }
  }

  /// One look at everything; false when there is nothing left to do.
  private func step() throws -> Bool {
    try collect()
    for job in running { job.checkMemory() }
    try renew()
    if options.failsFast, progress.failed > 0 {
      stop()
      return false
    }
    let goesOn = try fill()
    control.progress(
      "scenes", progress.share(running: running.map(\.record), now: BatchStore.now))
    return goesOn
  }

  // MARK: beginning

  private func fill() throws -> Bool {
    while running.count < settings.jobs, BatchStore.now >= waitsUntil {
      switch try store.claim(among: ordinals, budget: settings.share(amongst: settings.jobs).bytes)
      {
      case .job(let record): try begin(record)
      case .wait(let open):
        progress.expect(open)
        waitsUntil = BatchStore.now + Self.patience
        return true
      case .finished:
        waitsUntil = BatchStore.now + Self.patience
        return !running.isEmpty
      }
    }
    return true
  }

  private func begin(_ record: JobRecord) throws {
    var record = record
    // A fit has the machine for itself: all others wait for it.
    let isFit = record.kind == .fit
    let share = settings.share(amongst: isFit ? 1 : settings.jobs)
    let threads = settings.threads(amongst: isFit ? 1 : settings.jobs)
    record.budgetBytes = share.bytes
    let command = JobCommand(
      folder: folder, program: program, threads: threads, memory: share.bytes,
      namesRelatively: settings.relativePaths == true)
    let job: RunningJob
    do {
      let words = try isFit ? fitWords(command) : words(for: record, command)
      if !isFit { folder.sweep(record.name) }
      job = try RunningJob(
        record, words: words, environment: environment, share: share,
        log: folder.log(record.name))
    } catch let error as any FaciesError {
      record.status = .failed
      record.failures += 1
      (record.exitCode, record.error) = (Int(error.exitCode), error.description)
      record.finished = BatchStore.now
      return try report(record)
    }
    running.append(job)
    try store.save(job.record)
  }

  private func words(for record: JobRecord, _ command: JobCommand) throws -> [String] {
    command.words(
      for: record, scene: try sceneFile(record),
      overwrites: options.overwrite || record.attempts > 1)
  }

  /// What is processed: the source, or the template filled in with it.
  private func sceneFile(_ record: JobRecord) throws -> String {
    guard let template = try record.template.map(Template.init) else { return record.source }
    let path = folder.scene(record.name)
    try BatchFolder.make(folder.path + "/scenes")
    try TemporaryName.write(try template.text(for: record.source, name: record.name), to: path)
    return path
  }

  private func fitWords(_ command: JobCommand) throws -> [String] {
    let users = try store.jobs().filter { $0.needs == BatchStore.fitName }
    return command.fitWords(on: try users.map(sceneFile))
  }

  // MARK: ending

  private func collect() throws {
    for job in running {
      guard let ending = job.child.ending() else { continue }
      running.removeAll { $0 === job }
      guard !job.isLost else { continue }
      job.close(ending, retries: settings.retries)
      if job.record.status != .done { folder.sweep(job.record.name) }
      waitsUntil = 0
      try report(job.record)
    }
  }

  private func report(_ record: JobRecord) throws {
    guard try store.save(record) else {
      control.log("\(record.name) has been taken over by another process")
      return
    }
    let seconds = record.seconds.map { " in " + BatchText.duration($0) } ?? ""
    switch record.status {
    case .done:
      progress.add(record)
      control.log("\(record.name): done\(seconds) (\(progress.count))")
    case .failed:
      progress.add(record)
      control.log("\(record.name): failed (\(progress.count)): \(record.error ?? "")")
    case .pending, .running:
      control.log("\(record.name): tried again: \(record.error ?? "")")
    }
    let share = MemoryShare(bytes: record.budgetBytes ?? .max)
    if record.status == .done, let warning = share.warning(peak: record.peakBytes ?? 0) {
      control.log("\(record.name): \(warning)")
    }
  }

  private func renew() throws {
    guard !running.isEmpty, abs(BatchStore.now - lastRenewal) >= Self.renewal else { return }
    lastRenewal = BatchStore.now
    let kept = try store.renew(running.map(\.record))
    for job in running where !kept.contains(job.record.claim?.token ?? "") && !job.isLost {
      control.log("\(job.record.name) has been taken over by another process")
      job.lose()
    }
  }

  /// Ends the children, and leaves their jobs as if they had not been begun.
  private func stop() {
    for job in running { job.child.send(SIGTERM) }
    let limit = BatchStore.now + Self.grace
    while !running.isEmpty {
      if BatchStore.now > limit { for job in running { job.child.send(SIGKILL) } }
      usleep(10_000)
      for job in running {
        guard let ending = job.child.ending() else { continue }
        running.removeAll { $0 === job }
        guard !job.isLost else { continue }
        release(job, ending)
      }
    }
  }

  private func release(_ job: RunningJob, _ ending: ChildProcess.Ending) {
    // It may have come to its end in time.
    job.close(ending, retries: .max)
    if job.record.status != .done {
      job.record.status = .pending
      job.record.failures -= 1
      (job.record.error, job.record.exitCode) = (nil, nil)
      folder.sweep(job.record.name)
    }
    // A state that cannot be written now is mended by the next process: the
    // claim is that of one that is gone.
    _ = try? store.save(job.record)
  }
}
