import Files
import Rasters

/// A VOTable 1.4 with its rows as text (TABLEDATA). What has no value is the
/// VALUES null of whole numbers, NaN of reals, and else an empty cell.
final class VOTableCatalogue: CatalogueSink {
  private let file: OutputFile
  private let columns: [CatalogueColumn]

  init(_ path: String, _ columns: [CatalogueColumn], name: String, sky: CatalogueSky?) throws {
    self.columns = columns
    file = try OutputFile(path)
    try file.write(Self.head(columns, name: name, sky: sky))
  }

  private static func head(_ columns: [CatalogueColumn], name: String, sky: CatalogueSky?)
    -> String
  {
    var out = """
      <?xml version="1.0" encoding="UTF-8"?>
      <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
      <RESOURCE>

      """
    let system = sky.flatMap(\.coordinateSystem)
    if let system {
      let equinox = sky?.equinoxText.map { " equinox=\"\($0)\"" } ?? ""
      out += "<COOSYS ID=\"sky\" system=\"\(system)\"\(equinox)/>\n"
    }
    out += "<TABLE name=\"\(CatalogueText.escaped(name))\">\n"
    for column in columns {
      let isPlace = system != nil && (column.name == sky?.ra || column.name == sky?.dec)
      out += field(column, reference: isPlace ? " ref=\"sky\"" : "")
    }
    return out + "<DATA><TABLEDATA>\n"
  }

  private static func field(_ column: CatalogueColumn, reference: String) -> String {
    let unit = column.unit.map { " unit=\"\(CatalogueText.escaped($0))\"" } ?? ""
    let ucd = column.ucd.map { " ucd=\"\(CatalogueText.escaped($0))\"" } ?? ""
    let null = column.null.map { "<VALUES null=\"\($0)\"/>" } ?? ""
    return "<FIELD name=\"\(column.name)\" \(column.kind.dataType)\(unit)\(ucd)\(reference)>"
      + "<DESCRIPTION>\(CatalogueText.escaped(column.description))</DESCRIPTION>\(null)</FIELD>\n"
  }

  func write(_ rows: [[CatalogueValue]]) throws {
    var out: [UInt8] = []
    for row in rows {
      out.append(contentsOf: "<TR>".utf8)
      for (column, value) in zip(columns, row) {
        out.append(contentsOf: "<TD>".utf8)
        Self.append(value, of: column, to: &out)
        out.append(contentsOf: "</TD>".utf8)
      }
      out.append(contentsOf: "</TR>\n".utf8)
    }
    try file.write(out)
  }

  private static func append(
    _ value: CatalogueValue, of column: CatalogueColumn, to out: inout [UInt8]
  ) {
    switch value {
    case .none:
      if let null = column.null { out.append(contentsOf: "\(null)".utf8) }
      if column.kind == .float || column.kind == .double { out.append(contentsOf: "NaN".utf8) }
    case .boolean(let isTrue): out.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .integer(let number): out.append(contentsOf: "\(number)".utf8)
    case .real(let number):
      if number.isNaN { return out.append(contentsOf: "NaN".utf8) }
      if number == .infinity { return out.append(contentsOf: "+Inf".utf8) }
      CatalogueText.append(number, of: column, to: &out)
    case .text(let text): CatalogueText.appendEscaped(text, to: &out)
    }
  }

  func finish() throws {
    try file.write("</TABLEDATA></DATA>\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n")
    try file.finish()
  }
}

extension CatalogueColumn.Kind {
  fileprivate var dataType: String {
    switch self {
    case .boolean: "datatype=\"boolean\""
    case .int32: "datatype=\"int\""
    case .int64: "datatype=\"long\""
    case .float: "datatype=\"float\""
    case .double: "datatype=\"double\""
    case .string: "datatype=\"unicodeChar\" arraysize=\"*\""
    }
  }
}
