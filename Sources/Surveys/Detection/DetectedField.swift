import Foundation
package import Rasters

/// Deviation of the noise in a part of an image.
struct FieldNoise: Sendable {
  var window: Window
  var deviation: Double
}

/// The sources of a whole image with what measuring them needs, read window
/// by window by any number of threads.
package final class DetectedField: Sendable {
  /// From the lowest row to the highest.
  package let sources: [DetectedSource]
  private let planes: FieldPlanes
  /// From labels of the file to positions in `sources`, from 1.
  private let numbers: [Int32]
  private let noise: [FieldNoise]

  init(sources: [DetectedSource], planes: FieldPlanes, numbers: [Int32], noise: [FieldNoise]) {
    self.sources = sources
    self.planes = planes
    self.numbers = numbers
    self.noise = noise
  }

  package var extent: Window { planes.extent }

  /// Values without background, rows from the lowest on; NaN is no value. The
  /// window must lie in the image.
  package func values(_ window: Window) throws -> [Double] {
    try planes.values(window).map(Double.init)
  }

  /// 0 is sky, n the source `sources[n - 1]`.
  package func labels(_ window: Window) throws -> [Int32] {
    try planes.labels(window).map { numbers[Int($0)] }
  }

  /// The source whose pixel is at a place, by its position in `sources`.
  package func source(at place: ImagePosition) throws -> Int? {
    guard let frame = CutoutFrame(centre: place, size: 1), extent.contains(frame.window)
    else { return nil }
    let label = try labels(frame.window).first ?? 0
    return label > 0 ? Int(label) - 1 : nil
  }

  /// One standard deviation of the noise where a window has its middle.
  package func deviation(_ window: Window) -> Double {
    let middle = Window(
      column: window.column + window.width / 2, row: window.row + window.height / 2, width: 1,
      height: 1)
    return (noise.first { $0.window.contains(middle) } ?? noise.first)?.deviation ?? 0
  }
}
