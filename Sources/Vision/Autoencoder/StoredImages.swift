import Kernels

/// Square images of one size that are kept in memory once, each at its place:
/// [image][channel][row][column]. A training takes them as they lie.
package struct StoredImages: ImageSource {
  package let count: Int
  package let channels: Int
  package let side: Int
  let values: FloatBuffer

  /// Images that are worked on together.
  private static let block = 256

  /// Black images.
  package init(count: Int, channels: Int, side: Int) {
    self.init(
      count: count, channels: channels, side: side,
      values: FloatBuffer(count * channels * side * side))
  }

  private init(count: Int, channels: Int, side: Int, values: FloatBuffer) {
    (self.count, self.channels, self.side) = (count, channels, side)
    self.values = values
  }

  private var length: Int { channels * side * side }

  /// Puts an image at its place.
  package func set(_ place: Int, _ image: [Float]) {
    precondition(image.count == length, "an image of another size")
    image.withUnsafeBufferPointer {
      if let start = $0.baseAddress {
        (values.pointer + place * length).update(from: start, count: length)
      }
    }
  }

  /// Only the images at these places, which ascend; they take the places of the
  /// others.
  package func keeping(_ places: [Int]) -> StoredImages {
    for (to, from) in places.enumerated() where to != from {
      (values.pointer + to * length).update(from: values.pointer + from * length, count: length)
    }
    return StoredImages(count: places.count, channels: channels, side: side, values: values)
  }

  package func images(in range: Range<Int>) -> ImageBatch {
    let own = UnsafeBufferPointer(
      start: values.pointer + range.lowerBound * length, count: range.count * length)
    return ImageBatch(
      count: range.count, channels: channels, height: side, width: side, values: Array(own))
  }

  /// Puts what is made of each image, which depends on it alone, in its place.
  package func replace(_ make: (ImageBatch) throws -> ImageBatch) throws {
    for start in stride(from: 0, to: count, by: Self.block) {
      let made = try make(images(in: start..<min(count, start + Self.block)))
      for image in 0..<made.count { set(start + image, Array(made.values[made.range(image)])) }
    }
  }
}
