import Jobs
import Rasters

/// What a job may take of the memory that jobs share.
struct MemoryShare: Sendable, Equatable {
  /// Bytes that it is told to stay within.
  var bytes: Int

  /// A job that takes more than this much of its share is stopped, so that it
  /// fails alone and not with all others.
  static let tolerance = 1.5

  func isTooMuch(_ resident: Int) -> Bool {
    Double(resident) > Double(bytes) * Self.tolerance
  }

  /// Said of a job that is done but took more than its share.
  func warning(peak: Int) -> String? {
    guard peak > bytes else { return nil }
    return "took \(ByteCount.text(peak)) of memory, its share is \(ByteCount.text(bytes))"
  }

  func refusal(_ resident: Int) -> String {
    "stopped: it took \(ByteCount.text(resident)) of memory, its share is "
      + "\(ByteCount.text(bytes)); give the batch more memory or fewer jobs at a time"
  }
}
