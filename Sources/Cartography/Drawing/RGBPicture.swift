import Rasters

/// A picture of three bytes a pixel that goes to a PNG file row by row and
/// is either whole or not there.
package final class RGBPicture {
  private let file: NewFile
  private let png: PNGWriter

  /// One of many pictures of a folder need not be brought to the disk by
  /// itself (`isDurable`).
  package init(path: String, width: Int, height: Int, isDurable: Bool = true) throws {
    file = try NewFile(path: path, isDurable: isDurable)
    png = try PNGWriter(
      stream: file.stream, name: path, width: width, height: height, dotsPerInch: 0)
  }

  /// Rows from top to bottom.
  package func write(_ bytes: [UInt8], rows: Int) throws {
    try png.write(bytes, rows: rows)
  }

  package func finish() throws {
    try png.finish()
    try file.finish()
  }
}
