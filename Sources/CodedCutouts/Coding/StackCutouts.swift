package import Fitting
import Foundation
import RasterIO
import Rasters
package import Vision

/// A stack of images in one file: an object is named by its number, from 1.
package struct StackCutouts: CutoutSource {
  private static let block = 256

  package let path: String
  package let stack: Vision.ImageStack
  package let objects: SurveyObjects
  /// What brings values to those of a picture, 0 to 255; nil for values of the
  /// sky, which are stretched.
  private let pictureScale: Float?

  /// Images that are looked at to learn what their values are.
  private static let sample = 256

  package init(_ typed: String) throws {
    path = typed
    stack = try Vision.ImageStack(path: LocalPath.file(typed).absolute, name: typed)
    pictureScale = try stack.range == 0...255 ? 1 : Self.pictureScale(stack)
    let digits = "\(stack.count)".count
    objects = SurveyObjects(
      names: (1...stack.count).map { number in
        let text = "\(number)"
        return String(repeating: "0", count: digits - text.count) + text
      })
  }

  /// Values that all lie within 0 to 1, or within 0 to 255, are those of pictures.
  private static func pictureScale(_ stack: Vision.ImageStack) throws -> Float? {
    var (least, most) = (Float.infinity, -Float.infinity)
    for index in stride(from: 0, to: stack.count, by: max(1, stack.count / sample)) {
      for value in try stack.images(index..<index + 1).values {
        guard value.isFinite else { return nil }
        (least, most) = (min(least, value), max(most, value))
      }
    }
    guard least >= 0, most > 0, most <= 255 else { return nil }
    return most <= 1 ? 255 : 1
  }

  package var bandCount: Int { stack.channels }
  package var size: Int? { nil }
  /// As they are read, and one by one.
  package var leastBytes: Int { 2 * 4 * Self.block * stack.channels * stack.width * stack.height }
  package var words: String {
    "\(stack.count) images of \(stack.width)x\(stack.height) pixels (\(stack.format))"
  }

  package func forEach(
    _ rows: [Int], stage: String, _ context: FitContext,
    _ body: ([CutoutReading]) throws -> Void
  ) throws {
    let scale = pictureScale ?? 1
    let isPicture = pictureScale != nil
    var next = 0
    while next < rows.count {
      try context.checkpoint()
      context.progress(stage, Double(next) / Double(rows.count))
      // Rows that follow one another are read at once.
      var end = next + 1
      while end < rows.count, end - next < Self.block, rows[end] == rows[end - 1] + 1 { end += 1 }
      let images = try stack.images(rows[next]..<rows[end - 1] + 1)
      try body(
        (next..<end).map { place in
          let planes = CutoutPlanes(
            bands: images.channels, width: images.width, height: images.height,
            values: images.values[images.range(place - next)].map { $0 * scale },
            isPicture: isPicture)
          guard planes.values.contains(where: \.isFinite) else {
            return CutoutReading(row: rows[place], problem: "no pixel has a value")
          }
          return CutoutReading(row: rows[place], planes: planes)
        })
      next = end
    }
  }
}
