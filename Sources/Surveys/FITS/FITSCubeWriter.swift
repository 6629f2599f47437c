internal import CFITSIO
import Files
import Foundation
import Rasters

/// An image of three or four axes and 32-bit reals whose last axis counts
/// objects, written object by object in any order. It has its name only when it
/// is complete; objects that were not written are NaN.
package final class FITSCubeWriter {
  private let handle: FITSHandle
  private let path: String
  private let temporary: String
  private let length: Int
  private let count: Int
  private var isWritten: [Bool]
  private var isOpen = true

  /// - Parameters:
  ///   - axes: of one object: columns, rows (the lowest first) and, of several
  ///     bands, bands.
  ///   - cards: of the header, 80 letters each, beyond the axes.
  package init(_ path: String, axes: [Int], count: Int, cards: [String]) throws {
    self.path = path
    self.count = count
    length = axes.reduce(1, *)
    isWritten = [Bool](repeating: false, count: count)
    temporary = TemporaryName.beside(path)
    handle = try FITSHandle(creating: temporary, name: path)
    var all = axes + [count]
    try handle.check("cannot write '\(path)'") { file, status in
      ffcrim(file, FLOAT_IMG, Int32(all.count), &all, &status)
      for card in cards { ffprec(file, card, &status) }
    }
  }

  deinit { if isOpen { unlink(temporary) } }

  /// The values of one object, as many as its axes have.
  package func write(_ values: [Float], object: Int) throws {
    guard values.count == length, (0..<count).contains(object) else {
      throw Failure("'\(path)' has no room for object \(object + 1) of \(values.count) values")
    }
    var values = values
    try handle.check("cannot write '\(path)'") {
      _ = ffppre($0, 1, LONGLONG(object * length + 1), LONGLONG(length), &values, &$1)
    }
    isWritten[object] = true
  }

  package func finish() throws {
    let empty = [Float](repeating: .nan, count: length)
    for object in isWritten.indices where !isWritten[object] {
      try write(empty, object: object)
    }
    try handle.close()
    isOpen = false
    try TemporaryName.commit(temporary, as: path)
  }
}
