internal import CFITSIO
import Files
import Foundation
import Rasters

/// A binary table of a FITS file: TTYPE, TUNIT, TCOMM and TUCD of every
/// column, TNULL of whole numbers, NaN for reals without value.
final class FITSCatalogue: CatalogueSink {
  private let handle: FITSHandle
  private let columns: [CatalogueColumn]
  /// The file's two names; nil where the table goes into somebody else's.
  private let names: (temporary: String, final: String)?
  private var rowCount = 0
  private var isOpen = true

  /// A file of nothing but the table.
  init(_ path: String, _ columns: [CatalogueColumn], name: String, sky: CatalogueSky?) throws {
    let temporary = TemporaryName.beside(path)
    names = (temporary, path)
    self.columns = columns
    handle = try FITSHandle(creating: temporary, name: path)
    try begin(name, sky)
  }

  /// An extension of a file that is being written; its owner closes it.
  init(
    extending handle: FITSHandle, _ columns: [CatalogueColumn], name: String,
    sky: CatalogueSky? = nil
  ) throws {
    names = nil
    self.columns = columns
    self.handle = handle
    try begin(name, sky)
  }

  deinit {
    guard isOpen, let names else { return }
    unlink(names.temporary)
  }

  private func begin(_ name: String, _ sky: CatalogueSky?) throws {
    let types = columns.map { Array($0.name.utf8CString) }
    let forms = columns.map { Array($0.kind.form.utf8CString) }
    let units = columns.map { Array(($0.unit ?? "").utf8CString) }
    try CStrings.with(types) { types in
      try CStrings.with(forms) { forms in
        try CStrings.with(units) { units in
          try handle.check("cannot write '\(handle.name)'") {
            ffcrtb($0, BINARY_TBL, 0, Int32(columns.count), types, forms, units, name, &$1)
          }
        }
      }
    }
    try describe(sky)
  }

  private func describe(_ sky: CatalogueSky?) throws {
    let hasLong = columns.contains { $0.description.utf8.count > 68 }
    try handle.check("cannot write '\(handle.name)'") { file, status in
      if hasLong { ffplsw(file, &status) }
      for (index, column) in columns.enumerated() {
        let number = index + 1
        ffpkls(file, "TCOMM\(number)", CatalogueText.ascii(column.description), nil, &status)
        if let ucd = column.ucd { ffpkys(file, "TUCD\(number)", ucd, nil, &status) }
        if let null = column.null, column.kind.isWhole {
          ffpkyj(file, "TNULL\(number)", LONGLONG(null), nil, &status)
        }
      }
      if let sky, !sky.system.isEmpty {
        ffpkys(file, "RADESYS", sky.system, nil, &status)
        if let equinox = sky.equinox { ffpkyg(file, "EQUINOX", equinox, 1, nil, &status) }
      }
      // The rows begin behind the header as it now is.
      ffrdef(file, &status)
    }
  }

  func write(_ rows: [[CatalogueValue]]) throws {
    guard !rows.isEmpty else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * columns.reduce(0) { $0 + $1.kind.width })
    for row in rows {
      for (column, value) in zip(columns, row) { Self.append(value, of: column, to: &bytes) }
    }
    try handle.check("cannot write '\(handle.name)'") {
      _ = ffptbb($0, LONGLONG(rowCount + 1), 1, LONGLONG(bytes.count), &bytes, &$1)
    }
    rowCount += rows.count
  }

  private static func append(
    _ value: CatalogueValue, of column: CatalogueColumn, to out: inout [UInt8]
  ) {
    func add(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.bigEndian) { out.append(contentsOf: $0) }
    }
    switch (column.kind, value) {
    case (.boolean, .boolean(let isTrue)): out.append(isTrue ? 84 : 70)
    case (.int32, .integer(let number)): add(Int32(clamping: number))
    case (.int64, .integer(let number)): add(Int64(number))
    case (.float, .real(let number)): add(Float(number).bitPattern)
    case (.double, .real(let number)): add(number.bitPattern)
    case (.string(let width), .text(let text)):
      let letters = CatalogueText.ascii(text).utf8.prefix(width)
      out.append(contentsOf: letters)
      out.append(contentsOf: repeatElement(32, count: width - letters.count))
    case (.boolean, _): out.append(0)
    case (.int32, _): add(Int32(clamping: column.null ?? 0))
    case (.int64, _): add(Int64(column.null ?? 0))
    case (.float, _): add(Float.nan.bitPattern)
    case (.double, _): add(Double.nan.bitPattern)
    case (.string(let width), _): out.append(contentsOf: repeatElement(32, count: width))
    }
  }

  func finish() throws {
    guard let names else { return }
    try handle.close()
    isOpen = false
    try TemporaryName.commit(names.temporary, as: names.final)
  }
}

extension CatalogueColumn.Kind {
  fileprivate var isWhole: Bool { self == .int32 || self == .int64 }

  /// TFORM.
  fileprivate var form: String {
    switch self {
    case .boolean: "L"
    case .int32: "J"
    case .int64: "K"
    case .float: "E"
    case .double: "D"
    case .string(let width): "\(width)A"
    }
  }

  /// Bytes of a value.
  fileprivate var width: Int {
    switch self {
    case .boolean: 1
    case .int32, .float: 4
    case .int64, .double: 8
    case .string(let width): width
    }
  }
}
