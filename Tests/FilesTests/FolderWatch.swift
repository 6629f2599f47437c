import Foundation
import Rasters

/// What the system tells of a folder (inotify).
enum FolderWatch {
  /// Names that left ("-") and entered ("+") a folder by being renamed, in their order.
  static func moves(in folder: String, during work: () throws -> Void) throws -> [String] {
    let descriptor = inotify_init1(O_NONBLOCK | O_CLOEXEC)
    defer { close(descriptor) }
    let watch = inotify_add_watch(descriptor, folder, left | entered)
    guard descriptor >= 0, watch >= 0 else { throw Failure("no inotify") }
    try work()
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    return names(Array(bytes.prefix(max(0, count))))
  }

  private static let left: UInt32 = 0x40
  private static let entered: UInt32 = 0x80

  /// Each event has a mask at byte 4, the room of its name at byte 12 and the name behind.
  private static func names(_ bytes: [UInt8]) -> [String] {
    var out: [String] = []
    var at = 0
    while at + 16 <= bytes.count {
      let mask = word(bytes, at + 4)
      let end = at + 16 + Int(word(bytes, at + 12))
      let name = String(decoding: bytes[(at + 16)..<end].prefix { $0 != 0 }, as: UTF8.self)
      if mask & left != 0 { out.append("-" + name) }
      if mask & entered != 0 { out.append("+" + name) }
      at = end
    }
    return out
  }

  private static func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: UInt32.self) }
  }
}
