import Foundation
import Rasters

/// Turns cutouts so that north is up and east to the left: a tangent plane
/// around each source with the image's own scale there, resampled bilinearly.
/// For one thread.
package final class NorthUp {
  private let wcs: CelestialWCS
  private let extent: Window
  private let bands: Int
  private let size: Int
  /// Side of the squares of the image that hold turned cutouts.
  package let side: Int

  /// Pixels may be so many times as long as wide.
  private static let mostStretch = 4.0

  /// Refuses images without a sky or with pixels that are far from square.
  package init(_ image: SurveyImage, size: Int) throws {
    guard let wcs = image.wcs else {
      throw Failure.usage(
        "'\(image.paths.first ?? "")' has no sky coordinates: nobody knows where north is")
    }
    (self.wcs, extent, bands, self.size) = (wcs, image.extent, image.bandCount, size)
    let middle = ImagePosition(
      x: Double(image.width + 1) / 2, y: Double(image.height + 1) / 2)
    let stretch = Self.scale(wcs, at: middle)?.stretch ?? 1
    guard stretch <= Self.mostStretch else {
      throw Failure.usage(
        String(
          format: "the pixels of '%@' are %.1f times as long as wide; north up needs at most %.0f",
          image.paths.first ?? "", stretch, Self.mostStretch))
    }
    side = Int((Double(size) * 2.0.squareRoot() * stretch.squareRoot()).rounded(.up)) + 6
  }

  /// Degrees of a pixel (the root of its area) and its longer side over the
  /// shorter one.
  private static func scale(_ wcs: CelestialWCS, at place: ImagePosition)
    -> (degrees: Double, stretch: Double)?
  {
    let steps = [(-0.5, 0.0), (0.5, 0), (0, -0.5), (0, 0.5)]
    let found = steps.compactMap {
      wcs.sky(at: ImagePosition(x: place.x + $0.0, y: place.y + $0.1))
    }
    guard found.count == 4 else { return nil }
    func difference(_ a: SkyPosition, _ b: SkyPosition) -> (Double, Double) {
      let turn = (b.ra - a.ra + 540).truncatingRemainder(dividingBy: 360) - 180
      return (turn * cos((a.dec + b.dec) / 360 * .pi), b.dec - a.dec)
    }
    let (a, b) = (difference(found[0], found[1]), difference(found[2], found[3]))
    let area = abs(a.0 * b.1 - a.1 * b.0)
    let (first, second) = (hypot(a.0, a.1), hypot(b.0, b.1))
    guard area > 0, area.isFinite else { return nil }
    return (area.squareRoot(), max(first, second) / min(first, second))
  }

  /// Where the pixels of a turned cutout lie on the sky, its source in the
  /// middle; nil where that is unknown.
  package func plane(around place: ImagePosition) -> TangentPlane? {
    guard let sky = wcs.sky(at: place), let scale = Self.scale(wcs, at: place) else { return nil }
    let middle = Double(size + 1) / 2
    return TangentPlane(
      sky: sky, place: ImagePosition(x: middle, y: middle), degreesPerPixel: scale.degrees,
      system: wcs.system, equinox: wcs.equinox)
  }

  /// Turns the values of a frame of `side` pixels: band after band, rows from
  /// the lowest on. Returns whether a part of the cutout is beyond the image.
  package func turn(
    _ values: [Float], frame: CutoutFrame, onto plane: TangentPlane
  ) throws -> (values: [Float], isAtEdge: Bool) {
    var out = [Float](repeating: .nan, count: size * size * bands)
    var isAtEdge = false
    guard let target = try CelestialWCS(plane.cards, name: "cutout") else { return (out, true) }
    for row in 0..<size {
      for column in 0..<size {
        let place = target.sky(at: ImagePosition(x: Double(column + 1), y: Double(row + 1)))
          .flatMap { wcs.pixel(at: $0) }
        guard let place, place.x >= 0.5, place.y >= 0.5, place.x <= Double(extent.width) + 0.5,
          place.y <= Double(extent.height) + 0.5
        else {
          isAtEdge = true
          continue
        }
        let (x, y) = (
          min(max(place.x - 1, 0), Double(extent.width - 1)) - Double(frame.window.column),
          min(max(place.y - 1, 0), Double(extent.height - 1)) - Double(frame.window.row)
        )
        for band in 0..<bands {
          out[(band * size + row) * size + column] = sample(values, band, x, y)
        }
      }
    }
    return (out, isAtEdge)
  }

  /// Bilinear; NaN beside a pixel without a value.
  private func sample(_ values: [Float], _ band: Int, _ x: Double, _ y: Double) -> Float {
    let (column, row) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
    guard column >= 0, row >= 0, column < side, row < side else { return .nan }
    let (u, v) = (x - Double(column), y - Double(row))
    func at(_ dx: Int, _ dy: Int, _ weight: Double) -> Double {
      // A pixel without weight has no say, even if it has no value.
      guard weight > 0 else { return 0 }
      guard column + dx < side, row + dy < side else { return .nan }
      return weight * Double(values[(band * side + row + dy) * side + column + dx])
    }
    return Float(
      at(0, 0, (1 - u) * (1 - v)) + at(1, 0, u * (1 - v)) + at(0, 1, (1 - u) * v) + at(1, 1, u * v))
  }
}
