internal import CFITSIO
import Files
import Foundation
import Rasters

/// An image of one plane of 32-bit reals, written row by row from the lowest
/// on. It has its name only when it is complete.
package final class FITSImageWriter {
  private let handle: FITSHandle
  private let path: String
  private let temporary: String
  private let width: Int
  private var written = 0
  private var isOpen = true

  /// - Parameter cards: of the header, 80 letters each, beyond the axes.
  package init(_ path: String, width: Int, height: Int, cards: [String]) throws {
    self.path = path
    self.width = width
    temporary = TemporaryName.beside(path)
    handle = try FITSHandle(creating: temporary, name: path)
    var axes = [width, height]
    try handle.check("cannot write '\(path)'") { file, status in
      ffcrim(file, FLOAT_IMG, 2, &axes, &status)
      for card in cards { ffprec(file, card, &status) }
    }
  }

  deinit { if isOpen { unlink(temporary) } }

  /// The next rows, whole ones.
  package func write(rows: [Float]) throws {
    var values = rows
    try handle.check("cannot write '\(path)'") {
      _ = ffppre($0, 1, LONGLONG(written + 1), LONGLONG(values.count), &values, &$1)
    }
    written += rows.count
  }

  package func finish() throws {
    try handle.close()
    isOpen = false
    try TemporaryName.commit(temporary, as: path)
  }
}
