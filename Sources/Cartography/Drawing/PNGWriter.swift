import CPNGRows
import Files
import Foundation
import Rasters

/// A PNG that is written from top to bottom. Owns its writer, not the stream.
final class PNGWriter {
  private let writer: OpaquePointer
  private let name: String

  /// `name` is what messages call the file.
  init(
    stream: UnsafeMutablePointer<FILE>, name: String, width: Int, height: Int, dotsPerInch: Int
  ) throws {
    let perMetre = UInt32((Double(max(0, dotsPerInch)) / 0.0254).rounded())
    guard let writer = fpr_begin(stream, UInt32(width), UInt32(height), perMetre) else {
      throw SheetError.noMemory(width: width, rows: 1)
    }
    self.writer = writer
    self.name = name
    try check()
  }

  /// A PNG of palette indices; value 0 is transparent.
  init(
    stream: UnsafeMutablePointer<FILE>, name: String, width: Int, height: Int, colours: [RGB]
  ) throws {
    let bytes = colours.flatMap { [$0.red, $0.green, $0.blue] }
    let opacities = colours.indices.map { $0 == 0 ? UInt8(0) : 255 }
    guard
      let writer = fpr_begin_indexed(
        stream, UInt32(width), UInt32(height), bytes, opacities, Int32(colours.count))
    else { throw SheetError.noMemory(width: width, rows: 1) }
    self.writer = writer
    self.name = name
    try check()
  }

  private func check() throws {
    let reason = String(cString: fpr_error(writer))
    guard reason.isEmpty else { throw SheetError.cannotWrite(path: name, reason: reason) }
  }

  deinit { fpr_free(writer) }

  /// Rows of three bytes for each pixel, or of one index.
  func write(_ bytes: [UInt8], rows: Int) throws {
    guard fpr_write_rows(writer, bytes, rows) == 0 else { throw failure }
  }

  func finish() throws {
    guard fpr_end(writer) == 0 else { throw failure }
  }

  /// An error with the system's reason, which libpng does not pass on.
  private var failure: SheetError {
    let reason = TemporaryName.isDiskError(errno) ? TemporaryName.systemReason + ": " : ""
    return .cannotWrite(path: name, reason: reason + String(cString: fpr_error(writer)))
  }
}
