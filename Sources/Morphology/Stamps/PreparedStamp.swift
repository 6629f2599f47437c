/// A stamp with its bad pixels masked and what all measurements share.
struct PreparedStamp {
  let width: Int
  let height: Int
  /// Flux; 0 where masked.
  let image: StampPlane
  /// Flux of the source's own segment, 0 elsewhere.
  let own: StampPlane
  /// The image without negative values.
  let positive: StampPlane
  /// 1 where not masked, 0 where masked.
  let valid: StampPlane
  /// Pixels of the source's own segment that are not masked, in order.
  let members: [Int]
  /// The brightest pixel of the source.
  let peak: Int
  /// Pixels of no source that the caller has not masked.
  let isSky: [Bool]
  let imageSums: RunningSums
  let validSums: RunningSums

  init(_ stamp: SourceStamp) {
    let count = stamp.width * stamp.height
    width = stamp.width
    height = stamp.height
    let raw = StampPlane(width: stamp.width, height: stamp.height, values: stamp.pixels)
    var masked = Self.outliers(of: raw)
    var isSky = [Bool](repeating: false, count: count)
    for i in 0..<count {
      let label = stamp.labels[i]
      let isMasked = !stamp.mask.isEmpty && stamp.mask[i]
      isSky[i] = label == 0 && !isMasked
      if isMasked || (label != 0 && label != stamp.label) || !stamp.pixels[i].isFinite {
        masked[i] = true
      }
      if case .sigma(let sigma) = stamp.noise, !sigma[i].isFinite { masked[i] = true }
    }
    self.isSky = isSky
    image = raw.with((0..<count).map { masked[$0] ? 0 : stamp.pixels[$0] })
    valid = raw.with(masked.map { $0 ? 0 : 1 })
    members = (0..<count).filter { !masked[$0] && stamp.labels[$0] == stamp.label }
    var own = [Double](repeating: 0, count: count)
    for i in members { own[i] = stamp.pixels[i] }
    self.own = raw.with(own)
    positive = raw.with(own.map { max($0, 0) })
    peak = self.own.peak
    imageSums = RunningSums(image)
    validSums = RunningSums(valid)
  }

  /// Pixels more than ten standard deviations of their eight neighbours away
  /// from their mean; beyond the edges the plane goes on as it ends.
  private static func outliers(of plane: StampPlane) -> [Bool] {
    let (width, height) = (plane.width, plane.height)
    var out = [Bool](repeating: false, count: plane.count)
    let values = plane.values.map { $0.isNaN ? 0 : $0 }
    values.withUnsafeBufferPointer { values in
      for y in 0..<height {
        let rows = (max(0, y - 1) * width, y * width, min(height - 1, y + 1) * width)
        for x in 0..<width {
          let left = max(0, x - 1)
          let right = min(width - 1, x + 1)
          var sum = 0.0
          var squares = 0.0
          func add(_ value: Double) {
            sum += value
            squares += value * value
          }
          for row in [rows.0, rows.2] {
            add(values[row + left])
            add(values[row + x])
            add(values[row + right])
          }
          add(values[rows.1 + left])
          add(values[rows.1 + right])
          let mean = sum / 8
          let deviation = (squares / 8 - mean * mean).squareRoot()
          out[rows.1 + x] =
            abs(plane.values[rows.1 + x] - mean) > Conventions.outlierSigmas * deviation
        }
      }
    }
    return out
  }
}
