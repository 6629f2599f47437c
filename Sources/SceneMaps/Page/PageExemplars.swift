import Foundation
import MapTools
import MapUnits
import RasterIO
import Rasters
import Reports

/// Real pixels of the units as a page shows them, each with a piece of a colour image around it.
struct PageExemplars {
  private let grid: Grid
  private let image: CompositeImage?
  /// Pixels of the scene for one of a chip.
  private let step: Int

  /// Pixels of a chip's side.
  private static let side = 48
  /// Blocks of more pixels than this (JPEG 2000) cost much to decode: their files are read at a
  /// lower resolution, which they hold too.
  private static let largestBlock = 1 << 19
  private static let coarseStep = 4

  init(grid: Grid, image: (choice: CompositeChoice, image: CompositeImage)?) {
    self.grid = grid
    self.image = image?.image
    let blocks = image?.choice.bands.map {
      $0.blockWidth.multipliedReportingOverflow(by: $0.blockHeight)
    }
    let isCostly = blocks?.contains { $0.overflow || $0.partialValue > Self.largestBlock } ?? false
    step = isCostly ? Self.coarseStep : 1
  }

  /// In the order of the legend.
  func content(
    _ exemplars: [UnitExemplar], legend: Legend
  ) throws -> [ReportContent.Exemplar] {
    let known = Dictionary(
      exemplars.map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
    return try legend.entries.map { entry in
      guard let exemplar = known[entry.value] else {
        return ReportContent.Exemplar(unit: entry.value, places: [], spectrum: [])
      }
      return ReportContent.Exemplar(
        unit: entry.value, places: try exemplar.places.map(place),
        spectrum: exemplar.spectrum.map { $0.isFinite ? $0 : nil })
    }
  }

  private func place(_ place: UnitExemplar.Place) throws -> ReportContent.Place {
    let globe = place.latitude.flatMap { latitude in
      place.longitude.map { String(format: "%.5f, %.5f", latitude, $0) }
    }
    return ReportContent.Place(
      column: place.column, row: place.row, globe: globe, map: mapText(place),
      chip: try chip(place))
  }

  /// Nothing where the map is in degrees itself.
  private func mapText(_ place: UnitExemplar.Place) -> String? {
    guard let x = place.x, let y = place.y, !grid.reference.isGeographic else { return nil }
    let code = grid.reference.code.map { " (\($0))" } ?? ""
    return String(format: "%.0f, %.0f", x, y) + code
  }

  private func chip(_ place: UnitExemplar.Place) throws -> ReportContent.Chip? {
    guard let image else { return nil }
    let (columns, rows) = (
      Self.span(place.column, of: grid.width, Self.side * step),
      Self.span(place.row, of: grid.height, Self.side * step)
    )
    let window = Window(
      column: columns.lowerBound, row: rows.lowerBound, width: columns.count, height: rows.count)
    let (width, height) = (max(1, columns.count / step), max(1, rows.count / step))
    let rgb = try image.pixels(in: window, width: width, height: height)
    return ReportContent.Chip(
      jpeg: try PictureJPEG.data(width: width, height: height, rgb: rgb), width: width,
      height: height, x: Self.share(place.column, of: columns),
      y: Self.share(place.row, of: rows))
  }

  /// Pixels around a place, moved into the image.
  private static func span(_ place: Int, of length: Int, _ side: Int) -> Range<Int> {
    let side = min(side, length)
    let start = max(0, min(length - side, place - side / 2))
    return start..<start + side
  }

  /// Where the centre of a pixel is.
  private static func share(_ place: Int, of span: Range<Int>) -> Double {
    ((Double(place - span.lowerBound) + 0.5) / Double(span.count) * 10_000).rounded() / 10_000
  }
}
