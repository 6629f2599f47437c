import Foundation
package import Settings

/// The sources of one cutout alone, found with the parameters of a survey.
package struct CutoutSegments: Sendable {
  package let width: Int
  package let height: Int
  /// Row by row from the lowest on: 0 is sky, others number the sources.
  package let labels: [Int32]
  /// Label of the source in the middle; nil where there is none.
  package let middle: Int32?
  /// Without background; NaN where the cutout has no value.
  package let values: [Float]
  /// One standard deviation of the noise.
  package let deviation: Double

  /// A cutout whose middle shows nothing within so many pixels has no source.
  private static let reach = 3.0

  /// - Parameter values: of the band that is looked at, rows from the lowest on.
  package init(
    _ values: [Float], width: Int, height: Int, options: DetectionSettings, name: String
  ) throws {
    (self.width, self.height) = (width, height)
    // Meshes of equal size: a narrow last one would have a background of its own.
    let side = max(width, height)
    let parts = max(1, side / options.mesh)
    var own = options
    own.mesh = (side + parts - 1) / parts
    let found = try Extraction.run(
      values, width: width, height: height, own, name: name, keepsValues: true)
    self.values = found.values
    deviation = Double(found.deviation)
    var labels = [Int32](repeating: 0, count: width * height)
    for (index, pixels) in found.pixels.enumerated() {
      for pixel in pixels { labels[pixel] = Int32(index + 1) }
    }
    self.labels = labels
    let (x, y) = (Double(width - 1) / 2, Double(height - 1) / 2)
    let distances = found.pixels.map { pixels in
      pixels.map { hypot(Double($0 % width) - x, Double($0 / width) - y) }.min() ?? .infinity
    }
    let nearest = distances.indices.min { distances[$0] < distances[$1] }
    middle = nearest.flatMap { distances[$0] <= Self.reach ? Int32($0 + 1) : nil }
  }
}

extension Detector {
  /// Takes the pixels of other sources than the one in the middle out of all
  /// bands of a cutout (NaN). Returns whether there were any.
  package static func maskNeighbours(
    _ values: inout [Float], size: Int, options: DetectionSettings, name: String
  ) throws -> Bool {
    let area = size * size
    let band = Array(values[(options.band - 1) * area..<options.band * area])
    let segments = try CutoutSegments(
      band, width: size, height: size, options: options, name: name)
    var isMasked = false
    for pixel in 0..<area where segments.labels[pixel] != 0 {
      guard segments.labels[pixel] != segments.middle else { continue }
      isMasked = true
      for band in 0..<values.count / area { values[band * area + pixel] = .nan }
    }
    return isMasked
  }
}
