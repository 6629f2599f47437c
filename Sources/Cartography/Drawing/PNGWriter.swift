import CPNGRows
import Foundation

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
    let reason = String(cString: fpr_error(writer))
    guard reason.isEmpty else { throw SheetError.cannotWrite(path: name, reason: reason) }
  }

  deinit { fpr_free(writer) }

  /// Rows of three bytes for each pixel.
  func write(_ bytes: [UInt8], rows: Int) throws {
    guard fpr_write_rows(writer, bytes, rows) == 0 else { throw failure }
  }

  func finish() throws {
    guard fpr_end(writer) == 0 else { throw failure }
  }

  private var failure: SheetError {
    .cannotWrite(path: name, reason: String(cString: fpr_error(writer)))
  }
}
