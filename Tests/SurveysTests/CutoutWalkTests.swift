import Foundation
import Rasters
import Settings
import TestSupport
import Testing

@testable import Surveys

@Suite struct CutoutWalkTests {
  /// A value that names its pixel.
  private static func value(_ column: Int, _ row: Int) -> Double { Double(column + 1000 * row) }

  private static func mosaic(in folder: TemporaryFolder) throws -> SurveyImage {
    let file = FITSFixture.image(97, 41, value: value)
    return try SurveyImage([file.write(to: folder.file("m.fits"))])
  }

  /// Corners, edges, inside, outside, twice the same, out of order.
  private static let places: [(x: Double, y: Double)] = [
    (97, 41), (1, 1), (97, 1), (1, 41), (49, 41), (49, 1), (1, 20), (97, 20), (49, 20), (49, 20),
    (48.5, 20.5), (-3, 5), (102, 45), (1000, 20), (49, -900), (3.2, 38.9), (60.49, 7.51),
  ]

  private static func cut(_ image: SurveyImage, size: Int, budget: Int) throws -> [Int: [Float]] {
    let frames = places.map { CutoutFrame(centre: ImagePosition(x: $0.x, y: $0.y), size: size) }
    var out: [Int: [Float]] = [:]
    try CutoutWalk(image, size: size, budget: budget).forEach(frames) { out[$0] = $1 }
    return out
  }

  /// Every pixel is the image's own, or NaN beyond it; whatever the memory.
  @Test(arguments: [1, 8, 15, 64], [1 << 17, 1 << 26])
  func pixelsAreRight(_ size: Int, _ budget: Int) throws {
    let folder = try TemporaryFolder()
    let image = try Self.mosaic(in: folder)
    let found = try Self.cut(image, size: size, budget: max(budget, 6 * size * size * 4))
    for (index, place) in Self.places.enumerated() {
      let left = Int((place.x - 1 - Double(size) / 2).rounded(.up))
      let low = Int((place.y - 1 - Double(size) / 2).rounded(.up))
      let wanted = (0..<size * size).map { pixel -> Float in
        let (column, row) = (left + pixel % size, low + pixel / size)
        guard (0..<97).contains(column), (0..<41).contains(row) else { return .nan }
        return Float(Self.value(column, row))
      }
      let isSeen = wanted.contains { !$0.isNaN }
      #expect((found[index] != nil) == isSeen, "\(place)")
      if let values = found[index] {
        #expect(zip(values, wanted).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }, "\(place)")
      }
    }
  }

  @Test func framesAreFlagged() throws {
    let extent = Window(column: 0, row: 0, width: 97, height: 41)
    func flags(_ x: Double, _ y: Double) -> CutoutFlags? {
      CutoutFrame(centre: ImagePosition(x: x, y: y), size: 10)?.flags(in: extent)
    }
    #expect(flags(49, 20) == [] && flags(1, 20) == .edge && flags(97, 41) == .edge)
    #expect(flags(-10, 20) == .outside && flags(49, 60) == .outside)
    #expect(CutoutFrame(centre: ImagePosition(x: 1e300, y: 0), size: 10) == nil)
  }

  @Test func tooLittleMemoryIsRefused() throws {
    let folder = try TemporaryFolder()
    let image = try Self.mosaic(in: folder)
    #expect { try CutoutWalk(image, size: 512, budget: 1_000_000) } throws: {
      "\($0)".contains("need at least")
    }
  }

  @Test func bandsMustBeAligned() throws {
    let folder = try TemporaryFolder()
    let small = try FITSFixture.image(10, 41, value: Self.value).write(to: folder.file("s.fits"))
    let large = try FITSFixture.image(97, 41, value: Self.value).write(to: folder.file("l.fits"))
    #expect { try SurveyImage([large, small]) } throws: { "\($0)".contains("10x41") }
    let cards = try #require(WCSReference.all.made.first).cards
      .filter { !$0.hasPrefix("NAXIS") }
    let moved = cards.map { $0.hasPrefix("CRPIX1") ? FITSFixture.card("CRPIX1", "160.5") : $0 }
    let a = FITSFixture.image(30, 20, more: cards, value: Self.value)
    let b = FITSFixture.image(30, 20, more: moved, value: Self.value)
    let paths = [try a.write(to: folder.file("a.fits")), try b.write(to: folder.file("b.fits"))]
    #expect { try SurveyImage(paths) } throws: { "\($0)".contains("10.0 pixels away") }
    #expect(try SurveyImage([paths[0], paths[0]]).bandCount == 2)
  }
}

