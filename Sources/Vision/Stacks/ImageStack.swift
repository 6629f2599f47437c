import Rasters

/// Many images of one size in one file, read by blocks: a NumPy array (N, H, W)
/// or (N, H, W, C), an IDX file such as MNIST's (also .gz), or a MATLAB file
/// of version 5. Recognised by what is in it.
package struct ImageStack: Sendable {
  /// "NumPy array", "IDX", "MAT 5".
  package let format: String
  package let count: Int
  package let channels: Int
  package let height: Int
  package let width: Int
  /// The values that pixels can have where the file's type says so: 0...255 of
  /// bytes.
  package let range: ClosedRange<Float>?
  /// A class of every image where the file has them.
  package let labels: [Int]?
  private let reader: any StackReader

  /// Sides and channels that an image may have.
  static let largestSide = 16_384
  static let mostChannels = 64

  /// Opens a file; sizes are checked against the file's before anything is
  /// made room for. Throws one line that says what is wrong.
  package init(path: String, name: String) throws {
    let file = try RandomAccessFile(path, name: name)
    let head = try file.bytes(at: 0, count: min(file.size, 128))
    guard let format = StackFormat.all.first(where: { $0.isFormat(of: head) }) else {
      throw Failure("'\(name)' is no stack of images: \(StackFormat.listed) files are")
    }
    self.init(try format.open(path, file, head))
  }

  /// Whether a file's name is one of a stack of images, as it is or packed.
  package static func isNamed(_ path: String) -> Bool {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return StackFormat.all.flatMap(\.endings).contains(where: name.hasSuffix)
  }

  private init(_ reader: any StackReader) {
    self.reader = reader
    format = reader.format
    count = reader.shape.count
    channels = reader.shape.channels
    height = reader.shape.height
    width = reader.shape.width
    range = reader.range
    labels = reader.labels
  }

  /// Images as they are stored (not scaled).
  package func images(_ part: Range<Int>) throws -> ImageBatch {
    precondition(part.lowerBound >= 0 && part.upperBound <= count, "images beyond the stack")
    return ImageBatch(
      count: part.count, channels: channels, height: height, width: width,
      values: try reader.values(part))
  }
}

/// Count and size of images.
struct StackShape: Sendable, Equatable {
  var count: Int
  var channels: Int
  var height: Int
  var width: Int

  var imageLength: Int { channels * height * width }

  /// Throws one line where it is not that of images.
  func checked(_ name: String) throws -> StackShape {
    let sides = 1...ImageStack.largestSide
    guard count > 0, sides.contains(height), sides.contains(width), height * width > 1,
      (1...ImageStack.mostChannels).contains(channels)
    else {
      throw Failure(
        "'\(name)' holds \(count) arrays of \(height)x\(width)x\(channels): no images "
          + "(sides to \(ImageStack.largestSide), channels to \(ImageStack.mostChannels))")
    }
    return self
  }
}

/// What a format does for ``ImageStack``.
protocol StackReader: Sendable {
  var format: String { get }
  var shape: StackShape { get }
  var range: ClosedRange<Float>? { get }
  var labels: [Int]? { get }
  /// [image][channel][row][column].
  func values(_ part: Range<Int>) throws -> [Float]
}

extension StackReader {
  /// [image][row][column][channel] as [image][channel][row][column].
  func planar(_ values: [Float]) -> [Float] {
    let (channels, plane) = (shape.channels, shape.height * shape.width)
    guard channels > 1 else { return values }
    var out = values
    for image in 0..<values.count / (channels * plane) {
      let base = image * channels * plane
      for pixel in 0..<plane {
        for channel in 0..<channels {
          out[base + channel * plane + pixel] = values[base + pixel * channels + channel]
        }
      }
    }
    return out
  }
}
