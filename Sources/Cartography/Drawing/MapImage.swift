import Rasters

/// The colours of a map, a row at a time. Keeps one band of it in memory.
struct MapImage {
  private let map: any LabelRaster
  private let backdrop: (any Backdrop)?
  private let width: Int
  private let height: Int
  private let colours: [UInt32]
  private let nodata: UInt32
  /// 0 ... 256.
  private let strength: Int
  private var band: MapBand?
  private var labels: [UInt16] = []
  private var shade: [UInt8] = []
  private var columns: [Int] = []

  /// A map drawn `width` x `height` pixels large.
  init(
    map: any LabelRaster, legend: Legend, style: Style, backdrop: (any Backdrop)?, width: Int,
    height: Int
  ) {
    self.map = map
    self.backdrop = style.backdrop == .none ? nil : backdrop
    self.width = width
    self.height = height
    nodata = MapImage.word(style.nodata)
    strength = Int((min(max(style.backdropStrength, 0), 1) * 256).rounded())
    var colours = [UInt32](repeating: MapImage.unknown, count: 65_536)
    for entry in legend.entries where (1..<65_536).contains(entry.value) {
      colours[entry.value] = MapImage.word(Tint.onWhite(entry.colour, opacity: style.opacity))
    }
    self.colours = colours
  }

  /// Marks labels that have no colour; no word of a colour is as large.
  private static let unknown = UInt32.max

  private static func word(_ colour: RGB) -> UInt32 {
    UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue)
  }

  /// Writes the 0x00rrggbb words of one row of the drawn map.
  mutating func draw(row: Int, into pixels: UnsafeMutablePointer<UInt32>) throws {
    let band = try bandWith(row)
    let start = band.line(of: row) * band.columns
    for column in 0..<width {
      let index = start + columns[column]
      let colour = colours[Int(labels[index])]
      pixels[column] = colour == MapImage.unknown ? nodata : shaded(colour, at: index)
    }
  }

  private func shaded(_ colour: UInt32, at index: Int) -> UInt32 {
    guard !shade.isEmpty else { return colour }
    let isGrey = shade.count == labels.count
    let place = isGrey ? index : index * 3
    let step = isGrey ? 0 : 1
    func part(_ shift: UInt32, _ channel: Int) -> UInt32 {
      let part = UInt8(truncatingIfNeeded: colour >> shift)
      return UInt32(Tint.multiplied(part, shade[place + channel * step], strength: strength))
        << shift
    }
    return part(16, 0) | part(8, 1) | part(0, 2)
  }

  private mutating func bandWith(_ row: Int) throws -> MapBand {
    if let band, row >= band.top, row < band.top + band.height { return band }
    let fresh = MapBand(with: row, grid: map.grid, width: width, height: height)
    labels = try map.labels(in: fresh.window, width: fresh.columns, height: fresh.lines)
    let wanted = fresh.columns * fresh.lines
    guard labels.count == wanted else {
      throw SheetError.labelCount(found: labels.count, wanted: wanted, window: fresh.window)
    }
    shade = try shade(of: fresh)
    columns = fresh.columnOfDrawn
    band = fresh
    return fresh
  }

  private func shade(of band: MapBand) throws -> [UInt8] {
    guard let backdrop else { return [] }
    let bytes = try backdrop.pixels(in: band.window, width: band.columns, height: band.lines)
    let pixels = band.columns * band.lines
    guard bytes.count == pixels || bytes.count == pixels * 3 else {
      throw SheetError.backdropCount(found: bytes.count, pixels: pixels, window: band.window)
    }
    return bytes
  }
}
