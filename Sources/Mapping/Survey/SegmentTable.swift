import RasterIO
import Rasters

/// The labels of a segmentation image and where their pixels are.
struct SegmentTable {
  struct Segment {
    var label: Int32
    /// The smallest window with all of its pixels.
    var box: Window
  }

  /// In the order of their labels.
  let segments: [Segment]

  /// Reads the image once, strip by strip.
  init(_ image: SkyImage, control: RunControl) throws {
    var boxes: [Int32: (left: Int, right: Int, top: Int, bottom: Int)] = [:]
    let rows = max(1, (2 << 20) / image.width)
    for top in stride(from: 0, to: image.height, by: rows) {
      try control.checkpoint()
      let window = Window(
        column: 0, row: top, width: image.width, height: min(rows, image.height - top))
      let labels = try Self.labels(image, window)
      for i in labels.indices where labels[i] > 0 {
        let (x, y) = (i % image.width, top + i / image.width)
        guard let box = boxes[labels[i]] else {
          boxes[labels[i]] = (x, x, y, y)
          continue
        }
        boxes[labels[i]] = (
          min(box.left, x), max(box.right, x), min(box.top, y), max(box.bottom, y)
        )
      }
      control.progress("segments", Double(window.endRow) / Double(image.height))
    }
    segments = boxes.keys.sorted().compactMap { label in
      boxes[label].map {
        Segment(
          label: label,
          box: Window(
            column: $0.left, row: $0.top, width: $0.right - $0.left + 1,
            height: $0.bottom - $0.top + 1))
      }
    }
  }

  /// Whole numbers from 0; what is no number is background.
  static func labels(_ image: SkyImage, _ window: Window) throws -> [Int32] {
    let values = try image.read(window)
    return try values.indices.map { i in
      if values[i].isNaN { return 0 }
      guard let label = Int32(exactly: values[i]), label >= 0 else {
        let (x, y) = (window.column + i % window.width, window.row + i / window.width)
        throw Failure.usage(
          "'\(image.typed)' holds \(values[i]) at pixel x \(x), y \(y);"
            + " labels are whole numbers from 0 (sky) on")
      }
      return label
    }
  }
}
