import FaciesKit
import Foundation
import Synchronization

/// SIGINT, SIGTERM and SIGHUP ask a run to stop at its next checkpoint; a
/// second one ends the program at once.
enum Signals {
  private static let received = Atomic<Int32>(0)

  static func install() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        let isFirst = Signals.received.exchange(number, ordering: .relaxed) == 0
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
        signal(SIGHUP, SIG_DFL)
        // Two that wait together are both handled here.
        if !isFirst { raise(number) }
      }
    }
    // A file-size limit shows up as an error of write, not as a signal.
    signal(SIGXFSZ, SIG_IGN)
  }

  static func checkpoint() throws {
    let number = received.load(ordering: .relaxed)
    if number != 0 { throw Interrupted(signal: number) }
  }
}

/// The run was asked to stop.
struct Interrupted: FaciesError {
  var signal: Int32
  var exitCode: Int32 { 128 + signal }
  var description: String { "interrupted; nothing half-written was left" }
}
