internal import CFITSIO
import Foundation
import Rasters

/// The axes of the image at which a file stands, and whether they can be true.
struct ImageShape {
  let bitpix: Int
  /// Two at least, in the order of the file.
  let axes: [Int]
  var planes: Int { axes.dropFirst(2).reduce(1, *) }

  init(_ handle: FITSHandle) throws {
    var (bits, count) = (Int32(0), Int32(0))
    try handle.check("'\(handle.name)' has an unreadable header") {
      ffgidt($0, &bits, &$1)
      ffgidm($0, &count, &$1)
    }
    guard (2...8).contains(count) else {
      throw Failure("'\(handle.name)' has an image of \(count) axes; 2 to 8 are wanted")
    }
    var lengths = [LONGLONG](repeating: 0, count: Int(count))
    try handle.check("'\(handle.name)' has an unreadable header") {
      ffgiszll($0, count, &lengths, &$1)
    }
    bitpix = Int(bits)
    axes = lengths.map { Int($0) }
    try checkAxes(handle.name)
  }

  private func checkAxes(_ name: String) throws {
    let text = axes.map(String.init).joined(separator: " x ")
    guard axes.allSatisfy({ $0 > 0 }) else {
      throw Failure("'\(name)' has an image of \(text) pixels: nothing to read")
    }
    guard axes.allSatisfy({ $0 <= FITSImage.mostSide }) else {
      throw Failure("'\(name)' claims \(text) pixels, more than any image has")
    }
    var planes = 1
    for length in axes.dropFirst(2) {
      planes *= length
      guard planes <= FITSImage.mostPlanes else {
        throw Failure("'\(name)' has \(text) pixels; at most \(FITSImage.mostPlanes) planes")
      }
    }
  }

  /// Refuses a header that claims more than the file holds, before anything
  /// is made room for.
  func check(byteCount size: Int, _ handle: FITSHandle) throws {
    var (head, start, end) = (LONGLONG(0), LONGLONG(0), LONGLONG(0))
    try handle.check("'\(handle.name)' has an unreadable header") {
      ffghadll($0, &head, &start, &end, &$1)
    }
    if handle.isCompressedImage { return try checkTiles(handle, from: Int(start), size) }
    let bytes = axes.reduce(Double(abs(bitpix) / 8)) { $0 * Double($1) }
    guard Double(start) + bytes <= Double(size) else {
      throw Failure(
        "'\(handle.name)' is cut short: its header says \(axes.map(String.init).joined(separator: " x "))"
          + " pixels of \(abs(bitpix)) bits, \(Self.bytes(Double(start) + bytes)), and the file "
          + "has \(Self.bytes(Double(size)))")
    }
  }

  private static func bytes(_ count: Double) -> String {
    count < 1e15 ? "\(Int(count)) bytes" : String(format: "%.1e bytes", count)
  }

  /// The most that one tile may hold, in pixels.
  private static let mostTile = 1 << 26

  private func checkTiles(_ handle: FITSHandle, from start: Int, _ size: Int) throws {
    let tiles = axes.indices.map { handle.wholeKey("ZTILE\($0 + 1)") ?? ($0 == 0 ? axes[0] : 1) }
    let pixels = tiles.reduce(1.0) { $0 * Double($1) }
    let count = zip(axes, tiles).reduce(1.0) { product, axis in
      product * (Double(axis.0) / Double(max(1, axis.1))).rounded(.up)
    }
    let rows = handle.wholeKey("NAXIS2") ?? 0
    let rowBytes = handle.wholeKey("NAXIS1") ?? 0
    guard tiles.allSatisfy({ $0 > 0 }), pixels <= Double(Self.mostTile), count == Double(rows),
      Double(start) + Double(rows) * Double(rowBytes) <= Double(size)
    else {
      throw Failure("'\(handle.name)' has tiles that do not fit its image: damaged or cut short")
    }
  }
}
