import Dispatch
import Foundation
import Synchronization

/// Progress on standard error: a bar with the time that is left on a
/// terminal, JSON lines on demand, nothing otherwise.
final class ProgressBar: Sendable {
  static let shared = ProgressBar()

  enum Kind { case none, bar, json }

  private struct State {
    var kind = Kind.none
    var stage = ""
    var stageStarted = DispatchTime.now()
    /// What was done of the stage before: a training may be gone on with.
    var startShare = 0.0
    var lastDrawn: UInt64 = 0
    var isShown = false
  }

  private let state = Mutex(State())
  private static let columns = 30

  static func start(quiet: Bool, json: Bool) {
    let kind: Kind = quiet ? .none : json ? .json : isatty(STDERR_FILENO) != 0 ? .bar : .none
    shared.state.withLock { $0.kind = kind }
    Terminal.speaksJSON.store(json, ordering: .relaxed)
  }

  func update(_ stage: String, _ share: Double) {
    state.withLock { state in
      guard state.kind != .none else { return }
      let now = DispatchTime.now()
      if stage != state.stage {
        state.stage = stage
        state.stageStarted = now
        state.startShare = share
        state.lastDrawn = 0
      }
      let due = now.uptimeNanoseconds - state.lastDrawn > 100_000_000
      guard due || share >= 1 else { return }
      state.lastDrawn = now.uptimeNanoseconds
      let seconds = Double(now.uptimeNanoseconds - state.stageStarted.uptimeNanoseconds) / 1e9
      draw(stage, share: max(0, min(1, share)), seconds: seconds, &state)
    }
  }

  private func draw(_ stage: String, share: Double, seconds: Double, _ state: inout State) {
    let done = share - state.startShare
    let left = done > 0.02 && share < 1 ? seconds * (1 - share) / done : nil
    if state.kind == .json {
      let eta = left.map { String(format: ",\"secondsLeft\":%.1f", $0) } ?? ""
      Terminal.note(
        "{\"event\":\"progress\",\"stage\":\"\(stage)\",\"share\":"
          + String(format: "%.4f", share) + eta + "}")
      return
    }
    let full = Int(share * Double(Self.columns))
    let bar =
      String(repeating: "█", count: full) + String(repeating: "░", count: Self.columns - full)
    let name = stage.padding(toLength: 18, withPad: " ", startingAt: 0)
    let eta = left.map { "  \(Self.clock($0)) left" } ?? ""
    let line = "\r\u{1B}[K\(name) \(bar) \(Int(share * 100)) %\(eta)"
    FileHandle.standardError.write(Data(line.utf8))
    state.isShown = true
  }

  static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    return whole < 60 ? "\(whole) s" : String(format: "%d:%02d min", whole / 60, whole % 60)
  }

  /// Takes the bar away before other text is written.
  func clear() {
    state.withLock { state in
      guard state.isShown else { return }
      FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
      state.isShown = false
    }
  }
}
