import Foundation

/// Times as people and programs read them.
package enum BatchText {
  /// "2026-11-21T10:57:00Z"
  package static func time(_ seconds: Double?) -> String? {
    guard let seconds, seconds.isFinite else { return nil }
    return Date(timeIntervalSince1970: seconds.rounded(.down)).formatted(.iso8601)
  }

  /// "3.2 s", "12:05 min", "3:02 h"
  package static func duration(_ seconds: Double) -> String {
    if seconds < 60 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    return whole < 3600
      ? String(format: "%d:%02d min", whole / 60, whole % 60)
      : String(format: "%d:%02d h", whole / 3600, whole / 60 % 60)
  }
}
