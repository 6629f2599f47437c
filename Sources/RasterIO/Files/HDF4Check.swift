internal import CGDAL
import Foundation
import Rasters

/// HDF4's library believes a file's list of parts (data descriptors: HDF
/// Specification and Developer's Guide, chapter 2). It is looked through before:
/// parts that do not lie in the file, and a version longer than the library's room
/// for it, are damage.
enum HDF4Check {
  private static let magic: [UInt8] = [0x0e, 0x03, 0x13, 0x01]
  private static let mostBlocks = 10_000
  /// Bytes of a data descriptor.
  private static let size = 12
  /// The longest versions that the library has room for.
  private static let longest = [30: 92]

  static func check(_ path: String) throws {
    guard let file = VSIFOpenL(path, "rb") else { return }
    defer { VSIFCloseL(file) }
    guard bytes(file, 0, 4) == magic, VSIFSeekL(file, 0, SEEK_END) == 0 else { return }
    let end = Int(VSIFTellL(file))
    var place = 4
    for _ in 0..<mostBlocks {
      guard let head = bytes(file, place, 6) else { throw damaged(path) }
      let count = number(head[0..<2])
      guard count > 0, count < 1 << 15, let list = bytes(file, place + 6, count * size) else {
        throw damaged(path)
      }
      for start in stride(from: 0, to: list.count, by: size) {
        guard isPlausible(list[start..<start + size], end) else { throw damaged(path) }
      }
      let next = number(head[2..<6])
      if next == 0 { return }
      guard next > place, next < end else { throw damaged(path) }
      place = next
    }
    throw damaged(path)
  }

  private static func isPlausible(_ part: ArraySlice<UInt8>, _ end: Int) -> Bool {
    let fields = [2, 2, 4, 4].reduce(into: (at: part.startIndex, values: [Int]())) {
      $0.values.append(number(part[$0.at..<$0.at + $1]))
      $0.at += $1
    }.values
    let (tag, offset, length) = (fields[0] & 0x3fff, fields[2], fields[3])
    let none = 0xffff_ffff
    if offset == none || length == none { return (offset == none) == (length == none) }
    return offset <= end && length <= end - offset && length <= longest[tag] ?? .max
  }

  private static func bytes(_ file: UnsafeMutablePointer<VSILFILE>, _ place: Int, _ count: Int)
    -> [UInt8]?
  {
    guard VSIFSeekL(file, vsi_l_offset(place), SEEK_SET) == 0 else { return nil }
    var out = [UInt8](repeating: 0, count: count)
    return VSIFReadL(&out, 1, count, file) == count ? out : nil
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func damaged(_ path: String) -> Failure {
    Failure("'\(path)' cannot be read as a raster: its list of parts (HDF4) is damaged")
  }
}
