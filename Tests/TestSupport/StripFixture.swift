package import RasterIO
import Rasters

extension Strip {
  /// Fills the strip with rows of a scene: `value(band, index of the pixel)`.
  package func load(
    _ rows: Range<Int>, valid isValid: (Int) -> Bool = { _ in true },
    value: (_ band: Int, _ index: Int) -> Float
  ) {
    let reader = StripReader(
      stack: BandStack(
        name: "", product: "", level: "", grid: Grid(width: width, height: rows.upperBound),
        bands: []),
      region: Window(column: 0, row: 0, width: width, height: rows.upperBound), lanes: 1)
    reader.begin(self, rows: rows)
    for offset in 0..<rows.count * width {
      let index = rows.lowerBound * width + offset
      valid[offset] = isValid(index) ? 1 : 0
      for band in 0..<bands { plane(band)[offset] = isValid(index) ? value(band, index) : 0 }
    }
  }
}
