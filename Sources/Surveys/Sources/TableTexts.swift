/// Texts of a catalogue's columns as they are written.
package enum TableTexts {
  /// Those of one column, without empty cells; nil where there is no such
  /// column.
  package static func column(_ name: String, of path: String) throws -> [String]? {
    let reader = try CatalogueFile.open(path) { $0.contains(name) }
    guard let place = reader.columns.firstIndex(where: { $0.name == name }) else { return nil }
    var texts: [String] = []
    try reader.forEachRow([place]) { row in
      if let text = row.first ?? nil { texts.append(text) }
    }
    return texts
  }
}
