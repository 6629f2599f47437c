/// Where the members of an uncompressed zip archive lie (APPNOTE.TXT 6.3,
/// sections 4.3.7 to 4.3.16). Zip64 is read; compression, encryption and
/// archives of several disks are refused.
struct StoredZip {
  /// The bytes of every member by its name.
  let entries: [String: Range<Int>]

  /// More members than any checkpoint has.
  private static let most = 100_000

  init(_ file: FileBytes) throws {
    let directory = try Self.directory(file)
    let bytes = Little(try file.read(directory.range))
    var entries: [String: Range<Int>] = [:]
    var place = 0
    for _ in 0..<directory.count {
      let (name, range) = try Self.entry(bytes, &place, file)
      guard entries.updateValue(range, forKey: name) == nil else {
        throw PickleProblem.zip("has the member '\(name)' twice")
      }
    }
    self.entries = entries
  }

  /// The central directory: its bytes and how many members it lists.
  private static func directory(_ file: FileBytes) throws -> (range: Range<Int>, count: Int) {
    let tailStart = max(0, file.size - 65_557)
    let tail = Little(try file.read(tailStart..<file.size))
    guard
      let end = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
        tail.number($0, 4) == 0x0605_4b50
      })
    else { throw PickleProblem.zip("has no end (truncated download?)") }
    var (count, size, start) = (
      tail.number(end + 10, 2), tail.number(end + 12, 4), tail.number(end + 16, 4)
    )
    if end >= 20, tail.number(end - 20, 4) == 0x0706_4b50 {
      let place = tail.number(end - 12, 8)
      guard place >= 0, place <= file.size - 56 else { throw broken }
      let large = Little(try file.read(place..<place + 56))
      guard large.number(0, 4) == 0x0606_4b50 else { throw broken }
      (count, size, start) = (large.number(32, 8), large.number(40, 8), large.number(48, 8))
    }
    guard count >= 0, count <= most, size >= 0, size <= 46_000_000, start >= 0,
      start <= file.size - size
    else { throw broken }
    return (start..<start + size, count)
  }

  private static func entry(
    _ bytes: Little, _ place: inout Int, _ file: FileBytes
  ) throws -> (String, Range<Int>) {
    guard place + 46 <= bytes.count, bytes.number(place, 4) == 0x0201_4b50 else { throw broken }
    let (flags, method) = (bytes.number(place + 8, 2), bytes.number(place + 10, 2))
    let nameLength = bytes.number(place + 28, 2)
    let extraLength = bytes.number(place + 30, 2)
    let next = place + 46 + nameLength + extraLength + bytes.number(place + 32, 2)
    guard next <= bytes.count else { throw broken }
    let name = bytes.text(place + 46, nameLength)
    guard method == 0, flags & 1 == 0 else {
      throw PickleProblem.zip("has the compressed or encrypted member '\(name)'")
    }
    var fields = [
      bytes.number(place + 24, 4), bytes.number(place + 20, 4), bytes.number(place + 42, 4),
    ]
    widen(&fields, bytes, place + 46 + nameLength, extraLength)
    place = next
    let (size, header) = (fields[0], fields[2])
    guard size == fields[1], size >= 0, header >= 0, header <= file.size - 30 else { throw broken }
    let local = Little(try file.read(header..<header + 30))
    guard local.number(0, 4) == 0x0403_4b50 else { throw broken }
    let start = header + 30 + local.number(26, 2) + local.number(28, 2)
    guard start <= file.size, size <= file.size - start else {
      throw PickleProblem.zip("ends within the member '\(name)' (truncated download?)")
    }
    return (name, start..<start + size)
  }

  /// Fields of four bytes that are all ones stand, in the same order, in the
  /// extra field 1.
  private static func widen(_ fields: inout [Int], _ bytes: Little, _ start: Int, _ length: Int) {
    var place = start
    while place + 4 <= start + length {
      let size = bytes.number(place + 2, 2)
      if bytes.number(place, 2) == 1 {
        var wide = place + 4
        for index in fields.indices where fields[index] == 0xffff_ffff {
          guard wide + 8 <= min(place + 4 + size, start + length) else { return }
          fields[index] = bytes.number(wide, 8)
          wide += 8
        }
        return
      }
      place += 4 + size
    }
  }

  private static var broken: PickleProblem { .zip("is damaged (truncated download?)") }
}

/// Little endian numbers in bytes.
private struct Little {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// The number of `length` bytes; eight bytes beyond Int's range are negative.
  func number(_ place: Int, _ length: Int) -> Int {
    bytes[place..<place + length].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  func text(_ place: Int, _ length: Int) -> String {
    String(decoding: bytes[place..<place + length], as: UTF8.self)
  }
}
