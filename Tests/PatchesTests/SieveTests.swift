import Patches
import Rasters
import TestSupport
import Testing

@Suite struct SieveTests {
  @Test func smallPatchesJoinTheLongestBorder() throws {
    let map = SmallMap(
      """
      1111222
      1131222
      1133222
      1111222
      0000404
      """)
    #expect(
      try map.sieved(.pixels(5)).map.text == """
        1111222
        1111222
        1111222
        1111222
        0000202
        """)
  }

  @Test func whatLiesAloneInNoDataStays() throws {
    let map = SmallMap(
      """
      100
      002
      330
      """)
    let (sieved, outcome) = try map.sieved(.pixels(100))
    #expect(sieved.text == "100\n002\n330")
    #expect(outcome.rounds == 0 && outcome.merged == 0 && outcome.patches == 3)
  }

  /// Two neighbours below the unit do not swap: the larger one keeps.
  @Test func smallNeighboursBecomeOne() throws {
    #expect(try SmallMap("1122230").sieved(.pixels(9)).map.text == "2222220")
    #expect(try SmallMap("2211").sieved(.pixels(9)).map.text == "1111")
  }

  @Test func pixelsThatMeetAtACornerAreApart() throws {
    #expect(try SmallMap("211\n121\n112").sieved(.pixels(2)).map.text == "111\n111\n111")
  }

  @Test(arguments: 0..<100)
  func followsItsDefinition(seed: Int) throws {
    let map = SmallMap.random(seed, most: 1 + seed % 4, size: 1 + seed % 3)
    for least in [2, 5, 30] {
      var plain = PlainSieve(map)
      plain.run(least: least)
      let (sieved, outcome) = try map.sieved(.pixels(least))
      #expect(sieved.labels == plain.labels, "\(map.text)")
      #expect(outcome.patches == plain.patches().pixels.count)
      #expect(zip(map.labels, sieved.labels).allSatisfy { ($0 == 0) == ($1 == 0) })
      #expect(try sieved.sieved(.pixels(least)).map == sieved)
    }
  }

  /// Larger than a block of rows: nothing shows where blocks meet.
  @Test func blocksLeaveNoSeam() throws {
    let map = SmallMap(300, 1500) { column, row in
      Int(ScrambledField.bits(column / 3 * 4096 + row / 2) % 5)
    }
    let tall = try map.sieved(.pixels(20)).map
    var plain = PlainSieve(tall)
    let isFinished = !plain.round(least: 20)
    #expect(isFinished)
    let flipped = SmallMap(1500, 300) { column, row in Int(map.labels[column * 300 + row]) }
    let wide = try flipped.sieved(.pixels(20)).map
    #expect(zip(map.labels, tall.labels).allSatisfy { ($0 == 0) == ($1 == 0) })
    #expect(zip(flipped.labels, wide.labels).allSatisfy { ($0 == 0) == ($1 == 0) })
  }

  @Test func hectaresAreThoseOfTheGrid() throws {
    let metres = try RasterFixture.utm(3, 1, pixel: 30)
    #expect(try PixelWeights(metres, for: .hectares(0.27)).least(.hectares(0.27)) == 3)
    #expect(try PixelWeights(metres, for: .hectares(0.28)).least(.hectares(0.28)) == 4)
    #expect(throws: Failure.self) {
      try PixelWeights(Grid(width: 3, height: 3)).least(.hectares(1))
    }
  }

  @Test func degreesShrinkTowardsThePoles() throws {
    let grid = Grid(
      width: 2, height: 100,
      transform: GeoTransform(left: 10, top: 70, pixelWidth: 0.01, pixelHeight: 0.01),
      reference: .init(name: "WGS 84", isGeographic: true))
    let weights = PixelWeights(grid)
    for row in [0, 50, 99] {
      let hectares = try #require(weights.hectares(weights.row(row).weight(0..<1)))
      let area = try #require(grid.pixelHectares(atRow: row))
      #expect(abs(hectares / area - 1) < 1e-9)
    }
    #expect(weights.row(0).weight(0..<1) < weights.row(99).weight(0..<1))
  }
}
