package import Fitting
import Foundation
package import Kernels
import Rasters

/// Keeps the trainings of a job in a file, so that the same job goes on with
/// them whatever has stopped it, and ends with the same bytes. Success takes the
/// file away.
///
/// `@unchecked Sendable` because a job's trainings come one after another.
package final class FitCheckpoint: TrainingKeeper, @unchecked Sendable {
  /// In a folder of results.
  package static let name = ".fit.checkpoint"

  private let path: String
  private let workers: Workers
  private let control: RunControl
  /// What an earlier attempt left; looked for when the first training begins.
  private var earlier: CheckpointFile?
  private var hasLooked = false
  private var hasContinued = false
  private var hasWarned = false
  /// Trainings of this job that are done.
  private var finished: [(CheckpointFile.Training, TrainingState)] = []
  private var current: TrainingSubject?
  /// The fingerprint of the current training, once it is needed.
  private var fingerprint: String?
  /// When the current training began or was last kept.
  private var since = 0.0
  /// Seconds of finished trainings that are not kept.
  private var unsaved = 0.0
  /// Seconds that the last writing took.
  private var cost = 0.0

  /// Seconds of training between two writings, at least.
  private static let interval = 1.0
  /// Training takes as many times as long as writing.
  private static let share = 100.0
  /// A job that is asked to stop writes nothing that takes longer, in seconds.
  private static let patience = 1.0

  /// What is written and hashed in a second, guessed with care.
  private static let (writtenBytes, hashedBytes) = (4e8, 1.5e9)

  package init(_ path: String, workers: Workers, control: RunControl) {
    self.path = path
    self.workers = workers
    self.control = control
  }

  /// Beside a file that a job makes: `.NAME.checkpoint`.
  package convenience init(beside file: String, workers: Workers, control: RunControl) {
    let url = URL(fileURLWithPath: file)
    let own = url.deletingLastPathComponent().appendingPathComponent(
      ".\(url.lastPathComponent).checkpoint")
    self.init(own.path, workers: workers, control: control)
  }

  /// A job that takes the file away where it succeeds.
  package func keeping<Result>(_ job: () throws -> Result) throws -> Result {
    do {
      let result = try job()
      unlink(path)
      return result
    } catch {
      save()
      throw error
    }
  }

  /// The job has failed: trainings that took their time are kept for the next.
  package func save() {
    guard unsaved >= Self.interval, expectedCost < Self.patience else { return }
    keep(finished)
  }

  // MARK: what the training says

  package func begin(_ training: TrainingSubject) -> TrainingState? {
    (current, fingerprint) = (training, nil)
    defer { since = Self.now }
    guard let state = continued(training) else { return nil }
    if state.facts.isFinished { finish(training, state) }
    return state
  }

  package func note(_ moment: TrainingMoment, _ state: () -> TrainingState) {
    guard let training = current else { return }
    switch moment {
    case .underWay:
      guard isDue else { return }
      write(finished + [(entry(training), state())])
    case .brokenOff:
      let state = state()
      let isBegun = !state.facts.losses.isEmpty || state.facts.batches > 0
      let hashing = fingerprint == nil ? 4 * Double(training.sampleLength) / Self.hashedBytes : 0
      guard isBegun || !finished.isEmpty, expectedCost + hashing < Self.patience else { return }
      keep(finished + [(entry(training), state)])
    case .finished:
      let isDue = isDue
      unsaved += Self.now - since
      finish(training, state())
      if isDue { write(finished) }
    }
  }

  private func finish(_ training: TrainingSubject, _ state: TrainingState) {
    finished.append((entry(training), state))
    current = nil
  }

  // MARK: writing

  private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

  private var isDue: Bool {
    let waited = Self.now - since
    return waited >= Self.interval && waited >= Self.share * expectedCost
  }

  /// Seconds that writing takes: as last time, or by the size of it all.
  private var expectedCost: Double {
    guard cost == 0 else { return cost }
    var vectors = finished.compactMap { $0.1.vectors[.weights]?.count }.reduce(0, +)
    if let current { vectors += TrainingState.Vector.allCases.count * current.weights }
    return 4 * Double(vectors) / Self.writtenBytes
  }

  /// The job is about to end.
  private func keep(_ trainings: [(CheckpointFile.Training, TrainingState)]) {
    guard write(trainings) else { return }
    control.log("the training so far is kept in '\(path)': the same command goes on with it")
  }

  /// Whether it could be written.
  @discardableResult
  private func write(_ trainings: [(CheckpointFile.Training, TrainingState)]) -> Bool {
    let begun = Self.now
    defer {
      since = Self.now
      cost = since - begun
      unsaved = 0
    }
    do {
      if cost == 0 { sweep() }
      try CheckpointFile.write(trainings, to: path, workers: workers)
      return true
    } catch {
      warn("the training goes on without a checkpoint: \(Self.text(error))")
      return false
    }
  }

  private func entry(_ training: TrainingSubject) -> CheckpointFile.Training {
    let known = fingerprint ?? fingerprint(of: training)
    fingerprint = known
    return CheckpointFile.Training(
      name: training.name, fingerprint: known, epochs: training.epochs,
      facts: TrainingState.Facts(rate: 0))
  }

  /// SHA-256 of all that decides what a training comes to.
  private func fingerprint(of training: TrainingSubject) -> String {
    let samples = UnsafeBufferPointer(
      start: training.samples.pointer, count: training.sampleLength)
    let initial = training.initial.withUnsafeBufferPointer {
      FileDigest.sha256(of: $0, workers: workers)
    }
    let lines = [
      "checkpoint \(CheckpointFile.format)", Facies.version, Planar.cpu, training.name,
      training.settings, FileDigest.sha256(of: samples, workers: workers), initial,
    ]
    return FileDigest.sha256(of: Data(lines.joined(separator: "\n").utf8))
  }

  /// Takes away what a job that was killed as it wrote has left.
  private func sweep() {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let prefix = ".\(url.lastPathComponent).tmp-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let process = name.dropFirst(prefix.count).split(separator: "-").first.flatMap { Int32($0) }
      guard let process, kill(process, 0) != 0, errno == ESRCH else { continue }
      unlink(folder + "/" + name)
    }
  }

  // MARK: reading

  /// Where an earlier attempt at this training came to.
  private func continued(_ training: TrainingSubject) -> TrainingState? {
    look()
    guard let earlier else { return nil }
    let own = entry(training).fingerprint
    guard let index = earlier.trainings.firstIndex(where: { $0.fingerprint == own }) else {
      if !hasContinued { control.log("'\(path)' is of another fit and is not used") }
      self.earlier = nil
      return nil
    }
    do {
      let state = try earlier.state(index, workers: workers)
      guard training.allows(state) else { throw Failure("its parts do not fit together") }
      if !hasContinued, let last = earlier.trainings.last { control.log(words(last)) }
      hasContinued = true
      return state
    } catch {
      warnDamaged(error)
      return nil
    }
  }

  private func look() {
    guard !hasLooked else { return }
    hasLooked = true
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      earlier = try CheckpointFile(path)
    } catch {
      warnDamaged(error)
    }
  }

  private func words(_ last: CheckpointFile.Training) -> String {
    last.facts.isFinished
      ? "continuing after the training (\(last.name)), which is done (from \(path))"
      : "continuing the training (\(last.name)) at epoch \(last.facts.losses.count + 1) of "
        + "\(last.epochs) (from \(path))"
  }

  private func warnDamaged(_ error: any Error) {
    earlier = nil
    warn("'\(path)' is damaged and is not used: \(Self.text(error))")
  }

  private func warn(_ message: String) {
    guard !hasWarned else { return }
    hasWarned = true
    (control.warn ?? control.log)(message)
  }

  private static func text(_ error: any Error) -> String {
    (error as? any FaciesError)?.description ?? "\(error)"
  }
}
