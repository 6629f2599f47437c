import CInflate
import Foundation
import Rasters

/// A file that came as `.gz` or `.bz2`, or without the padding of its last
/// block, as a whole plain file in the temporary folder, where it is for as
/// long as its owner: reading needs bounded memory and any order of rows.
final class PlainCopy {
  let path: String
  /// What the file held, without padding.
  private(set) var byteCount = 0

  /// A file that grows both beyond this size and ``mostGrowth`` times is
  /// taken for a bomb.
  static let leastSuspicious = 1 << 30
  static let mostGrowth = 200

  private init(path: String) { self.path = path }

  deinit { unlink(path) }

  /// Nil where the file is not compressed, told by its first bytes.
  static func unpack(_ source: String, name: String) throws -> PlainCopy? {
    guard let head = FileHandle(forReadingAtPath: source)?.readData(ofLength: 4) else {
      throw Failure("'\(name)' cannot be read: \(String(cString: strerror(errno)))")
    }
    let isGzip = head.starts(with: [0x1F, 0x8B])
    guard isGzip || head.starts(with: Array("BZh".utf8)) else { return nil }
    return try make(source, name: name) {
      try isGzip ? inflateGzip(source, into: $0) : inflateBzip(source, into: $0)
    }
  }

  /// How a file begins, packed or not; nothing where it cannot be read.
  static func head(of source: String, count: Int) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: count)
    let plain = FileHandle(forReadingAtPath: source)?.readData(ofLength: 3) ?? Data()
    var read: Int32 = 0
    if plain.starts(with: Array("BZh".utf8)) {
      guard let file = BZ2_bzopen(source, "rb") else { return [] }
      defer { BZ2_bzclose(file) }
      read = BZ2_bzread(file, &head, Int32(count))
    } else {
      guard let file = gzopen(source, "rb") else { return [] }
      defer { gzclose(file) }
      read = gzread(file, &head, UInt32(count))
    }
    return Array(head.prefix(max(0, Int(read))))
  }

  /// A plain file with all blocks of 2880 bytes whole.
  static func pad(_ source: String, name: String) throws -> PlainCopy {
    // zlib hands on what is not compressed as it is.
    try make(source, name: name) { try inflateGzip(source, into: $0) }
  }

  private static func make(
    _ source: String, name: String, _ fill: (Sink) throws -> Void
  ) throws -> PlainCopy {
    let unique = "facies-\(getpid())-\(String(UInt64.random(in: 0...UInt64.max), radix: 36)).fits"
    let copy = PlainCopy(path: NSTemporaryDirectory() + "/" + unique)
    let target = open(copy.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard target >= 0 else {
      throw Failure("no room for a copy of '\(name)': \(String(cString: strerror(errno)))")
    }
    defer { close(target) }
    let sink = Sink(name: name, target: target, packed: size(of: source))
    try fill(sink)
    copy.byteCount = sink.written
    try [UInt8](repeating: 0, count: (block - sink.written % block) % block)
      .withUnsafeBytes(sink.write)
    return copy
  }

  /// Bytes of a FITS block.
  static let block = 2880

  private static func size(of path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }

  /// Where unpacked bytes go, and how many they may be.
  private final class Sink {
    let name: String
    let target: Int32
    let packed: Int
    var written = 0

    init(name: String, target: Int32, packed: Int) {
      self.name = name
      self.target = target
      self.packed = packed
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
      var left = bytes
      while !left.isEmpty {
        let count = Foundation.write(target, left.baseAddress, left.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          throw Failure("cannot unpack '\(name)': \(String(cString: strerror(errno)))")
        }
        left = UnsafeRawBufferPointer(rebasing: left.dropFirst(count))
        written += count
      }
      guard written <= leastSuspicious || written / mostGrowth <= packed else {
        throw Failure(
          "'\(name)' grows more than \(mostGrowth) times when it is unpacked; unpack it by hand "
            + "if that is right")
      }
    }

    var damaged: Failure { Failure("'\(name)' is damaged: it cannot be unpacked to its end") }
  }

  private static let step = 1 << 18

  private static func inflateGzip(_ source: String, into sink: Sink) throws {
    guard let file = gzopen(source, "rb") else { throw sink.damaged }
    defer { gzclose(file) }
    var buffer = [UInt8](repeating: 0, count: step)
    while true {
      let count = gzread(file, &buffer, UInt32(step))
      guard count >= 0 else { throw sink.damaged }
      if count == 0 { break }
      try buffer.withUnsafeBytes { try sink.write(.init(rebasing: $0[0..<Int(count)])) }
    }
    var state: Int32 = 0
    gzerror(file, &state)
    guard state == Z_OK || state == Z_STREAM_END else { throw sink.damaged }
  }

  private static func inflateBzip(_ source: String, into sink: Sink) throws {
    guard let file = BZ2_bzopen(source, "rb") else { throw sink.damaged }
    defer { BZ2_bzclose(file) }
    var buffer = [UInt8](repeating: 0, count: step)
    while true {
      let count = BZ2_bzread(file, &buffer, Int32(step))
      guard count >= 0 else { throw sink.damaged }
      if count == 0 { return }
      try buffer.withUnsafeBytes { try sink.write(.init(rebasing: $0[0..<Int(count)])) }
    }
  }
}
