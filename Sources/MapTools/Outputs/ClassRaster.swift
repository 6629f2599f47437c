import Cartography
import Foundation
import Jobs
import Patches
import RasterIO
import Rasters
import Scenes

/// A raster of classes that is no map of units: its codes may be any whole
/// numbers, 0 among them. Patches are labelled by the numbers of codes.
struct ClassRaster {
  let codes: LabelCodes
  /// By code.
  let legend: Legend
  /// The code of every number, from 1.
  let values: [Int]

  /// Nil for a map of units, which holds small numbers and nothing at 0.
  init?(path: String, style: Style, given: UnitFile?) throws {
    let codes = try LabelCodes(path: path)
    guard !codes.isPlainMap else { return nil }
    let bands = codes.dataset.bands.count { !$0.isAlpha }
    guard bands == 1 else {
      throw Failure("'\(path)' has \(bands) bands; a map of classes has one, of whole numbers")
    }
    let pixels = try codes.census()
    values = try codes.codes.map { code in
      guard let value = Int(exactly: code) else {
        throw Failure("'\(path)' holds the class \(code); files of polygons end at \(Int.max)")
      }
      return value
    }
    self.codes = codes
    legend = Self.legend(codes, values, pixels, style: style, given: given)
  }

  private static func legend(
    _ codes: LabelCodes, _ values: [Int], _ pixels: [Int], style: Style, given: UnitFile?
  ) -> Legend {
    let names = codes.names
    let palette = codes.dataset.palette
    let colours = UnitColours.colours(style.palette, count: values.count)
    let sorted = zip(values, pixels).sorted { $0.0 < $1.0 }
    let bare = Legend(
      entries: sorted.enumerated().map { rank, item in
        LegendEntry(
          value: item.0, name: names[Int128(item.0)] ?? "Unit \(item.0)",
          colour: palette[item.0] ?? colours[rank], pixelCount: item.1)
      })
    return given?.applied(to: bare) ?? bare
  }
}

extension LabelCodes: LabelSource {
  /// Small numbers without sign, of which 0 is none.
  var isPlainMap: Bool {
    let band = dataset.bands[0]
    let isMasked = dataset.hasMaskBand(1) || dataset.bands.contains(where: \.isAlpha)
    return [.uint8, .uint16].contains(band.type) && (band.noData ?? 0) == 0 && !isMasked
      && dataset.bands.count == 1
  }

  package func read(_ rows: Range<Int>, into buffer: UnsafeMutablePointer<UInt16>) throws {
    let window = Window(column: 0, row: rows.lowerBound, width: grid.width, height: rows.count)
    let numbers = try labels(in: window, width: grid.width, height: rows.count)
    numbers.withUnsafeBufferPointer { numbers in
      if let base = numbers.baseAddress { buffer.update(from: base, count: numbers.count) }
    }
  }
}
