import Foundation
import Rasters

/// Goes over the cutouts of an image in the order of its rows, with bounded
/// memory however large the image is and however many they are.
package struct CutoutWalk {
  let image: SurveyImage
  let size: Int
  /// Width of the columns that are walked together.
  let block: Int

  /// Refuses a budget, in bytes, that a walk does not fit into.
  package init(_ image: SurveyImage, size: Int, budget: Int) throws {
    self.image = image
    self.size = size
    let column = Double(size) * Double(image.bandCount) * 4
    let own = column * Double(size) * 3
    let widest = (Double(budget) - own) / column - Double(size)
    guard widest >= Double(size) else {
      let needed = (own + 2 * column * Double(size)) / 1e6
      throw Failure.usage(
        String(
          format: "cutouts of %d x %d pixels in %d bands need at least %.0f MB of memory; "
            + "%.1f MB is allowed", size, size, image.bandCount, needed.rounded(.up) + 1,
          Double(budget) / 1e6))
    }
    block = min(image.width, Int(min(widest, 1e9)))
  }

  /// Calls `body` with the index of each frame and its values, band after
  /// band, rows from the lowest on. Frames wholly outside are left out.
  package func forEach(
    _ frames: [CutoutFrame?], _ body: (_ index: Int, _ values: inout [Float]) throws -> Void
  ) throws {
    var values = [Float](repeating: .nan, count: size * size * image.bandCount)
    var buffer: RowBuffer?
    var current = -1
    for (index, frame) in order(frames) {
      let part = self.part(frame.window)
      if part != current {
        current = part
        let left = max(0, part * block - size / 2 - 1)
        let right = min(image.width, (part + 1) * block + size / 2 + 1)
        buffer = nil
        buffer = RowBuffer(image, columns: left..<right, rows: min(size, image.height))
      }
      try buffer?.copy(frame.window, into: &values)
      try body(index, &values)
    }
  }

  /// The block of columns in which the middle of a window is.
  private func part(_ window: Window) -> Int {
    min(max(0, window.column + size / 2), image.width - 1) / block
  }

  private func order(_ frames: [CutoutFrame?]) -> [(Int, CutoutFrame)] {
    frames.enumerated().compactMap { index, frame in
      frame.flatMap { $0.window.intersection(image.extent).isEmpty ? nil : (index, $0) }
    }.sorted {
      let (a, b) = ($0.1.window, $1.1.window)
      return (part(a), a.row, a.column, $0.0) < (part(b), b.row, b.column, $1.0)
    }
  }
}
