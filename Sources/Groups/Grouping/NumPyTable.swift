import RasterIO
import Rasters
import Vision

/// An array of features in NumPy's .npy format: two dimensions, objects by
/// features, Float32 or Float64 of either byte order, in C or Fortran order.
/// Read by blocks; identifiers are the numbers of the rows, from 0.
struct NumPyTable: ObjectWalk {
  let path: String
  private let place: String
  private let header: NumPyHeader

  /// "f0", "f1", …
  let features: [String]
  private let tally: FeatureTally
  var notes: [String] { tally.notes }
  var hintColumns: [String] { [] }

  /// Reads the header.
  init(path: String) throws {
    self.path = path
    place = try LocalPath.file(path).absolute
    header = try NumPyHeader(RandomAccessFile(place, name: path))
    guard header.scalar.kind == .float else {
      throw Failure("'\(path)' holds whole numbers: save it as float32 or float64")
    }
    let shape = header.shape
    guard shape.count == 2 else {
      let words = shape.map(String.init).joined(separator: ", ")
      throw Failure("'\(path)' has the shape (\(words)): objects x features is due")
    }
    guard shape[0] > 0, (1...100_000).contains(shape[1]) else {
      throw Failure("'\(path)' has \(shape[0]) objects of \(shape[1]) features: nothing to group")
    }
    features = (0..<shape[1]).map { "f\($0)" }
    tally = FeatureTally(path: path, features: features)
  }

  private var count: Int { header.shape[0] }
  private var width: Int { header.shape[1] }

  func forEach(
    _ checkpoint: () throws -> Void, _ body: (ObjectBlock) throws -> Void
  ) throws {
    tally.reset()
    let file = try RandomAccessFile(place, name: path)
    let size = Self.blockSize(width: width)
    for start in stride(from: 0, to: count, by: size) {
      try checkpoint()
      let part = start..<min(count, start + size)
      let values = try values(file, part)
      for (place, value) in values.enumerated() { tally.add(value, place % width) }
      try body(
        ObjectBlock(first: start, ids: part.map(String.init), width: width, values: values))
    }
  }

  /// [row][feature].
  private func values(_ file: RandomAccessFile, _ part: Range<Int>) throws -> [Float] {
    guard header.isFortran else {
      return try floats(file, from: part.lowerBound * width, count: part.count * width)
    }
    var out = [Float](repeating: 0, count: part.count * width)
    for column in 0..<width {
      let values = try floats(file, from: column * count + part.lowerBound, count: part.count)
      for (row, value) in values.enumerated() { out[row * width + column] = value }
    }
    return out
  }

  private func floats(_ file: RandomAccessFile, from element: Int, count: Int) throws -> [Float] {
    let bytes = header.scalar.bytes
    return header.scalar.floats(
      try file.bytes(at: header.start + element * bytes, count: count * bytes))
  }
}
