/// Where a tensor lies in a file, and how.
package struct StoredTensor: Sendable, Equatable {
  package var type: SafetensorsType
  package var shape: [Int]
  /// The offset of its first element, in bytes from the file's start.
  var offset: Int
  /// Elements from one index to the next, for every axis; nil where they are
  /// those of a row-major array.
  var strides: [Int]?

  /// Elements.
  package var count: Int { shape.reduce(1, *) }

  /// Elements from the first to behind the last.
  var span: Int {
    guard let strides, count > 0 else { return count }
    return 1 + zip(shape, strides).reduce(0) { $0 + ($1.0 - 1) * $1.1 }
  }

  /// Its numbers in row-major order, from those of its span.
  func rowMajor(_ numbers: [Float]) -> [Float] {
    guard let strides, count > 0 else { return numbers }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    return (0..<count).map { _ in
      let number = numbers[place]
      for axis in shape.indices.reversed() {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= strides[axis] * shape[axis]
        index[axis] = 0
      }
      return number
    }
  }

  /// The strides of a row-major array.
  static func rowMajorStrides(_ shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * max(1, shape[axis + 1])
    }
    return strides
  }
}
