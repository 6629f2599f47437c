/// A column of a catalogue and how a row fills it, in one declaration: headers and rows of all
/// formats come from it.
package struct DeclaredColumn<Row> {
  package let column: CatalogueColumn
  package let value: (Row) -> CatalogueValue

  package init(_ column: CatalogueColumn, value: @escaping (Row) -> CatalogueValue) {
    self.column = column
    self.value = value
  }

  /// The column for rows that hold what it is filled from.
  package func mapped<Other>(_ part: @escaping (Other) -> Row) -> DeclaredColumn<Other> {
    let value = value
    return DeclaredColumn<Other>(column) { value(part($0)) }
  }
}

extension DeclaredColumn {
  /// Numbers with 9 digits after the point, as places on the sky have.
  package static func rightAscension(
    _ value: @escaping (Row) -> SkyPosition?
  ) -> DeclaredColumn {
    DeclaredColumn(
      CatalogueColumn(
        "ra", .double, unit: "deg", ucd: "pos.eq.ra;meta.main", decimals: 9, "right ascension")
    ) { CatalogueValue(value($0)?.ra) }
  }

  package static func declination(_ value: @escaping (Row) -> SkyPosition?) -> DeclaredColumn {
    DeclaredColumn(
      CatalogueColumn(
        "dec", .double, unit: "deg", ucd: "pos.eq.dec;meta.main", decimals: 9, "declination")
    ) { CatalogueValue(value($0)?.dec) }
  }
}

extension CatalogueTable {
  /// - Parameter row: what the columns of a row are filled from.
  package init<Row>(
    _ columns: [DeclaredColumn<Row>], sky: CatalogueSky? = nil, rowCount: Int,
    row: @escaping (Int) -> Row
  ) {
    self.init(columns.map(\.column), sky: sky, rowCount: rowCount) { index in
      let row = row(index)
      return columns.map { $0.value(row) }
    }
  }
}
