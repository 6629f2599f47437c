import Foundation
import RasterIO
package import Rasters

/// A picture or GeoTIFF as an image of the sky: its last row, the lowest on
/// the screen, is row 0, as in the FITS file that it was made from.
package final class RasterPlanes: ImagePlanes {
  package let path: String
  package let width: Int
  package let height: Int
  package let planes: Int
  /// As the file states it of the first band.
  package var unit: String? {
    guard purpose == .light, let first = sources.first, first.table.isEmpty else { return nil }
    let text = dataset.bands[first.band - 1].unit
    return text.isEmpty ? nil : text
  }
  package let picture: PictureValues?
  private let purpose: ImagePurpose
  private let file: LocalPath
  private let dataset: RasterDataset
  private let sources: [RasterPlane]
  /// Bands of transparency: 0 is no value.
  private let alphas: [Int]

  package init(_ typed: String, for purpose: ImagePurpose = .light) throws {
    path = typed
    self.purpose = purpose
    file = try LocalPath.file(typed)
    let dataset = try RasterDataset(path: file.absolute)
    let sources = RasterPlane.all(of: dataset, for: purpose)
    guard (1...FITSImage.mostPlanes).contains(sources.count) else {
      throw Failure(
        "'\(typed)' has \(sources.count) bands; 1 to \(FITSImage.mostPlanes) are wanted")
    }
    for source in sources where dataset.isComplex(source.band) {
      throw Failure.usage("'\(typed)' holds complex numbers")
    }
    let seen = Set(sources.map(\.band))
    alphas = dataset.bands.indices.map { $0 + 1 }.filter {
      dataset.bands[$0 - 1].isAlpha && !seen.contains($0)
    }
    picture = purpose == .light ? RasterPlane.picture(sources, of: dataset) : nil
    (width, height, planes) = (dataset.width, dataset.height, sources.count)
    (self.dataset, self.sources) = (dataset, sources)
  }

  /// What all open images together keep of decoded blocks.
  package static func limitBlockCache(to bytes: Int) { GDAL.limitBlockCache(to: bytes) }

  package func read(
    _ window: Window, plane: Int, into out: UnsafeMutablePointer<Float>, stride: Int
  ) throws {
    try check(window, plane: plane)
    var values = [Float](repeating: .nan, count: window.pixelCount)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try fill(base, flipped(window), planes: plane..<plane + 1)
      for row in 0..<window.height {
        (out + row * stride).update(
          from: base + (window.height - 1 - row) * window.width, count: window.width)
      }
    }
  }

  package func readTopDown(planes count: Int, into out: UnsafeMutablePointer<Float>) throws {
    try check(extent, plane: count - 1)
    try fill(out, extent, planes: 0..<count)
  }

  package func readDoubles(_ window: Window, plane: Int) throws -> [Double] {
    try check(window, plane: plane)
    let place = flipped(window)
    let source = sources[plane]
    var values = try dataset.readDoubles(band: source.band, window: place)
    if !source.isPlain {
      for index in values.indices { values[index] = source.value(values[index]) }
    }
    try forEachMask(of: [plane], place) { index, _ in values[index] = .nan }
    let width = window.width
    return (0..<window.height).reversed().flatMap { values[$0 * width..<($0 + 1) * width] }
  }

  package func readWholes(_ window: Window, plane: Int) throws -> [Int64]? {
    try check(window, plane: plane)
    let source = sources[plane]
    guard dataset.isWide(source.band), source.isPlain else { return nil }
    let place = flipped(window)
    var values = try dataset.readWholes(band: source.band, window: place)
    try forEachMask(of: [plane], place) { index, _ in values[index] = 0 }
    let width = window.width
    return (0..<window.height).reversed().flatMap { values[$0 * width..<($0 + 1) * width] }
  }

  // MARK: values, in the order of the file

  /// The window whose rows count from the top.
  private func flipped(_ window: Window) -> Window {
    var out = window
    out.row = height - window.endRow
    return out
  }

  /// Reads planes one after another, without gaps.
  private func fill(
    _ out: UnsafeMutablePointer<Float>, _ window: Window, planes: Range<Int>
  ) throws {
    let area = window.pixelCount
    let exact = planes.filter { sources[$0].isExact }
    if exact.count == planes.count, Set(sources[planes].map(\.band)).count == planes.count {
      try readStored(sources[planes].map(\.band), window, into: out)
    } else {
      for (place, plane) in planes.enumerated() {
        try readStored(plane, window, into: out + place * area)
      }
    }
    for (place, plane) in planes.enumerated() where !sources[plane].isPlain {
      let (source, start) = (sources[plane], out + place * area)
      if !source.isExact { continue }
      for index in 0..<area { start[index] = Float(source.value(Double(start[index]))) }
    }
    try forEachMask(of: Array(planes), window) { index, place in
      out[place * area + index] = .nan
    }
  }

  private func readStored(
    _ bands: [Int], _ window: Window, into out: UnsafeMutablePointer<Float>
  ) throws {
    try dataset.read(
      bands: bands, source: .init(window), width: window.width, height: window.height, into: out,
      rowStride: window.width, bandStride: window.pixelCount)
  }

  /// Stored values, or what they stand for where 32-bit reals do not hold them.
  private func readStored(
    _ plane: Int, _ window: Window, into out: UnsafeMutablePointer<Float>
  ) throws {
    let source = sources[plane]
    if source.isExact { return try readStored([source.band], window, into: out) }
    let values = try dataset.readDoubles(band: source.band, window: window)
    for index in values.indices { out[index] = Float(source.value(values[index])) }
  }

  /// Calls `body` with the pixels of a window that have no value, and the place
  /// of their plane among those given.
  private func forEachMask(
    of planes: [Int], _ window: Window, _ body: (_ index: Int, _ place: Int) -> Void
  ) throws {
    guard !alphas.isEmpty || planes.contains(where: { sources[$0].hasMask }) else { return }
    for alpha in alphas {
      let values = try dataset.readDoubles(band: alpha, window: window)
      for index in values.indices where values[index] == 0 {
        for place in planes.indices { body(index, place) }
      }
    }
    var mask = [UInt8](repeating: 1, count: window.pixelCount)
    for (place, plane) in planes.enumerated() where sources[plane].hasMask {
      try dataset.readMask(
        band: sources[plane].band, window: window, into: &mask, rowStride: window.width)
      for index in mask.indices where mask[index] == 0 { body(index, place) }
    }
  }

  /// Degrees of a geotransform are right ascension and declination, on the
  /// plate carrée that they are equally spaced in; without, there is no sky.
  package func header() -> [String] {
    let grid = dataset.grid
    guard let transform = grid.transform, grid.wkt == nil || grid.reference.isGeographic else {
      return []
    }
    let places = grid.corners
    guard places.allSatisfy({ (-360...720).contains($0.x) && (-90...90).contains($0.y) }),
      transform.pixelArea > 0
    else { return [] }
    // The centre of a pixel as FITS counts it, from the lower left.
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
      transform.apply(column: x - 0.5, row: Double(height) - y + 0.5)
    }
    let (origin, right, up) = (place(0, 0), place(1, 0), place(0, 1))
    let cd = [right.x - origin.x, up.x - origin.x, right.y - origin.y, up.y - origin.y]
    // The nearest place on the equator: with that for its reference the
    // projection is linear.
    let share = -origin.y / (cd[2] * cd[2] + cd[3] * cd[3])
    let (x, y) = (cd[2] * share, cd[3] * share)
    let ra = origin.x + cd[0] * x + cd[1] * y
    let numbers: [(String, Double)] = [
      ("CRPIX1", x), ("CRPIX2", y), ("CRVAL1", ra), ("CRVAL2", 0), ("CD1_1", cd[0]),
      ("CD1_2", cd[1]), ("CD2_1", cd[2]), ("CD2_2", cd[3]),
    ]
    return ["CTYPE1  = 'RA---CAR'", "CTYPE2  = 'DEC--CAR'"].map {
      $0.padding(toLength: 80, withPad: " ", startingAt: 0)
    } + numbers.map { SkyHeader.real($0.0, $0.1) }
  }

  package func reopened() throws -> any ImagePlanes { try RasterPlanes(path, for: purpose) }
}
