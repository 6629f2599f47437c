/// Bilinear resampling along one axis as Pillow and `torch.nn.functional
/// .interpolate(antialias=True)` define it: pixel centres at halves, no
/// alignment of corners; where it shrinks, the triangle is as wide as a new pixel.
struct AntialiasedResampling: Sendable {
  /// Where the weights of every new pixel begin, among the old ones.
  private let starts: [Int]
  private let weights: [[Float]]

  /// - Parameters:
  ///   - old: pixels of the old line.
  ///   - share: of it that is resampled, about its middle.
  ///   - new: pixels of the new line.
  init(from old: Int, share: Double = 1, to new: Int) {
    let scale = Double(old) * share / Double(new)
    let start = Double(old) * (1 - share) / 2
    let reach = max(1, scale)
    var starts: [Int] = []
    var weights: [[Float]] = []
    for index in 0..<new {
      let centre = start + (Double(index) + 0.5) * scale
      let first = max(0, Int(centre - reach + 0.5))
      let last = min(old, Int(centre + reach + 0.5))
      let raw = (first..<last).map { max(0, 1 - abs((Double($0) - centre + 0.5) / reach)) }
      let sum = raw.reduce(0, +)
      starts.append(first)
      weights.append(raw.map { Float($0 / sum) })
    }
    self.starts = starts
    self.weights = weights
  }

  var count: Int { starts.count }

  /// Resamples lines: new line i is the weighted sum of old lines.
  func lines(
    _ old: UnsafePointer<Float>, length: Int, into new: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<count {
      let out = new + index * length
      out.update(repeating: 0, count: length)
      for (offset, weight) in weights[index].enumerated() {
        let line = old + (starts[index] + offset) * length
        for place in 0..<length { out[place] += weight * line[place] }
      }
    }
  }

  /// Resamples the values of one line, `step` floats apart in the result.
  func values(
    _ old: UnsafePointer<Float>, into new: UnsafeMutablePointer<Float>, step: Int
  ) {
    for index in 0..<count {
      var sum: Float = 0
      let start = starts[index]
      weights[index].withUnsafeBufferPointer { weights in
        for offset in weights.indices { sum += weights[offset] * old[start + offset] }
      }
      new[index * step] = sum
    }
  }
}
