internal import CFITSIO
import Foundation
import Rasters

/// A table of sources as it is written: columns of equal length.
package struct SourceTable: Sendable {
  package enum Values: Sendable {
    case text([String])
    case whole([Int])
    /// NaN is no value. `decimals` nil writes as many digits as there are.
    case real([Double], decimals: Int?)
  }

  package struct Column: Sendable {
    package var name: String
    package var unit: String?
    /// What it is, for those who read the FITS header.
    package var meaning: String
    package var values: Values

    package init(_ name: String, unit: String? = nil, _ meaning: String, _ values: Values) {
      self.name = name
      self.unit = unit
      self.meaning = meaning
      self.values = values
    }
  }

  package var columns: [Column]
  package var rowCount: Int

  package init(_ columns: [Column], rowCount: Int) {
    self.columns = columns
    self.rowCount = rowCount
  }

  // MARK: CSV

  /// Comma-separated text with names of columns in lower case.
  package func writeCSV(to path: String) throws {
    guard let stream = fopen(path, "wb") else {
      throw Failure("cannot write '\(path)': \(String(cString: strerror(errno)))")
    }
    var isWritten = write(columns.map { $0.name.lowercased() }, to: stream)
    for row in 0..<rowCount where isWritten {
      isWritten = write(columns.map { $0.values.text(row) }, to: stream)
    }
    guard fclose(stream) == 0, isWritten else {
      throw Failure("cannot write '\(path)': \(String(cString: strerror(errno)))")
    }
  }

  private func write(_ fields: [String], to stream: UnsafeMutablePointer<FILE>) -> Bool {
    let line = fields.map(Self.quoted).joined(separator: ",") + "\n"
    return fputs(line, stream) >= 0
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"#\n\r;\t|".contains($0) }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  // MARK: FITS

  /// Adds the table to a FITS file as the extension `name`.
  func append(to handle: FITSHandle, name: String) throws {
    let texts = columns.map { Array($0.name.utf8CString) }
    let forms = columns.map { Array($0.values.form.utf8CString) }
    let units = columns.map { Array(($0.unit ?? "").utf8CString) }
    try CStrings.with(texts) { texts in
      try CStrings.with(forms) { forms in
        try CStrings.with(units) { units in
          try handle.check("cannot write '\(handle.name)'") {
            ffcrtb(
              $0, BINARY_TBL, LONGLONG(rowCount), Int32(columns.count), texts, forms, units, name,
              &$1)
          }
        }
      }
    }
    for (index, column) in columns.enumerated() {
      try handle.check("cannot write '\(handle.name)'") {
        ffpkys($0, "TCOMM\(index + 1)", String(column.meaning.prefix(68)), nil, &$1)
      }
      try column.values.write(to: handle, column: Int32(index + 1))
    }
  }

  /// A FITS file of nothing but the table.
  package func writeFITS(to path: String) throws {
    let handle = try FITSHandle(creating: path, name: path)
    try append(to: handle, name: "SOURCES")
    try handle.close()
  }
}

extension SourceTable.Values {
  func text(_ row: Int) -> String {
    switch self {
    case .text(let values): return values[row]
    case .whole(let values): return "\(values[row])"
    case .real(let values, let decimals):
      let value = values[row]
      guard value.isFinite else { return "" }
      return decimals.map { String(format: "%.*f", $0, value) } ?? "\(Float(value))"
    }
  }

  /// FITS text is ASCII: other letters are written as their numbers.
  private static func ascii(_ text: String) -> String {
    text.unicodeScalars.map {
      (32..<127).contains($0.value) ? String($0) : "\\u{" + String($0.value, radix: 16) + "}"
    }.joined()
  }

  var form: String {
    switch self {
    case .text(let values): "\(max(1, values.map { Self.ascii($0).utf8.count }.max() ?? 1))A"
    case .whole: "K"
    case .real: "D"
    }
  }

  private static let rowsAtOnce = 4096

  func write(to handle: FITSHandle, column: Int32) throws {
    try handle.check("cannot write '\(handle.name)'") { file, status in
      switch self {
      case .whole(let values):
        var numbers = values.map { LONGLONG($0) }
        ffpcljj(file, column, 1, 1, LONGLONG(values.count), &numbers, &status)
      case .real(let values, _):
        var numbers = values
        ffpcld(file, column, 1, 1, LONGLONG(values.count), &numbers, &status)
      case .text(let values):
        for first in stride(from: 0, to: values.count, by: Self.rowsAtOnce) {
          let part = values[first..<min(first + Self.rowsAtOnce, values.count)]
          CStrings.with(part.map { Array(Self.ascii($0).utf8CString) }) { texts in
            _ = ffpcls(
              file, column, LONGLONG(first + 1), 1, LONGLONG(part.count), texts, &status)
          }
        }
      }
    }
  }
}

/// Lends texts to C as an array of pointers.
enum CStrings {
  static func with<Result>(
    _ texts: [[CChar]],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws -> Result
  ) rethrows -> Result {
    var letters = texts.flatMap { $0 }
    let starts = texts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    return try letters.withUnsafeMutableBufferPointer { buffer in
      var pointers = texts.indices.map { index in buffer.baseAddress.map { $0 + starts[index] } }
      return try pointers.withUnsafeMutableBufferPointer { try body($0.baseAddress) }
    }
  }
}
