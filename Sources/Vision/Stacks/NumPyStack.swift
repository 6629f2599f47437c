import Rasters

extension StackFormat {
  static let numPy = StackFormat(
    ".npy", endings: [".npy"], recognise: NumPyHeader.isNumPy,
    open: { _, file, _ in try NumPyStack(file) })
}

/// Images in NumPy's .npy format: (N, H, W) or (N, H, W, C), in C order.
struct NumPyStack: StackReader {
  let format = "NumPy array"
  let shape: StackShape
  var range: ClosedRange<Float>? { header.scalar.range }
  let labels: [Int]? = nil
  private let file: RandomAccessFile
  private let header: NumPyHeader

  init(_ file: RandomAccessFile) throws {
    header = try NumPyHeader(file)
    self.file = file
    let sides = header.shape
    guard sides.count == 3 || sides.count == 4 else {
      throw Failure(
        "'\(file.name)' has the shape (\(sides.map(String.init).joined(separator: ", "))): images "
          + "are (N, H, W) or (N, H, W, C)")
    }
    guard !header.isFortran else {
      throw Failure("'\(file.name)' is in Fortran order: save numpy.ascontiguousarray of it")
    }
    shape = try StackShape(
      count: sides[0], channels: sides.count == 4 ? sides[3] : 1, height: sides[1],
      width: sides[2]
    ).checked(file.name)
  }

  func values(_ part: Range<Int>) throws -> [Float] {
    let length = shape.imageLength * header.scalar.bytes
    let bytes = try file.bytes(
      at: header.start + part.lowerBound * length, count: part.count * length)
    return planar(header.scalar.floats(bytes))
  }
}
