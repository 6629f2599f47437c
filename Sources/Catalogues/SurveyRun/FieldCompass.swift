import Cartography
import Foundation
import Surveys

/// Where north and east are on a field, and how long an angle is there.
struct FieldCompass {
  let sky: FieldSheet.Sky

  /// - Parameter step: pixels of the image along a side of one on the map.
  /// Nil where the image has no place on the sky.
  init?(_ image: SurveyImage, step: Double) {
    let middle = ImagePosition(x: Double(image.width + 1) / 2, y: Double(image.height + 1) / 2)
    guard let wcs = image.wcs, let centre = wcs.sky(at: middle) else { return nil }
    let small = 1.0 / 3600
    guard
      let north = wcs.pixel(at: SkyPosition(ra: centre.ra, dec: centre.dec + small)),
      let east = wcs.pixel(
        at: SkyPosition(
          ra: centre.ra + small / max(0.01, cos(centre.dec * .pi / 180)), dec: centre.dec))
    else { return nil }
    let up = (x: north.x - middle.x, y: middle.y - north.y)
    let left = (x: east.x - middle.x, y: middle.y - east.y)
    let perSecond = hypot(up.x, up.y) / step
    guard perSecond > 0, perSecond.isFinite else { return nil }
    sky = FieldSheet.Sky(north: up, east: left, scale: Self.scale(perSecond))
  }

  /// The longest of these that is at most 150 pixels.
  private static func scale(_ pixelsPerSecond: Double) -> (length: Double, text: String) {
    let steps: [(Double, String)] = [
      (1, "1″"), (2, "2″"), (5, "5″"), (10, "10″"), (30, "30″"), (60, "1′"), (120, "2′"),
      (300, "5′"), (600, "10′"), (1800, "30′"), (3600, "1°"), (7200, "2°"), (18_000, "5°"),
      (36_000, "10°"), (108_000, "30°"),
    ]
    let best = steps.last { $0.0 * pixelsPerSecond <= 150 } ?? steps[0]
    return (best.0 * pixelsPerSecond, best.1)
  }
}
