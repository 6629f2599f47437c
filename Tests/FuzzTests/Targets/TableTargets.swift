@testable import RasterIO
@testable import Rasters
@testable import Spectra
@testable import Surveys
@testable import Vectors

/// Tables and vector files.
extension FuzzTarget {
  static let tables = [
    FuzzTarget("catalogue") { bytes in
      try ScratchFolder.with(bytes, name: "catalogue") { path in
        _ = try SourceList.read(path, columns: SourceColumns())
      }
    },
    FuzzTarget("table") { bytes in
      try ScratchFolder.with(bytes, name: "table.csv") { path in
        let rows = try DelimitedRows(path: path, typed: path)
        while try rows.next() {
          for column in 0..<min(rows.count, 100) { _ = (rows.text(column), rows.number(column)) }
        }
      }
    },
    FuzzTarget("library") { bytes in
      // A header has its numbers beside it: the bytes once more.
      let scratch = try ScratchFolder()
      let isHeader = bytes.starts(with: "ENVI".utf8)
      let path = try scratch.file(isHeader ? "a.hdr" : "a.csv", bytes)
      if isHeader { try scratch.file("a.sli", bytes) }
      let band = BandResponse(name: "b", centre: 0.6, width: 0.05)
      _ = SensorSpectra(try SpectralLibrary(path: path).spectra, bands: [band]).common
    },
    FuzzTarget("vector") { bytes in
      try ScratchFolder.with(bytes, name: "areas" + vectorEnding(bytes)) { path in
        let grid = Grid(width: 40, height: 30)
        let fields = try PolygonMask.fields(of: path)
        let mask = try PolygonMask(path: path, field: fields.first, onto: grid)
        _ = mask.window(on: grid)
        _ = try mask.rasterise(grid.extent, of: grid)
      }
    },
  ]

  /// Drivers look at the ending too.
  private static func vectorEnding(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: "SQLite".utf8) { return ".gpkg" }
    if bytes.starts(with: [0, 0, 0x27, 0x0a]) { return ".shp" }
    if bytes.starts(with: [0x66, 0x67, 0x62]) { return ".fgb" }
    guard bytes.starts(with: "<".utf8) else {
      return bytes.prefix(60).contains(0x2c) && bytes.first != 0x7b ? ".csv" : ".geojson"
    }
    return String(decoding: bytes.prefix(200), as: UTF8.self).contains("kml") ? ".kml" : ".gml"
  }
}
