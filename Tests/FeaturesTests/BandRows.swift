import Features

/// A small image in memory: planes of full rows that go away with it.
final class BandRows: @unchecked Sendable {
  let width: Int
  let height: Int
  let bands: Int
  let rows: PlanarRows
  private let planeStride: Int

  init(width: Int, height: Int, bands: Int) {
    self.width = width
    self.height = height
    self.bands = bands
    planeStride = width * height + 16
    let values = UnsafeMutablePointer<Float>.allocate(capacity: planeStride * bands)
    values.initialize(repeating: 0, count: planeStride * bands)
    let valid = UnsafeMutablePointer<UInt8>.allocate(capacity: planeStride)
    valid.initialize(repeating: 1, count: planeStride)
    rows = PlanarRows(
      values: values, valid: valid, planeStride: planeStride, width: width, rows: 0..<height)
  }

  deinit {
    rows.values.deallocate()
    rows.valid.deallocate()
  }

  /// One row of pixels, each with these bands.
  convenience init(pixels: [[Float]]) {
    self.init(width: pixels.count, height: 1, bands: pixels.first?.count ?? 0)
    for (column, pixel) in pixels.enumerated() {
      for (band, value) in pixel.enumerated() { self[band, 0, column] = value }
    }
  }

  subscript(band: Int, row: Int, column: Int) -> Float {
    get { rows.values[band * planeStride + row * width + column] }
    set { rows.values[band * planeStride + row * width + column] = newValue }
  }

  func isValid(_ row: Int, _ column: Int) -> Bool { rows.valid[row * width + column] != 0 }

  /// Invalid pixels are 0 in every band, as strips have them.
  func reject(_ row: Int, _ column: Int) {
    rows.valid[row * width + column] = 0
    for band in 0..<bands { self[band, row, column] = 0 }
  }

  /// The features of all rows, and how many pixels they are undefined for.
  func features(_ plan: FeaturePlan) -> (rows: BandRows, undefined: Int) {
    let out = BandRows(width: width, height: height, bands: plan.count)
    let undefined = (0..<height).reduce(0) {
      $0 + plan.compute(row: $1, from: rows, into: out.rows)
    }
    return (out, undefined)
  }
}

extension FeatureBands {
  init(_ names: String, sensor: String = "") {
    self.init(
      names.split(separator: " ").enumerated().map {
        FeatureBand(name: String($0.element), label: "b\($0.offset + 1)")
      }, sensor: sensor, title: "scene.tif")
  }
}

extension FeaturePlan {
  /// What a scene file's words ask for.
  init(_ words: [String], on bands: FeatureBands) throws {
    let items = try words.map { try FeatureItem(word: $0) }
    try self.init(FeatureDefinition.list(items, on: bands), on: bands)
  }

  static func expression(_ text: String, on bands: FeatureBands) throws -> FeaturePlan {
    let item = FeatureItem.expression(name: "x", try BandExpression(text))
    return try FeaturePlan(FeatureDefinition.list([item], on: bands), on: bands)
  }
}

/// Small whole numbers that only look random.
struct Scramble {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: state >> 33) % bound
  }
}
