@testable import Products
@testable import RasterIO
@testable import Rasters

/// Metadata of products.
extension FuzzTarget {
  static let products = [
    FuzzTarget("mtl", landsat),
    FuzzTarget("sentinel2", sentinel2),
    FuzzTarget("tile", tile),
    FuzzTarget("aster", aster),
  ]

  @Sendable private static func landsat(_ bytes: [UInt8]) throws {
    let name =
      bytes.first == UInt8(ascii: "{")
      ? "a.json" : bytes.first == UInt8(ascii: "<") ? "a.xml" : "a.txt"
    let metadata = try LandsatMetadata(ODLText(bytes, named: name, shown: "MTL"))
    _ = (metadata.title, metadata.acquired)
    _ = try (metadata.sunElevation(), metadata.sunDistance())
    let place = LandsatPlacement(metadata: metadata)
    for band in metadata.sensor.bands {
      _ = metadata.fileName(of: band)
      _ = try place.place(Grid(width: 6, height: 5), LandsatPlacement.kind(of: band), "a band")
    }
    let calibration = try LandsatCalibration(metadata)
    for band in metadata.sensor.bands { _ = calibration.scaling(of: band) }
  }

  @Sendable private static func sentinel2(_ bytes: [UInt8]) throws {
    let metadata = try Sentinel2Metadata(bytes, shown: "MTD")
    _ = try metadata.granule()
    let calibration = try Sentinel2Calibration(metadata, folder: metadata.name)
    for band in Sentinel2Band.all { _ = calibration.scaling(of: band) }
  }

  @Sendable private static func tile(_ bytes: [UInt8]) throws {
    try ScratchFolder.with(bytes, name: "MTD_TL.xml") { path in
      let place = Sentinel2Placement(location: try ProductLocation(path), file: "MTD_TL.xml")
      _ = try place.place(Grid(width: 10980, height: 10980), shown: "an image")
    }
  }

  /// The first byte says in which form the rest is.
  @Sendable private static func aster(_ bytes: [UInt8]) throws {
    guard let first = bytes.first,
      let name = AsterName("AST_L1T_00305032000040446_20150409135350_78838.hdf")
    else { return }
    let ending = [".met", ".xml", ".cmr.json"][Int(first) % 3]
    let pairs = try AsterMetadataText.pairs(Array(bytes.dropFirst()), name: "a" + ending)
    let metadata = AsterMetadata(name: name, sources: [pairs])
    _ = try (metadata.acquired, metadata.sunElevation(), metadata.isNight(), metadata.zone())
    _ = try (metadata.corners() == nil, metadata.isSouthern())
    let place = AsterPlacement(metadata: metadata)
    _ = try place.place(Grid(width: 40, height: 40), pixel: 15, shown: "a raster")
    let calibration = AsterCalibration(kind: name.kind, metadata: metadata)
    for band in AsterBand.all {
      _ = try (metadata.gain(of: band), calibration.refusal(of: band))
      _ = calibration.scaling(of: band)
    }
  }
}
