import Fitting
import Foundation
import Scenes
import Settings
import Surveys

/// How much of a cutout is worth looking at: the square about its middle that
/// holds the light of the source there.
///
/// The source in the middle is found for a sample of cutouts, and the radius
/// about the middle within which nine tenths of its light lie. The crop is 1.3
/// times the median of these, as a share of half a side; all of a cutout where
/// most have no source of their own in the middle.
struct CropFinder {
  private static let sample = 200
  private static let lightShare = 0.9
  private static let room = 1.3

  let source: any CutoutSource
  let detection: DetectionSettings
  let context: FitContext

  /// The crop, from 0.1 to 1.
  func crop() throws -> Double {
    let drawn = ClusterQuality.draw(
      Self.sample, of: Array(source.objects.ids.indices), seed: context.seed
    ).sorted()
    var radii: [Double] = []
    try source.forEach(drawn, stage: "look", context) { readings in
      let detection = detection
      let found = try context.workers.map(readings.count) { _, index in
        try readings[index].planes.flatMap { try Self.radius($0, detection) }
      }
      radii += found.compactMap { $0 }
    }
    guard radii.count * 2 > drawn.count else { return 1 }
    let sorted = radii.sorted()
    return max(0.1, min(1, Self.room * sorted[sorted.count / 2]))
  }

  /// As a share of half the shorter side; nil where there is no source.
  private static func radius(
    _ planes: CutoutPlanes, _ detection: DetectionSettings
  ) throws -> Double? {
    var own = detection
    own.band = 1
    own.mesh = max(8, max(planes.width, planes.height))
    let (width, height) = (planes.width, planes.height)
    guard width >= 8, height >= 8 else { return nil }
    let segments = try CutoutSegments(
      planes.grey, width: width, height: height, options: own, name: "a cutout")
    guard let middle = segments.middle else { return nil }
    var light: [(radius: Double, value: Double)] = []
    for (place, label) in segments.labels.enumerated() where label == middle {
      let x = Double(place % width) - Double(width - 1) / 2
      let y = Double(place / width) - Double(height - 1) / 2
      light.append((hypot(x, y), max(0, Double(segments.values[place]))))
    }
    let total = light.reduce(0) { $0 + $1.value }
    guard total > 0 else { return nil }
    var sum = 0.0
    for part in light.sorted(by: { $0.radius < $1.radius }) {
      sum += part.value
      if sum >= lightShare * total {
        return 2 * part.radius / Double(min(width, height))
      }
    }
    return nil
  }
}
