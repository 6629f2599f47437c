import Foundation
import Learning
import Rasters
import Vision

/// A stack of images in one file: an object is named by its number, from 1.
struct StackCutouts: CutoutSource {
  private static let block = 256

  let path: String
  let stack: ImageStack
  let objects: SurveyObjects

  init(_ typed: String) throws {
    path = typed
    stack = try ImageStack(path: LocalPathText.absolute(typed), name: typed)
    let digits = "\(stack.count)".count
    objects = SurveyObjects(
      names: (1...stack.count).map { number in
        let text = "\(number)"
        return String(repeating: "0", count: digits - text.count) + text
      })
  }

  var bandCount: Int { stack.channels }
  var size: Int? { nil }
  var words: String {
    "\(stack.count) images of \(stack.width)x\(stack.height) pixels (\(stack.format))"
  }

  func forEach(
    _ rows: [Int], stage: String, _ context: FitContext,
    _ body: ([CutoutReading]) throws -> Void
  ) throws {
    let isPicture = stack.range == 0...255
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
            values: Array(images.values[images.range(place - next)]), isPicture: isPicture)
          guard planes.values.contains(where: \.isFinite) else {
            return CutoutReading(row: rows[place], problem: "no pixel has a value")
          }
          return CutoutReading(row: rows[place], planes: planes)
        })
      next = end
    }
  }
}
