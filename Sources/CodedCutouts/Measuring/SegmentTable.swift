import Jobs
import Rasters

/// The labels of a segmentation image and where their pixels are.
struct SegmentTable {
  struct Segment {
    /// As measuring knows it.
    var label: Int32
    /// The smallest window with all of its pixels.
    var box: Window
  }

  /// In the order of their labels.
  let segments: [Segment]
  let labels: SegmentLabels

  /// Reads the image once, strip by strip of so many pixels.
  init(_ image: PlaneImage, pixelsPerStrip: Int, control: RunControl) throws {
    var boxes: [Int64: Box] = [:]
    let rows = max(1, pixelsPerStrip / image.width)
    for top in stride(from: 0, to: image.height, by: rows) {
      try control.checkpoint()
      let window = Window(
        column: 0, row: top, width: image.width, height: min(rows, image.height - top))
      let labels = try Self.labels(image, window)
      for row in 0..<window.height {
        Self.add(labels[row * image.width..<(row + 1) * image.width], row: top + row, to: &boxes)
      }
      control.progress("segments", Double(window.endRow) / Double(image.height))
    }
    let sorted = boxes.sorted { $0.key < $1.key }
    let labels = SegmentLabels(sorted.map(\.key))
    self.labels = labels
    segments = sorted.map { Segment(label: labels.number($0.key), box: $0.value.window) }
  }

  private struct Box {
    var left, right, low, high: Int

    var window: Window {
      Window(column: left, row: low, width: right - left + 1, height: high - low + 1)
    }
  }

  /// A row of labels, run by run.
  private static func add(_ line: ArraySlice<Int64>, row: Int, to boxes: inout [Int64: Box]) {
    var at = line.startIndex
    while at < line.endIndex {
      let label = line[at]
      let end = line[at...].firstIndex { $0 != label } ?? line.endIndex
      let (left, right) = (at - line.startIndex, end - 1 - line.startIndex)
      at = end
      guard label > 0 else { continue }
      var box = boxes[label] ?? Box(left: left, right: right, low: row, high: row)
      (box.left, box.right) = (min(box.left, left), max(box.right, right))
      (box.low, box.high) = (min(box.low, row), max(box.high, row))
      boxes[label] = box
    }
  }

  /// Whole numbers from 0; what is no number is background.
  static func labels(_ image: PlaneImage, _ window: Window) throws -> [Int64] {
    if let wholes = try image.readWholes(window) {
      // What is larger than the largest number has become it.
      if let i = wholes.firstIndex(where: { $0 < 0 || $0 == .max }) {
        throw noLabel("\(wholes[i])", image, window, i)
      }
      return wholes
    }
    let values = try image.read(window)
    return try values.indices.map { i in
      if values[i].isNaN { return 0 }
      guard let label = Int64(exactly: values[i]), label >= 0 else {
        throw noLabel("\(values[i])", image, window, i)
      }
      return label
    }
  }

  private static func noLabel(
    _ found: String, _ image: PlaneImage, _ window: Window, _ index: Int
  ) -> Failure {
    let (x, y) = (window.column + index % window.width, window.row + index / window.width)
    return Failure.usage(
      "'\(image.typed)' holds \(found) at pixel x \(x), y \(y);"
        + " labels are whole numbers from 0 (sky) on")
  }
}
