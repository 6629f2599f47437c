import RasterIO
import Rasters

/// How a plane of a raster is made of one of its bands.
struct RasterPlane {
  /// From 1.
  let band: Int
  /// What stored values stand for; empty where they stand for themselves.
  var table: [Float] = []
  var scale = 1.0
  var offset = 0.0
  /// Bytes with a sign.
  var isSigned = false
  /// 32-bit reals hold all stored values.
  var isExact = true
  /// A mask of its own tells where there is no value.
  var hasMask = false

  /// Whether values are those that are stored.
  var isPlain: Bool { table.isEmpty && scale == 1 && offset == 0 && !isSigned }

  func value(_ stored: Double) -> Double {
    guard table.isEmpty else {
      guard let index = Int(exactly: stored), table.indices.contains(index) else { return .nan }
      return Double(table[index])
    }
    // A byte that was read without its sign.
    let own = isSigned && stored > 127 ? stored - 256 : stored
    return own * scale + offset
  }

  /// The planes of a raster: its bands but those of transparency, each in the
  /// colours of its palette if it has one.
  static func all(of raster: RasterDataset, for purpose: ImagePurpose) -> [RasterPlane] {
    let numbers = raster.bands.indices.filter { !raster.bands[$0].isAlpha }.map { $0 + 1 }
    return (numbers.isEmpty ? Array(1...raster.bandCount) : numbers).flatMap { number in
      let band = raster.bands[number - 1]
      var plane = RasterPlane(band: number)
      plane.isSigned = band.type == .int8
      plane.isExact = ![.float64, .int32, .uint32].contains(band.type) && !raster.isWide(number)
      // Fill values that are no numbers are none already.
      plane.hasMask = raster.hasOwnMask(number) && band.noData?.isNaN != true
      let colours = purpose == .light ? raster.paletteColours(of: number) : []
      guard colours.isEmpty else { return plane.coloured(colours) }
      (plane.scale, plane.offset) = (band.scale, band.offset)
      return [plane]
    }
  }

  /// A plane of greys, or three of red, green and blue.
  private func coloured(_ colours: [RasterDataset.PaletteColour]) -> [RasterPlane] {
    let isGrey = colours.allSatisfy { $0.isClear || $0.isGrey }
    let channels: [KeyPath<RasterDataset.PaletteColour, Float>] =
      isGrey ? [\.red] : [\.red, \.green, \.blue]
    return channels.map { channel in
      var plane = self
      plane.table = colours.map { $0.isClear ? .nan : $0[keyPath: channel] }
      return plane
    }
  }

  /// What the values of these planes are if they are a picture's; nil for
  /// measurements.
  static func picture(_ planes: [RasterPlane], of raster: RasterDataset) -> PictureValues? {
    guard planes.allSatisfy({ $0.table.isEmpty }) else {
      return planes.contains { $0.table.isEmpty } ? nil : .bytes
    }
    let types = Set(planes.map { raster.bands[$0.band - 1].type })
    guard let first = planes.first, let type = types.first, types.count == 1,
      type == .uint8 || type == .uint16, planes.allSatisfy(\.isPlain)
    else { return nil }
    let most = type == .uint8 ? 8 : 16
    let bits = min(most, max(1, raster.bits(of: first.band) ?? most))
    return PictureValues(white: Float((1 << bits) - 1), isDeep: type == .uint16)
  }
}
