import Foundation

@testable import RasterIO
@testable import Rasters
@testable import Surveys

/// Images of the sky and where they lie.
extension FuzzTarget {
  static let images = [
    FuzzTarget("fits") { bytes in
      try ScratchFolder.with(bytes, name: "image.fits") { path in try read(FITSImage(path)) }
    },
    FuzzTarget("image") { bytes in
      try ScratchFolder.with(bytes, name: "image") { path in try read(ImageFile.open(path)) }
    },
    FuzzTarget("wcs") { bytes in
      let cards = stride(from: 0, to: min(bytes.count, 80 * 300), by: 80).map {
        let card = bytes[$0..<min($0 + 80, bytes.count)]
        return String(decoding: card.map { (32..<127).contains($0) ? $0 : 63 }, as: UTF8.self)
          .padding(toLength: 80, withPad: " ", startingAt: 0)
      }
      try locate(CelestialWCS(cards, name: "image.fits"), width: 100, height: 80)
    },
  ]

  private static func read(_ image: any ImagePlanes) throws {
    let wcs = try CelestialWCS(image.header(), name: image.path)
    let window = Window(
      column: 0, row: 0, width: min(64, image.width), height: min(64, image.height))
    _ = try image.readDoubles(window, plane: image.planes - 1)
    try locate(wcs, width: image.width, height: image.height)
  }

  private static func locate(_ wcs: CelestialWCS?, width: Int, height: Int) throws {
    guard let wcs else { return }
    for (x, y) in [(1, 1), (width, 1), (width / 2, height / 2), (width, height)] {
      let place = ImagePosition(x: Double(x), y: Double(y))
      guard let sky = wcs.sky(at: place) else { continue }
      _ = wcs.pixel(at: sky)
    }
  }
}
