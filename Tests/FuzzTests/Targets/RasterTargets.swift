import Foundation

@testable import Products
@testable import RasterIO
@testable import Rasters

/// Rasters of every format that is opened, and archives.
extension FuzzTarget {
  static let rasters = [
    FuzzTarget("raster") { bytes in
      try ScratchFolder.with(bytes, name: "raster" + rasterEnding(bytes)) { path in
        _ = try ProductCatalogue.describe(path: path)
        try read(RasterDataset(path: path))
        _ = try DatasetMetadata.items(of: path)
      }
    },
    FuzzTarget("archive") { bytes in
      let isZip = bytes.starts(with: "PK".utf8)
      let isPacked = bytes.starts(with: [0x1f, 0x8b])
      let ending = isZip ? ".zip" : isPacked ? ".tar.gz" : ".tar"
      try ScratchFolder.with(bytes, name: "archive" + ending) { path in
        let location = try ProductLocation(path)
        for name in location.names.prefix(5) { _ = try? location.read(name, limit: 1 << 16) }
        _ = try ProductCatalogue.describe(path: path)
      }
    },
  ]

  private static func rasterEnding(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: [0x89]) { return ".png" }
    if bytes.starts(with: [0x0e, 3, 0x13, 1]) { return ".hdf" }
    if bytes.starts(with: "CDF".utf8) { return ".nc" }
    return bytes.starts(with: [0, 0, 0, 12]) ? ".jp2" : ".tif"
  }

  /// A corner of some bands, by GDAL and without.
  private static func read(_ dataset: RasterDataset) throws {
    let window = Window(
      column: 0, row: 0, width: min(64, dataset.width), height: min(64, dataset.height))
    _ = (dataset.grid, dataset.palette)
    for band in 1...min(3, dataset.bandCount) {
      let facts = dataset.bands[band - 1]
      // More than this is refused by the memory plan of a run.
      guard facts.blockWidth * facts.blockHeight <= 1 << 24 else { continue }
      _ = try? dataset.readDoubles(band: band, window: window)
      var mask = [UInt8](repeating: 0, count: window.pixelCount)
      if dataset.hasMaskBand(band) {
        try? dataset.readMask(band: band, window: window, into: &mask, rowStride: window.width)
      }
      try decode(dataset, band: band)
    }
  }

  private static func decode(_ dataset: RasterDataset, band: Int) throws {
    guard let file = BlockFile(dataset, band: band), let first = file.places.first,
      file.layout.blockBytes <= 1 << 24
    else { return }
    let room = UnsafeMutableRawPointer.allocate(
      byteCount: file.layout.blockBytes, alignment: 64)
    defer { room.deallocate() }
    let rows = file.layout.rows(ofBlockRow: 0).count
    try? BlockDecoder().decode(first, of: file, rows: rows, into: room)
  }
}
