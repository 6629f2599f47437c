import Foundation
import Jobs

/// Tells files apart that have one size and time of change, at the cost of a few
/// reads: SHA-256 of a small file, or of pieces of a large one. Of an image that was
/// made anew, pieces differ everywhere; a few pixels that were changed by hand in a
/// large file need the SHA-256 of all of it (``Facies/changedInputs(of:)``).
enum ContentSample {
  /// Files up to this size are read whole.
  static let wholeBytes = 64 << 10
  private static let pieces = 16
  private static let pieceBytes = wholeBytes / pieces

  /// Nil where it cannot be read.
  static func digest(of path: String, bytes: Int) -> String? {
    guard bytes > wholeBytes else { return FileDigest.sha256(of: path) }
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    var sample = Data()
    for piece in 0..<pieces {
      // The first piece is the beginning, the last one the end.
      let offset = (bytes - pieceBytes) / (pieces - 1) * piece
      let start = piece == pieces - 1 ? bytes - pieceBytes : offset
      guard (try? file.seek(toOffset: UInt64(start))) != nil,
        let read = try? file.read(upToCount: pieceBytes)
      else { return nil }
      sample += read
    }
    return FileDigest.sha256(of: sample)
  }
}
