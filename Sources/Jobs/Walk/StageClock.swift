import Dispatch

/// Seconds per stage, in the order in which the stages came.
package struct StageClock: Sendable {
  package private(set) var laps: [(stage: String, seconds: Double)] = []
  private let started = DispatchTime.now()
  private var last = DispatchTime.now()

  /// Books the time since the last lap under a stage's name.
  package mutating func lap(_ stage: String) {
    let now = DispatchTime.now()
    laps.append((stage, Self.seconds(from: last, to: now)))
    last = now
  }

  package var total: Double { Self.seconds(from: started, to: .now()) }

  private static func seconds(from: DispatchTime, to: DispatchTime) -> Double {
    Double(to.uptimeNanoseconds - from.uptimeNanoseconds) / 1e9
  }

  package init(laps: [(stage: String, seconds: Double)] = []) {
    self.laps = laps
  }
}
