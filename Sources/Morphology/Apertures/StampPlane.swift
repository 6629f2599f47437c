import CKernels

/// A small image of Double, row after row.
struct StampPlane {
  let width: Int
  let height: Int
  var values: [Double]

  var count: Int { values.count }

  subscript(x: Int, y: Int) -> Double { values[y * width + x] }

  /// A plane of this size with other values.
  func with(_ values: [Double]) -> StampPlane {
    StampPlane(width: width, height: height, values: values)
  }

  /// The first index of the largest value; 0 for an empty plane.
  var peak: Int {
    var best = 0
    for i in values.indices where values[i] > values[best] { best = i }
    return best
  }

  func part(_ x: Range<Int>, _ y: Range<Int>) -> StampPlane {
    StampPlane(
      width: x.count, height: y.count,
      values: y.flatMap { row in values[(row * width + x.lowerBound)..<(row * width + x.upperBound)]
      })
  }

  var transposed: StampPlane {
    var out = [Double](repeating: 0, count: count)
    out.withUnsafeMutableBufferPointer { out in
      values.withUnsafeBufferPointer { values in
        for y in 0..<height {
          for x in 0..<width { out[x * height + y] = values[y * width + x] }
        }
      }
    }
    return StampPlane(width: height, height: width, values: out)
  }
}
