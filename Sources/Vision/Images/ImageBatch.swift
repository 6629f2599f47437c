/// Images of one size: values [image][channel][row][column], rows from the top
/// as shown on a screen. What an encoder is given is finite; a grey image has
/// one channel.
package struct ImageBatch: Sendable {
  package let count: Int
  package let channels: Int
  package let height: Int
  package let width: Int
  package var values: [Float]

  /// Values of one image.
  package var imageLength: Int { channels * height * width }

  package init(count: Int, channels: Int, height: Int, width: Int, values: [Float]) {
    precondition(values.count == count * channels * height * width, "a batch of another size")
    self.count = count
    self.channels = channels
    self.height = height
    self.width = width
    self.values = values
  }

  /// Where the values of one image lie.
  package func range(_ image: Int) -> Range<Int> {
    image * imageLength..<(image + 1) * imageLength
  }

  /// Some of the images, in the order given.
  package func images(_ chosen: [Int]) -> ImageBatch {
    var picked: [Float] = []
    picked.reserveCapacity(chosen.count * imageLength)
    for image in chosen { picked += values[range(image)] }
    return ImageBatch(
      count: chosen.count, channels: channels, height: height, width: width, values: picked)
  }
}
