internal import CFITSIO
import Foundation
import Rasters

/// A column of a FITS table that has one value a row, as what it is: scaled
/// (TSCAL, TZERO), without value (TNULL, NaN), of bits, truths, numbers or text.
struct FITSTableColumn {
  private static let widest = 4096

  private let handle: FITSHandle
  private let number: Int32
  private let name: String
  /// The type of the values once they are scaled.
  private let type: Int32
  /// Letters of a text.
  private let width: Int

  init(_ handle: FITSHandle, number: Int, name: String) throws {
    (self.handle, self.number, self.name) = (handle, Int32(number), name)
    var (stored, scaled, kind) = (Int32(0), Int32(0), Int32(0))
    var (repeats, width) = (LONGLONG(0), LONGLONG(0))
    try handle.check("'\(handle.name)' has an unreadable column '\(name)'") {
      ffghdt($0, &kind, &$1)
      ffgtclll($0, Int32(number), &stored, &repeats, &width, &$1)
      ffeqtyll($0, Int32(number), &scaled, nil, nil, &$1)
    }
    let isText = abs(stored) == TSTRING
    // A text of its own length has no width; several texts are narrower than their cell.
    let isOne = isText ? stored < 0 || width == 0 || repeats <= width : stored > 0 && repeats == 1
    guard isOne else {
      throw Failure.usage("column '\(name)' of '\(handle.name)' holds more than one value a row")
    }
    // CFITSIO reads whole numbers of texts through reals, which do not hold all their digits.
    let isWritten = kind == ASCII_TBL && ![TFLOAT, TDOUBLE].contains(scaled)
    type = isText ? stored : isWritten ? TSTRING : scaled
    self.width = try isText || isWritten ? Self.letters(handle, Int32(number), name) : 0
  }

  /// Letters of the longest text, with the zero behind it.
  private static func letters(_ handle: FITSHandle, _ number: Int32, _ name: String) throws -> Int {
    var display: Int32 = 0
    try handle.check("'\(handle.name)' has an unreadable column '\(name)'") {
      ffgcdw($0, number, &display, &$1)
    }
    guard (0...widest).contains(Int(display)) else {
      throw Failure.usage("column '\(name)' of '\(handle.name)' has texts of \(display) letters")
    }
    return max(Int(display), 24) + 1
  }

  /// The values of some rows, the first one being 0; nil where there is none.
  /// Whole numbers keep all their digits, reals 17.
  func texts(first: Int, count: Int) throws -> [String?] {
    switch type {
    case -TSTRING: try (first..<first + count).map(letters)
    case TSTRING: try strings(first, count, width)
    case TFLOAT, TDOUBLE: try reals(first, count)
    case TULONGLONG:
      try whole(first, count, UInt64(0)) { file, rows, values, nulls, any, status in
        ffgcfujj(file, number, rows, 1, LONGLONG(count), values, nulls, any, status)
      }.map { $0.map { "\($0)" } }
    case TLOGICAL:
      try whole(first, count, CChar(0)) { file, rows, values, nulls, any, status in
        ffgcfl(file, number, rows, 1, LONGLONG(count), values, nulls, any, status)
      }.map { $0.map { $0 == 0 ? "false" : "true" } }
    case TBIT: try bits(first, count)
    case TBYTE, TSBYTE, TSHORT, TUSHORT, TINT, TUINT, TLONG, TULONG, TLONGLONG:
      try whole(first, count, Int64(0)) { file, rows, values, nulls, any, status in
        ffgcfjj(file, number, rows, 1, LONGLONG(count), values, nulls, any, status)
      }.map { $0.map { "\($0)" } }
    default: throw Failure.usage("column '\(name)' of '\(handle.name)' is complex")
    }
  }

  private var refusal: String { "column '\(name)' of '\(handle.name)' cannot be read" }

  private func reals(_ first: Int, _ count: Int) throws -> [String?] {
    var values = [Double](repeating: .nan, count: count)
    var any: Int32 = 0
    try handle.check(refusal) {
      _ = ffgcvd(
        $0, number, LONGLONG(first + 1), 1, LONGLONG(count), .nan, &values, &any, &$1)
    }
    return values.map { $0.isNaN ? nil : "\($0)" }
  }

  private typealias Read<Value> = (
    UnsafeMutablePointer<fitsfile>, LONGLONG, UnsafeMutablePointer<Value>,
    UnsafeMutablePointer<CChar>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>
  ) -> Int32

  /// Values of a type that has no number for none.
  private func whole<Value>(
    _ first: Int, _ count: Int, _ zero: Value, _ read: Read<Value>
  ) throws -> [Value?] {
    var values = [Value](repeating: zero, count: count)
    var nulls = [CChar](repeating: 0, count: count)
    var any: Int32 = 0
    try handle.check(refusal) { _ = read($0, LONGLONG(first + 1), &values, &nulls, &any, &$1) }
    return zip(values, nulls).map { $1 == 0 ? $0 : nil }
  }

  private func bits(_ first: Int, _ count: Int) throws -> [String?] {
    try (first..<first + count).map { row in
      var bit = CChar(0)
      try handle.check(refusal) { _ = ffgcx($0, number, LONGLONG(row + 1), 1, 1, &bit, &$1) }
      return bit == 0 ? "0" : "1"
    }
  }

  /// A text of its own length.
  private func letters(_ row: Int) throws -> String? {
    var (length, offset) = (LONGLONG(0), LONGLONG(0))
    try handle.check(refusal) { _ = ffgdesll($0, number, LONGLONG(row + 1), &length, &offset, &$1) }
    guard (0...LONGLONG(Self.widest)).contains(length) else {
      throw Failure.usage("column '\(name)' of '\(handle.name)' has texts of \(length) letters")
    }
    return length == 0 ? nil : try strings(row, 1, Int(length) + 1)[0]
  }

  private func strings(_ first: Int, _ count: Int, _ width: Int) throws -> [String?] {
    var letters = [CChar](repeating: 0, count: count * width)
    var (null, any) = ([CChar(0)], Int32(0))
    try letters.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var rows: [UnsafeMutablePointer<CChar>?] = (0..<count).map { base + $0 * width }
      try handle.check(refusal) {
        _ = ffgcvs($0, number, LONGLONG(first + 1), 1, LONGLONG(count), &null, &rows, &any, &$1)
      }
    }
    return (0..<count).map { row in
      let text = FITSHandle.text(Array(letters[row * width..<(row + 1) * width]))
      return text.isEmpty ? nil : text
    }
  }
}