@Suite struct StretchTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var values: [Float]
    var low, high: Double
    var testDescription: String { name }
  }

  static let cases: [Case] = {
    guard
      let url = Bundle.module.url(
        forResource: "zscale", withExtension: "json", subdirectory: "Fixtures"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return (try? JSONDecoder().decode([Case].self, from: data)) ?? []
  }()

  @Test func referencesAreThere() { #expect(Self.cases.count == 6) }

  @Test(arguments: cases) func zscaleAgreesWithAstropy(_ reference: Case) throws {
    let found = try #require(ZScale.limits(reference.values))
    let scale = max(1, abs(reference.high - reference.low))
    #expect(abs(found.low - reference.low) < 1e-6 * scale, "\(found)")
    #expect(abs(found.high - reference.high) < 1e-6 * scale, "\(found)")
  }

  static let odd: [[Float]] = [
    [], [.nan, .nan], [5, 5, 5], [0], [.infinity, 1, -.infinity], [-3, -2, -1],
  ]

  @Test(arguments: Stretch.Curve.allCases, odd)
  func nothingIsDividedByZero(_ curve: Stretch.Curve, _ values: [Float]) throws {
    let greys = Stretch(curve).greys(values)
    #expect(greys.count == values.count)
    for (grey, value) in zip(greys, values) { #expect((grey == 0) == value.isNaN) }
  }

  @Test func curvesRise() throws {
    let ramp = (0..<101).map { Float($0) }
    for curve in Stretch.Curve.allCases {
      let greys = Stretch(curve, limits: 0...100).greys(ramp)
      #expect(greys.first == 1 && greys.last == 255)
      #expect(zip(greys, greys.dropFirst()).allSatisfy { $0 <= $1 }, "\(curve)")
    }
    #expect(Stretch(.linear, limits: 0...100).greys([50]) == [128])
  }
}

@Suite struct DetectorTests {
  /// Round sources on noise that is the same every time.
  private static func sky(_ width: Int, _ height: Int, _ stars: [(x: Int, y: Int)]) -> FITSFixture {
    FITSFixture.image(width, height) { column, row in
      var state = UInt64(column &* 7919 &+ row &* 104_729 &+ 12345)
      var noise = 0.0
      for _ in 0..<4 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        noise += Double(state >> 40) / Double(1 << 24) - 0.5
      }
      return stars.reduce(100 + noise) { sum, star in
        let (x, y) = (Double(column + 1 - star.x), Double(row + 1 - star.y))
        return sum + 50 * exp(-(x * x + y * y) / 8)
      }
    }
  }

  private static func grid() -> [(x: Int, y: Int)] {
    (0..<5).flatMap { row in (0..<7).map { (20 + 30 * $0 + 3 * row, 17 + 30 * row) } }
  }

  /// Every source is found once, in pieces and in one.
  @Test func piecesFindWhatTheWholeFinds() throws {
    let folder = try TemporaryFolder()
    let stars = Self.grid()
    let path = try Self.sky(230, 170, stars).write(to: folder.file("s.fits"))
    let image = try SurveyImage([path])
    var options = DetectionSettings()
    options.threshold = 5
    options.mesh = 32
    let whole = try Detector(image, options).detect()
    let pieces = try Detector(image, options, core: 64, margin: 32).detect()
    for found in [whole, pieces] {
      #expect(found.count == stars.count)
      for star in stars {
        let near = found.filter {
          hypot($0.place.x - Double(star.x), $0.place.y - Double(star.y)) < 0.2
        }
        #expect(near.count == 1, "\(star)")
      }
    }
  }

  /// All pixels of every source are there, also of those on the borders of
  /// pieces, and say the same as the table.
  @Test func fieldsKnowThePixelsOfTheirSources() throws {
    let folder = try TemporaryFolder()
    let stars = Self.grid()
    let path = try Self.sky(230, 170, stars).write(to: folder.file("s.fits"))
    let image = try SurveyImage([path])
    var options = DetectionSettings()
    options.threshold = 5
    options.mesh = 32
    for detector in [
      try Detector(image, options), try Detector(image, options, core: 64, margin: 32),
    ] {
      let field = try detector.detectField(scratch: folder.file(""))
      #expect(try field.sources == detector.detect())
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("")) == ["s.fits"])
      let labels = try field.labels(image.extent)
      let values = try field.values(image.extent)
      for (index, source) in field.sources.enumerated() {
        let own = labels.indices.filter { labels[$0] == Int32(index + 1) }
        #expect(own.count == source.pixels)
        let flux = own.reduce(0) { $0 + values[$1] }
        #expect(abs(flux / source.flux - 1) < 0.02)
        let columns = own.map { $0 % 230 }
        let rows = own.map { $0 / 230 }
        #expect(columns.min() == source.box.column && rows.min() == source.box.row)
        #expect(columns.max() == source.box.endColumn - 1 && rows.max() == source.box.endRow - 1)
        #expect(try field.source(at: source.place) == index)
        #expect((0.1...2).contains(field.deviation(source.box)))
      }
      #expect(try field.source(at: ImagePosition(x: 1, y: 1)) == nil)
      #expect(try field.source(at: ImagePosition(x: -9, y: 999)) == nil)
    }
  }

  @Test func emptySkiesHaveNoSources() throws {
    let folder = try TemporaryFolder()
    for (name, value) in [("nan", Double.nan), ("zero", 0), ("same", 7)] {
      let file = FITSFixture.image(40, 30) { _, _ in value }
      let image = try SurveyImage([file.write(to: folder.file(name + ".fits"))])
      #expect(try Detector(image, DetectionSettings()).detect().isEmpty)
    }
  }

  @Test func neighboursAreMasked() throws {
    let folder = try TemporaryFolder()
    let path = try Self.sky(65, 65, [(33, 33), (52, 40)]).write(to: folder.file("s.fits"))
    let image = try SurveyImage([path])
    var options = DetectionSettings()
    options.threshold = 5
    var values = [Float](repeating: 0, count: 65 * 65)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.read(image.extent, band: 0, into: base, stride: 65)
    }
    #expect(
      try Detector.maskNeighbours(&values, size: 65, options: options, name: "s"))
    #expect(!values[32 * 65 + 32].isNaN && values[39 * 65 + 51].isNaN)
    #expect((15...200).contains(values.filter(\.isNaN).count))
  }

  @Test func parametersAreChecked() throws {
    let folder = try TemporaryFolder()
    let image = try SurveyImage([Self.sky(20, 20, []).write(to: folder.file("s.fits"))])
    let wrong: [(inout DetectionSettings) -> Void] = [
      { $0.threshold = 0 }, { $0.leastArea = 0 }, { $0.mesh = 1 }, { $0.meshFilter = 0 },
      { $0.deblendLevels = 0 }, { $0.deblendContrast = -1 }, { $0.clean = 99 }, { $0.band = 2 },
    ]
    for change in wrong {
      var options = DetectionSettings()
      change(&options)
      #expect(throws: Failure.self) { try Detector(image, options) }
    }
  }
}
