import Rasters

/// One column of a catalogue that is written: the same description makes the
/// header of a FITS table, the fields of a VOTable and those of a GeoPackage.
package struct CatalogueColumn: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case boolean
    /// 32 bits.
    case int32
    case int64
    /// 32 bits.
    case float
    case double
    /// At most so many ASCII letters; `CatalogueColumn.width(of:)` counts
    /// them. Longer texts are refused, never cut.
    case string(width: Int)
  }

  /// Letters, digits and underscores, the first one a letter.
  package var name: String
  package var kind: Kind
  /// As FITS writes it: "deg", "pixel", "mag"; nil for numbers without.
  package var unit: String?
  /// Unified content descriptor of the IVOA (UCD1+), such as
  /// "pos.eq.ra;meta.main".
  package var ucd: String?
  /// What it is, in one line.
  package var description: String
  /// The whole number that stands for no value (TNULL); nil where every row
  /// has one. Reals have NaN, texts are empty, booleans have no need of it.
  package var null: Int?
  /// Digits after the point in texts (CSV, VOTable); nil writes as many as
  /// tell the number from its neighbours.
  package var decimals: Int?

  package init(
    _ name: String, _ kind: Kind, unit: String? = nil, ucd: String? = nil, null: Int? = nil,
    decimals: Int? = nil, _ description: String
  ) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.ucd = ucd
    self.null = null
    self.decimals = decimals
    self.description = description
  }

  /// Letters that the longest of these texts has in a FITS table; 1 at least.
  package static func width(of texts: some Sequence<String>) -> Int {
    texts.reduce(1) { max($0, CatalogueText.asciiCount($1)) }
  }

  /// Refuses names that one of the formats cannot have, and those that differ
  /// in capitals only.
  static func check(_ columns: [CatalogueColumn]) throws {
    var seen: Set<String> = []
    for column in columns {
      guard let first = column.name.unicodeScalars.first, isLetter(first),
        column.name.unicodeScalars.allSatisfy({ isLetter($0) || isDigit($0) || $0 == "_" }),
        column.name.utf8.count <= 68
      else {
        throw Failure(
          "'\(column.name)' cannot name a column: letters, digits and underscores are wanted")
      }
      guard seen.insert(column.name.lowercased()).inserted else {
        throw Failure("two columns are called '\(column.name)'")
      }
      if case .string(let width) = column.kind, !(1...65_535).contains(width) {
        throw Failure("column '\(column.name)' has texts of \(width) letters; at most 65535")
      }
    }
    guard (1...999).contains(columns.count) else {
      throw Failure("a catalogue of \(columns.count) columns cannot be written; at most 999")
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Refuses a value that the column cannot hold.
  func check(_ value: CatalogueValue) throws {
    let fits =
      switch (kind, value) {
      case (.boolean, .boolean), (.float, .real), (.double, .real): true
      case (.int32, .integer(let number)): Int32(exactly: number) != nil && number != null
      case (.int64, .integer(let number)): number != null
      case (.int32, .none), (.int64, .none): null != nil
      case (_, .none): true
      case (.string(let width), .text(let text)): CatalogueText.asciiCount(text) <= width
      default: false
      }
    guard fits else { throw Failure("column '\(name)' cannot hold the value \(value)") }
  }
}
