/// One axis of an image brought to another number of pixels: the mean of what
/// a pixel covers where it becomes coarser, linear between pixels where it
/// becomes finer.
struct AxisResampling {
  /// For each new pixel, the first old one and the weights from there on.
  let steps: [(first: Int, weights: [Float])]

  /// The stretch from `start` to `start + length` of an axis of `count` pixels
  /// becomes `target` pixels.
  init(count: Int, start: Double, length: Double, target: Int) {
    let step = length / Double(target)
    steps = (0..<target).map { index in
      let from = start + Double(index) * step
      return step > 1
        ? Self.mean(from: from, to: from + step, count: count)
        : Self.linear(at: from + step / 2 - 0.5, count: count)
    }
  }

  private static func mean(from: Double, to: Double, count: Int) -> (Int, [Float]) {
    let first = min(count - 1, max(0, Int(from)))
    let last = min(count - 1, max(first, Int((to - 1e-9).rounded(.down))))
    let shares = (first...last).map { pixel in
      max(0, min(to, Double(pixel + 1)) - max(from, Double(pixel)))
    }
    let sum = shares.reduce(0, +)
    return (first, shares.map { Float(sum > 0 ? $0 / sum : 1 / Double(shares.count)) })
  }

  private static func linear(at place: Double, count: Int) -> (Int, [Float]) {
    let inside = min(Double(count - 1), max(0, place))
    let first = min(Int(inside), max(0, count - 2))
    guard count > 1 else { return (0, [1]) }
    let share = Float(inside - Double(first))
    return (first, [1 - share, share])
  }
}

extension CutoutPlanes {
  /// The square in the middle, `crop` of the shorter side, on `side` pixels a
  /// side: [band][side][side].
  package func middle(side: Int, crop: Double) -> [Float] {
    let length = Double(min(width, height)) * crop
    let across = AxisResampling(
      count: width, start: (Double(width) - length) / 2, length: length, target: side)
    let down = AxisResampling(
      count: height, start: (Double(height) - length) / 2, length: length, target: side)
    var out = [Float](repeating: 0, count: bands * side * side)
    var rows = [Float](repeating: 0, count: height * side)
    for band in 0..<bands {
      let plane = Array(self.plane(band))
      for row in 0..<height {
        for (column, step) in across.steps.enumerated() {
          var sum: Float = 0
          for (index, weight) in step.weights.enumerated() {
            sum += weight * plane[row * width + step.first + index]
          }
          rows[row * side + column] = sum
        }
      }
      for (row, step) in down.steps.enumerated() {
        for column in 0..<side {
          var sum: Float = 0
          for (index, weight) in step.weights.enumerated() {
            sum += weight * rows[(step.first + index) * side + column]
          }
          out[(band * side + row) * side + column] = sum
        }
      }
    }
    return out
  }

  /// Pixels without a value take the median of their band: the sky's, where
  /// sources are small.
  package var filled: CutoutPlanes {
    guard values.contains(where: { !$0.isFinite }) else { return self }
    var out = self
    for band in 0..<bands {
      let finite = plane(band).filter(\.isFinite).sorted()
      let median = finite.isEmpty ? 0 : finite[finite.count / 2]
      for index in band * width * height..<(band + 1) * width * height
      where !values[index].isFinite { out.values[index] = median }
    }
    return out
  }
}
