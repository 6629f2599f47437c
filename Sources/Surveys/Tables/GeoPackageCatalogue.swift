import RasterIO
import Rasters
import Vectors

/// A layer of points (right ascension and declination in degrees, in no
/// reference system of the earth) with the columns as attributes; without a
/// sky, a table. A column called `fid` or `geom` gets an underscore behind,
/// since the format has columns of these names itself.
final class GeoPackageCatalogue: CatalogueSink {
  private let writer: VectorWriter
  private let columns: [CatalogueColumn]
  /// Columns of right ascension and declination.
  private let place: (ra: Int, dec: Int)?

  init(_ path: String, _ columns: [CatalogueColumn], name: String, sky: CatalogueSky?) throws {
    self.columns = columns
    let ra = columns.firstIndex { $0.name == sky?.ra }
    let dec = columns.firstIndex { $0.name == sky?.dec }
    place = ra.flatMap { ra in dec.map { (ra, $0) } }
    writer = try VectorWriter(path: path)
    let fields = columns.map { column in
      let isTaken = ["fid", "geom"].contains(column.name.lowercased())
      return VectorWriter.Field(isTaken ? column.name + "_" : column.name, column.kind.field)
    }
    if place == nil {
      try writer.addTable(name, fields: fields)
    } else {
      try writer.addPointLayer(name, fields: fields)
    }
  }

  func write(_ rows: [[CatalogueValue]]) throws {
    for row in rows {
      let values = row.map(Self.value)
      guard let place else {
        try writer.write(row: values)
        continue
      }
      if case .real(let ra) = row[place.ra], case .real(let dec) = row[place.dec],
        ra.isFinite, dec.isFinite
      {
        try writer.write(x: ra, y: dec, values)
      } else {
        try writer.write(row: values)
      }
    }
  }

  private static func value(_ value: CatalogueValue) -> VectorWriter.Value {
    switch value {
    case .none: .none
    case .boolean(let isTrue): .integer(isTrue ? 1 : 0)
    case .integer(let number): .integer(number)
    case .real(let number): number.isNaN ? .none : .real(number)
    case .text(let text): text.isEmpty ? .none : .text(text)
    }
  }

  func finish() throws { try writer.finish() }
}

extension CatalogueColumn.Kind {
  fileprivate var field: VectorWriter.Field.Kind {
    switch self {
    case .boolean: .boolean
    case .int32: .integer
    case .int64: .integer64
    case .float, .double: .real
    case .string: .text
    }
  }
}
