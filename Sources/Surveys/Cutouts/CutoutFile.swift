internal import CFITSIO
import Cartography
import Foundation
import Rasters

/// A square of pixels that is to be written.
package struct Cutout {
  package var id: String
  package var source: ImagePosition
  package var frame: CutoutFrame
  /// Band after band, rows from the lowest on.
  package var values: [Float]
  /// Where the pixels lie if they are not those of the image.
  package var plane: TangentPlane?

  package init(
    id: String, source: ImagePosition, frame: CutoutFrame, values: [Float],
    plane: TangentPlane? = nil
  ) {
    self.plane = plane
    self.id = id
    self.source = source
    self.frame = frame
    self.values = values
  }
}

/// Writes single cutouts.
package enum CutoutFile {
  /// A FITS image (or cube of bands) with the place of its pixels.
  package static func writeFITS(
    _ cutout: Cutout, of image: SurveyImage, to path: String
  ) throws {
    let window = cutout.frame.window
    let handle = try FITSHandle(creating: path, name: path)
    var axes = [window.width, window.height] + (image.bandCount > 1 ? [image.bandCount] : [])
    var first = [Int](repeating: 1, count: axes.count)
    var values = cutout.values
    let own = image.wcs?.header.cards(column: window.column, row: window.row) ?? []
    let cards = cutout.plane?.cards ?? own
    try handle.check("cannot write '\(path)'") { file, status in
      ffcrim(file, FLOAT_IMG, Int32(axes.count), &axes, &status)
      ffpkls(file, "OBJECT", cutout.id, nil, &status)
      if let unit = image.unit { ffpkys(file, "BUNIT", unit, nil, &status) }
      for card in cards { ffprec(file, card, &status) }
      ffppx(file, TFLOAT, &first, LONGLONG(values.count), &values, &status)
    }
    try handle.close()
  }

  /// A picture with the lowest row of the image at its foot, as DS9 shows it.
  package static func writePNG(
    _ cutout: Cutout, stretch: Stretch, bands: [Int], to path: String
  ) throws {
    let (width, height) = (cutout.frame.window.width, cutout.frame.window.height)
    let planes = bands.map { band in
      stretch.greys(cutout.values[band * width * height..<(band + 1) * width * height])
    }
    guard let first = planes.first else { return }
    let (green, blue) = planes.count == 3 ? (planes[1], planes[2]) : (first, first)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * width * height)
    for row in (0..<height).reversed() {
      for pixel in row * width..<(row + 1) * width {
        bytes.append(first[pixel])
        bytes.append(green[pixel])
        bytes.append(blue[pixel])
      }
    }
    let picture = try RGBPicture(
      path: path, width: width, height: height, isDurable: false)
    try picture.write(bytes, rows: height)
    try picture.finish()
  }
}

/// One FITS file of many cutouts: axes x, y, (band,) cutout; and the table of
/// sources behind them.
package final class CutoutCube {
  private let handle: FITSHandle
  private let pixels: Int

  package init(_ path: String, image: SurveyImage, size: Int, count: Int) throws {
    handle = try FITSHandle(creating: path, name: path)
    pixels = size * size * image.bandCount
    var axes = [size, size] + (image.bandCount > 1 ? [image.bandCount] : []) + [count]
    try handle.check("cannot write '\(path)'") { file, status in
      ffcrim(file, FLOAT_IMG, Int32(axes.count), &axes, &status)
      if let unit = image.unit { ffpkys(file, "BUNIT", unit, nil, &status) }
    }
  }

  /// `plane` counts from 0.
  package func write(_ values: [Float], plane: Int) throws {
    var values = values
    try handle.check("cannot write '\(handle.name)'") {
      _ = ffppre($0, 1, LONGLONG(plane * pixels + 1), LONGLONG(pixels), &values, &$1)
    }
  }

  package func finish(with table: CatalogueTable) throws {
    try table.append(to: handle, name: "SOURCES")
    try handle.close()
  }
}
