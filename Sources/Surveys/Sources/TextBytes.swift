import Files
import Foundation
import Rasters

/// The bytes of a text file as UTF-8, piece after piece, whether it is plain or
/// packed (gzip, bzip2), in UTF-8 or in UTF-16. Whatever is no text is refused
/// by name.
final class TextBytes {
  private enum Encoding { case utf8, utf16(isBigEndian: Bool) }

  private static let piece = 1 << 20

  private let handle: FileHandle
  private let name: String
  /// The file without its packing, which is there as long as this.
  private let copy: PlainCopy?
  /// Bytes of the copy that are left; its end is filled up.
  private var left: Int
  private var encoding = Encoding.utf8
  private var isFirst = true
  /// Bytes of a letter that goes on in the next piece.
  private var held: [UInt8] = []

  init(path: String, name: String) throws {
    self.name = name
    copy = try PlainCopy.unpack(path, name: name)
    left = copy?.byteCount ?? .max
    guard let handle = FileHandle(forReadingAtPath: copy?.path ?? path) else {
      throw Failure("'\(name)' cannot be read: \(String(cString: strerror(errno)))")
    }
    self.handle = handle
  }

  deinit { try? handle.close() }

  /// The next piece; nothing at the end.
  func next() throws -> [UInt8] {
    while true {
      let bytes = try read()
      if isFirst { try look(at: bytes) }
      let skipped = isFirst && bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
      isFirst = false
      guard case .utf16(let isBigEndian) = encoding else { return Array(bytes.dropFirst(skipped)) }
      let text = utf8(bytes, isBigEndian: isBigEndian)
      if bytes.isEmpty || !text.isEmpty { return text }
    }
  }

  private func read() throws -> [UInt8] {
    guard left > 0 else { return [] }
    do {
      let bytes = [UInt8](try handle.read(upToCount: min(Self.piece, left)) ?? Data())
      left -= bytes.count
      return bytes
    } catch {
      throw Failure("'\(name)' cannot be read: \(TemporaryName.reason(of: error))")
    }
  }

  // MARK: what the file is

  private static let others: [(head: [UInt8], what: String)] = [
    ([0x50, 0x4b, 3, 4], "a zip archive (as .xlsx and .ods are)"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "packed by xz"), ([0x28, 0xb5, 0x2f, 0xfd], "packed by zstd"),
    ([0x1f, 0x9d], "packed by compress"), ([0x37, 0x7a, 0xbc, 0xaf], "a 7z archive"),
    (Array("%PDF".utf8), "a PDF"), (Array("PAR1".utf8), "a Parquet file"),
    ([0x89, 0x48, 0x44, 0x46], "an HDF5 file"), ([0x93] + Array("NUMPY".utf8), "a NumPy array"),
    ([0xff, 0xfe, 0, 0], "a text in UTF-32"), ([0, 0, 0xfe, 0xff], "a text in UTF-32"),
  ]

  private func look(at bytes: [UInt8]) throws {
    if let other = Self.others.first(where: { bytes.starts(with: $0.head) }) {
      throw Failure("'\(name)' is \(other.what); save the table as CSV in UTF-8, FITS or VOTable")
    }
    if let isBigEndian = Self.utf16(bytes) {
      encoding = .utf16(isBigEndian: isBigEndian)
    } else if bytes.contains(0) {
      throw Failure(
        "'\(name)' is no text: it holds zero bytes; save the table as CSV in UTF-8, FITS or "
          + "VOTable")
    }
  }

  /// Whether a text in UTF-16 has the high byte first; nil where it is none. Without the mark at
  /// its beginning it is known by the zeros beside its first letters.
  static func utf16(_ bytes: some Collection<UInt8>) -> Bool? {
    if bytes.starts(with: [0xff, 0xfe]) { return false }
    if bytes.starts(with: [0xfe, 0xff]) { return true }
    let head = Array(bytes.prefix(16))
    guard head.count >= 4 else { return nil }
    let pairs = stride(from: 0, to: head.count - 1, by: 2)
    if pairs.allSatisfy({ head[$0] != 0 && head[$0 + 1] == 0 }) { return false }
    return pairs.allSatisfy { head[$0] == 0 && head[$0 + 1] != 0 } ? true : nil
  }

  // MARK: UTF-16

  private func utf8(_ bytes: [UInt8], isBigEndian: Bool) -> [UInt8] {
    let isLast = bytes.isEmpty
    held += bytes
    var units = Self.units(held, isBigEndian: isBigEndian)
    var used = 2 * units.count
    if !isLast, let last = units.last, UTF16.isLeadSurrogate(last) {
      units.removeLast()
      used -= 2
    }
    held = isLast ? [] : Array(held[used...])
    if units.first == 0xfeff { units.removeFirst() }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func units(_ bytes: [UInt8], isBigEndian: Bool) -> [UInt16] {
    stride(from: 0, to: bytes.count - 1, by: 2).map { at in
      let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
  }

  /// A whole text in UTF-16 as UTF-8; nil where it is none.
  static func utf8(ofUTF16 bytes: some Collection<UInt8>) -> [UInt8]? {
    guard let isBigEndian = utf16(bytes) else { return nil }
    var units = units(Array(bytes), isBigEndian: isBigEndian)
    if units.first == 0xfeff { units.removeFirst() }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
