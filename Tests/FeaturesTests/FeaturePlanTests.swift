import Features
import Testing

/// Features of small images against the plainest way to compute them.
@Suite struct FeaturePlanTests {
  /// 13 x 11 pixels of three bands with holes.
  private static func image() -> BandRows {
    let image = BandRows(width: 13, height: 11, bands: 3)
    var scramble = Scramble(3)
    for band in 0..<3 {
      for row in 0..<11 {
        for column in 0..<13 {
          image[band, row, column] = 100 + Float(scramble.next(1000)) / 8
        }
      }
    }
    for _ in 0..<25 { image.reject(scramble.next(11), scramble.next(13)) }
    return image
  }

  private static let bands = FeatureBands("red nir swir1")

  private static func context(_ window: Int) throws -> FeaturePlan {
    try FeaturePlan(
      FeatureDefinition.list(
        [.context(.mean, window: window), .bands, .context(.deviation, window: window)], on: bands),
      on: bands)
  }

  /// Mean and standard deviation of the valid pixels around one.
  private static func naive(
    _ image: BandRows, _ band: Int, _ row: Int, _ column: Int, halo: Int
  ) -> (mean: Double, deviation: Double) {
    var values: [Double] = []
    for r in max(0, row - halo)...min(image.height - 1, row + halo) {
      for c in max(0, column - halo)...min(image.width - 1, column + halo)
      where image.isValid(r, c) {
        values.append(Double(image[band, r, c]))
      }
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(values.count)).squareRoot())
  }

  @Test(arguments: [3, 5, 7, 25])
  func neighbours(_ window: Int) throws {
    let image = Self.image()
    let plan = try Self.context(window)
    let (out, undefined) = image.features(plan)
    #expect(plan.halo == window / 2)
    #expect(undefined == 0)
    for row in 0..<image.height {
      for column in 0..<image.width {
        for band in 0..<3 {
          guard image.isValid(row, column) else {
            #expect(out[band, row, column] == 0 && out[6 + band, row, column] == 0)
            continue
          }
          let truth = Self.naive(image, band, row, column, halo: window / 2)
          #expect(abs(Double(out[band, row, column]) - truth.mean) < 1e-4)
          #expect(out[3 + band, row, column] == image[band, row, column])
          #expect(abs(Double(out[6 + band, row, column]) - truth.deviation) < 1e-4)
        }
      }
    }
  }

  @Test func namesOfNeighbours() throws {
    #expect(
      try Self.context(3).names == [
        "mean3(red)", "mean3(nir)", "mean3(swir1)", "red", "nir", "swir1", "deviation3(red)",
        "deviation3(nir)", "deviation3(swir1)",
      ])
  }

  /// Fewer rows in memory, but all that the window reaches: the same bits.
  @Test func doNotDependOnStrips() throws {
    let image = Self.image()
    let plan = try Self.context(5)
    let (whole, _) = image.features(plan)
    for row in 0..<image.height {
      let rows = max(0, row - 2)..<min(image.height, row + 3)
      let part = PlanarRows(
        values: image.rows.values + rows.lowerBound * image.width,
        valid: image.rows.valid + rows.lowerBound * image.width,
        planeStride: image.rows.planeStride, width: image.width, rows: rows)
      let out = BandRows(width: image.width, height: 1, bands: plan.count)
      let target = PlanarRows(
        values: out.rows.values, valid: out.rows.valid, planeStride: out.rows.planeStride,
        width: image.width, rows: row..<row + 1)
      #expect(plan.compute(row: row, from: part, into: target) == 0)
      for column in 0..<image.width {
        for band in 0..<plan.count { #expect(out[band, 0, column] == whole[band, row, column]) }
      }
    }
  }

  @Test func logCentredSpectraHaveNoBrightness() throws {
    let plan = try FeaturePlan(["bands.log-centred"], on: Self.bands)
    let spectra: [[Float]] = [[0.1, 0.4, 0.2], [0.05, 0.2, 0.1], [0.35, 1.4, 0.7], [1, 1, 1]]
    let (out, undefined) = BandRows(pixels: spectra).features(plan)
    #expect(undefined == 0)
    for band in 0..<3 {
      #expect(abs(out[band, 0, 1] - out[band, 0, 0]) < 1e-6)
      #expect(abs(out[band, 0, 2] - out[band, 0, 0]) < 1e-6)
      #expect(out[band, 0, 3] == 0)
    }
    // log(0.1 / cbrt(0.1 * 0.4 * 0.2)) = -log 2
    #expect(abs(out[0, 0, 0] + 0.693_147) < 1e-5)
    #expect(plan.names == ["log-centred(red)", "log-centred(nir)", "log-centred(swir1)"])
  }

  @Test func whatIsUndefinedIsNotValid() throws {
    let plan = try FeaturePlan(["bands", "bands.log-centred"], on: Self.bands)
    let image = BandRows(pixels: [[1, 2, 3], [0, 2, 3], [1, -2, 3], [1, 1, 1]])
    image.reject(0, 3)
    let (out, undefined) = image.features(plan)
    #expect(undefined == 2)
    #expect((0..<4).map { out.isValid(0, $0) } == [true, false, false, false])
    #expect((0..<6).allSatisfy { out[$0, 0, 1] == 0 })
  }

  @Test func bandsAloneCostNothing() throws {
    #expect(try FeaturePlan(["bands"], on: Self.bands).isIdentity)
    #expect(try FeaturePlan(["red", "nir", "swir1"], on: Self.bands).isIdentity)
    #expect(try !FeaturePlan(["nir", "red", "swir1"], on: Self.bands).isIdentity)
    #expect(try !FeaturePlan(["red"], on: Self.bands).isIdentity)
    #expect(try FeaturePlan(["B2"], on: Self.bands).names == ["nir"])
  }

  @Test func namesAreDistinct() {
    #expect(
      message { try FeaturePlan(["bands", "NIR"], on: Self.bands) }
        == "features holds 'nir' twice")
  }
}
