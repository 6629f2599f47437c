import Rasters

/// A column of a VOTable.
struct VOTableField {
  enum Kind: String {
    case boolean, bit, unsignedByte, short, int, long, char, unicodeChar, float, double
    case floatComplex, doubleComplex

    /// Bytes of a value; of eight bits.
    var width: Int {
      switch self {
      case .boolean, .bit, .unsignedByte, .char: 1
      case .short, .unicodeChar: 2
      case .int, .float: 4
      case .long, .double, .floatComplex: 8
      case .doubleComplex: 16
      }
    }
  }

  let name: String
  let kind: Kind
  /// Values of a cell; nil where each says how many it has.
  let count: Int?
  /// VALUES null: the text that stands for no value.
  var null: String?

  /// Cells of more values are refused.
  private static let most = 1 << 24

  init(_ tag: MarkupScanner.Tag, number: Int, path: String) throws {
    name = tag.attribute("name") ?? tag.attribute("ID") ?? "col\(number)"
    let type = tag.attribute("datatype") ?? "char"
    guard let kind = Kind(rawValue: type) else {
      throw Failure("'\(path)' has a field '\(name)' of the unknown type '\(type)'")
    }
    self.kind = kind
    let size = tag.attribute("arraysize") ?? ""
    if size.hasSuffix("*") {
      count = nil
    } else {
      let sides = size.split(separator: "x").map { Int($0) ?? -1 }
      guard sides.allSatisfy({ (0...Self.most).contains($0) }),
        sides.reduce(1.0, { $0 * Double($1) }) <= Double(Self.most)
      else { throw Failure("'\(path)' has a field '\(name)' of the size '\(size)'") }
      count = sides.reduce(1, *)
    }
  }

  /// A cell of TABLEDATA; nil where it has no value.
  func text(_ cell: String) -> String? { cell.isEmpty || cell == null ? nil : cell }
}
