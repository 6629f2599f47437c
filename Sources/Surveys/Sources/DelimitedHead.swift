import Foundation
import Rasters

/// The beginning of a delimited text, line by line: what comes before the
/// first record, and the first records.
struct DelimitedHead {
  struct Line {
    /// From 1.
    var number: Int
    var text: String
  }

  /// Lines that begin with #, without it.
  private(set) var comments: [Line] = []
  /// The first lines that are no comments, two at most.
  private(set) var lines: [Line] = []
  /// What "sep=;" in the first line says, as Excel writes it.
  private(set) var separator: UInt8?

  private static let mostComments = 20_000
  private static let longest = 64 << 20

  init(path: String, name: String) throws {
    let bytes = try TextBytes(path: path, name: name)
    var held: [UInt8] = []
    var number = 0
    while lines.count < 2 {
      let piece = try bytes.next()
      let isLast = piece.isEmpty
      held += piece
      var at = 0
      while lines.count < 2, let end = Self.end(of: held, from: at, isLast: isLast) {
        number += 1
        take(Line(number: number, text: DelimitedRows.string(held[at..<end.line])))
        at = end.next
      }
      held.removeFirst(at)
      if isLast { return }
      guard held.count <= Self.longest else {
        throw Failure("'\(name)', line \(number + 1): a line of more than 64 MB")
      }
    }
  }

  /// Where a line ends and the next begins; nil where that is not known yet.
  private static func end(
    of bytes: [UInt8], from start: Int, isLast: Bool
  ) -> (line: Int, next: Int)? {
    guard start < bytes.count else { return nil }
    guard let end = bytes[start...].firstIndex(where: { $0 == 10 || $0 == 13 }) else {
      return isLast ? (bytes.count, bytes.count) : nil
    }
    guard isLast || end + 1 < bytes.count else { return nil }
    let isPair = bytes[end] == 13 && end + 1 < bytes.count && bytes[end + 1] == 10
    return (end, end + (isPair ? 2 : 1))
  }

  private mutating func take(_ line: Line) {
    let text = line.text.trimmingCharacters(in: .whitespaces)
    if line.number == 1, text.lowercased().hasPrefix("sep="), text.utf8.count == 5 {
      separator = text.utf8.last
    } else if text.hasPrefix("#") {
      guard comments.count < Self.mostComments else { return }
      comments.append(Line(number: line.number, text: String(text.dropFirst().prefix(100_000))))
    } else if !text.isEmpty {
      lines.append(line)
    }
  }
}
