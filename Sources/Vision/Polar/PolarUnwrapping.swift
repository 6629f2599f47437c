import Foundation
package import Kernels
import Rasters

/// Images about their source in polar coordinates: angles down, radii across.
/// A turned image gives the same unwrapped one where the zero angle is taken
/// from its light.
package struct PolarUnwrapping: Sendable, Equatable {
  /// Where angles are counted from.
  package enum Direction: String, Sendable, CaseIterable {
    /// The columns' direction: nothing adapts.
    case columns
    /// The side on which there is more light (its dipole).
    case brighterSide = "brighter-side"
    /// The long axis of the light's second moments, towards the end at which
    /// there is more light far out (its third moment).
    case moments
  }

  package enum Origin: String, Sendable, CaseIterable {
    /// The middle of the image.
    case middle
    /// Where the light about the middle is brightest when smoothed, to a part of
    /// a pixel.
    case peak
  }

  /// Rows of the result: angles, evenly over the circle.
  package var angles: Int
  /// Radii from 0 to half the image's shorter side, in even steps.
  package var radii: Int
  package var direction = Direction.moments
  package var origin = Origin.middle
  /// Whether radii grow to both sides of the middle column, as published (an
  /// image of 2 radii columns), or only to the right (radii columns).
  package var isMirrored = true
  /// Count angles towards the side of the axis with more light, so that an
  /// image and its mirror image give the same.
  package var ignoresHandedness = false

  package init(angles: Int, radii: Int) {
    self.angles = angles
    self.radii = radii
  }

  /// Results as large as square images of this side.
  package init(side: Int) { self.init(angles: side, radii: side / 2) }

  package var columns: Int { isMirrored ? 2 * radii : radii }

  /// In words, for records.
  package var words: String {
    let zero =
      switch direction {
      case .columns: "angles from the columns' direction"
      case .brighterSide: "angles from the brighter side"
      case .moments: "angles from the long axis"
      }
    return "unwrapped to \(angles) angles and \(radii) radii, \(zero)"
      + (ignoresHandedness ? ", handedness ignored" : "")
  }

  /// [angle][column] of every channel, bilinear, 0 beyond the image's edge; the
  /// mean over channels says where the light is.
  package func unwrap(_ images: ImageBatch, workers: Workers) throws -> ImageBatch {
    guard angles > 0, radii > 0 else {
      throw Failure.usage(
        "unwrapping to \(angles) angles and \(radii) radii leaves nothing; both must be above 0")
    }
    let unwrapped = try workers.map(images.count) { _, image in
      unwrap(Array(images.values[images.range(image)]), of: images)
    }
    return ImageBatch(
      count: images.count, channels: images.channels, height: angles, width: columns,
      values: unwrapped.flatMap { $0 })
  }

  private func unwrap(_ planes: [Float], of images: ImageBatch) -> [Float] {
    let area = images.height * images.width
    var light = [Float](repeating: 0, count: area)
    for (index, value) in planes.enumerated() { light[index % area] += value }
    let frame = PolarFrame(light, width: images.width, self)
    let step = Double(min(images.height, images.width)) / 2 / Double(radii)
    var out = [Float](repeating: 0, count: images.channels * angles * columns)
    for angle in 0..<angles {
      let direction =
        frame.zero + frame.handedness * 2 * Double.pi * Double(angle) / Double(angles)
      let (sine, cosine) = (sin(direction), cos(direction))
      for radius in 0...(isMirrored ? radii : radii - 1) {
        let place = BilinearPlace(
          row: frame.row + step * Double(radius) * sine,
          column: frame.column + step * Double(radius) * cosine, height: images.height,
          width: images.width)
        for channel in 0..<images.channels {
          let value = place.value(in: planes, from: channel * area)
          let line = (channel * angles + angle) * columns
          guard isMirrored else {
            out[line + radius] = value
            continue
          }
          out[line + radii - radius] = value
          if radius < radii { out[line + radii + radius] = value }
        }
      }
    }
    return out
  }
}

/// The four pixels about a place and their weights; what lies outside is 0.
private struct BilinearPlace {
  private let indices: (Int, Int, Int, Int)
  private let weights: (Float, Float, Float, Float)

  init(row: Double, column: Double, height: Int, width: Int) {
    let (top, left) = (row.rounded(.down), column.rounded(.down))
    let (down, right) = (Float(row - top), Float(column - left))
    let (y, x) = (Int(top), Int(left))
    func part(_ y: Int, _ x: Int, _ weight: Float) -> (Int, Float) {
      let isInside = y >= 0 && y < height && x >= 0 && x < width
      return isInside ? (y * width + x, weight) : (0, 0)
    }
    let parts = (
      part(y, x, (1 - down) * (1 - right)), part(y, x + 1, (1 - down) * right),
      part(y + 1, x, down * (1 - right)), part(y + 1, x + 1, down * right)
    )
    indices = (parts.0.0, parts.1.0, parts.2.0, parts.3.0)
    weights = (parts.0.1, parts.1.1, parts.2.1, parts.3.1)
  }

  func value(in planes: [Float], from start: Int) -> Float {
    weights.0 * planes[start + indices.0] + weights.1 * planes[start + indices.1]
      + weights.2 * planes[start + indices.2] + weights.3 * planes[start + indices.3]
  }
}
