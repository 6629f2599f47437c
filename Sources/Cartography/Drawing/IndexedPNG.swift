package import Foundation
package import Rasters

/// A small picture of labels as the bytes of a PNG file, whose palette is
/// the colours of the units: to be embedded in a page.
package enum IndexedPNG {
  /// `indices` row by row; 0 is transparent, and so is every index that has
  /// no colour. `colours[0]` is never seen.
  package static func data(
    width: Int, height: Int, indices: [UInt8], colours: [RGB]
  ) throws -> Data {
    let palette = colours.isEmpty ? [RGB(0, 0, 0)] : Array(colours.prefix(256))
    let known = indices.map { Int($0) < palette.count ? $0 : 0 }
    return try MemoryFile.data { stream in
      let png = try PNGWriter(
        stream: stream, name: "a picture of the map", width: width, height: height,
        colours: palette)
      try png.write(known, rows: height)
      try png.finish()
    }
  }
}
