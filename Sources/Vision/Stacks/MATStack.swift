import Rasters

extension StackFormat {
  static let mat = StackFormat(
    "MATLAB 5", endings: [".mat"], recognise: MATStack.isMAT,
    open: { _, file, head in try MATStack(file, head: head) })
}

/// Images in a MATLAB file of version 5. The largest numeric array is taken:
/// (H, W, N) or (H, W, C, N), or one row for every square image, with its
/// columns one after another as MATLAB has them (N, H·H); and for labels a
/// vector of N whole numbers. All of it is in memory, for the values of one
/// image lie scattered over the file.
struct MATStack: StackReader {
  /// Values that are taken into memory: 4 GB.
  private static let most = 1 << 30

  let format = "MAT 5"
  let shape: StackShape
  let range: ClosedRange<Float>?
  let labels: [Int]?
  /// As in the file.
  private let stored: [Float]
  private let isRows: Bool

  static func isMAT(_ head: [UInt8]) -> Bool { head.starts(with: Array("MATLAB ".utf8)) }

  init(_ file: RandomAccessFile, head: [UInt8]) throws {
    guard head.count == 128 else { throw Failure("'\(file.name)' ends inside its header") }
    let order = String(decoding: head[126..<128], as: UTF8.self)
    guard order == "IM" || order == "MI" else {
      throw Failure("'\(file.name)' is a damaged MATLAB file: its byte order is not known")
    }
    let isBig = order == "MI"
    let version = MATVariable.integer(head[124..<126], isBig) >> 8
    guard version == 1 else {
      throw Failure(
        "'\(file.name)' is a MATLAB file of version 7.3 (HDF5) or newer: save it with -v7, or as "
          + ".npy")
    }
    let all = try MATVariable.all(in: file, isBig: isBig)
    guard let images = all.max(by: { $0.count < $1.count }), images.count > 0 else {
      throw Failure("'\(file.name)' has no numeric array")
    }
    guard images.count <= Self.most else {
      throw Failure("'\(file.name)': '\(images.name)' has \(images.count) values; save it as .npy")
    }
    (shape, isRows) = try Self.shape(images, file.name)
    range = images.isByte ? 0...255 : nil
    labels = try Self.labels(all, count: shape.count)
    stored = try images.values()
  }

  private static func shape(
    _ images: MATVariable, _ name: String
  ) throws -> (shape: StackShape, isRows: Bool) {
    let sides = images.sides
    if sides.count == 2 {
      let side = Int(Double(sides[1]).squareRoot().rounded())
      guard side * side == sides[1] else {
        throw Failure(
          "'\(name)': '\(images.name)' is \(sides[0])x\(sides[1]), and \(sides[1]) values are no "
            + "square image")
      }
      return (
        try StackShape(count: sides[0], channels: 1, height: side, width: side).checked(name), true
      )
    }
    guard sides.count <= 4 else {
      throw Failure("'\(name)': '\(images.name)' has \(sides.count) dimensions, no images")
    }
    let shape = StackShape(
      count: sides[sides.count - 1], channels: sides.count == 4 ? sides[2] : 1, height: sides[0],
      width: sides[1])
    return (try shape.checked(name), false)
  }

  /// The first vector of as many whole numbers.
  private static func labels(_ all: [MATVariable], count: Int) throws -> [Int]? {
    guard let own = all.first(where: { $0.count == count && $0.sides.contains(count) }) else {
      return nil
    }
    let values = try own.values()
    let whole = values.compactMap { Int(exactly: $0) }
    return whole.count == values.count ? whole : nil
  }

  func values(_ part: Range<Int>) throws -> [Float] {
    let (height, width, plane) = (shape.height, shape.width, shape.height * shape.width)
    var out = [Float](repeating: 0, count: part.count * shape.imageLength)
    for (place, image) in part.enumerated() {
      for channel in 0..<shape.channels {
        let base = (place * shape.channels + channel) * plane
        for column in 0..<width {
          for row in 0..<height {
            let inside = channel * plane + column * height + row
            out[base + row * width + column] =
              isRows
              ? stored[inside * shape.count + image] : stored[image * shape.imageLength + inside]
          }
        }
      }
    }
    return out
  }
}
