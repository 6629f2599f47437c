import Foundation
import Kernels
import Rasters
import Surveys
import TestSupport
import Testing

@testable import Simulation

/// Made-up fields of the sky.
@Suite struct SurveySimulationTests {
  private static let request = SurveyRequest(width: 330, height: 210, sources: 40, seed: 3)

  private static func make(
    _ folder: TemporaryFolder, workers: Int = 2, _ request: SurveyRequest = request
  ) throws -> SimulatedSurvey {
    try simulateSurvey(request, into: folder.file("out"), workers: Workers(workers))
  }

  @Test func bytesDependOnTheRequestAlone() throws {
    let made = try [1, 3].map { workers -> [Data] in
      let folder = try TemporaryFolder()
      let survey = try Self.make(folder, workers: workers)
      return try (survey.images + survey.truth + [survey.pointSpread]).map {
        try Data(contentsOf: URL(fileURLWithPath: $0))
      }
    }
    #expect(made[0] == made[1])
    var other = Self.request
    other.seed = 4
    let folder = try TemporaryFolder()
    let image = try Self.make(folder, other).images[0]
    #expect(try Data(contentsOf: URL(fileURLWithPath: image)) != made[0][0])
  }

  /// A strip of other rows holds the same pixels.
  @Test func pixelsDoNotDependOnStrips() {
    let painter = SurveyPainter(Self.request, SourceMaker(request: Self.request).sources())
    let whole = painter.paint(10..<80)
    let part = painter.paint(41..<60)
    for band in whole.indices {
      let same = whole[band][31 * 330..<50 * 330]
      #expect(zip(same, part[band]).allSatisfy { $0.bitPattern == $1.bitPattern })
    }
  }

  @Test(arguments: [
    (0.5, 1.0, nil), (1, 0.4, nil), (4, 0.7, nil),
    (1, 0.6, LightProfile.Arms(count: 2, pitch: 0.3, strength: 0.8, phase: 1)),
  ])
  func profilesHoldTheirFlux(index: Double, ratio: Double, arms: LightProfile.Arms?) {
    let profile = LightProfile(
      x: 150.3, y: 149.6, radius: 9, index: index, axisRatio: ratio, theta: 0.7, arms: arms,
      fluxes: [1])
    let shape = LightProfile.Shape(profile, faintest: 1e-9)
    var (sum, half) = (0.0, 0.0)
    for y in 0..<300 {
      for x in 0..<300 {
        let light = shape.pixel(x, y)
        let (dx, dy) = (Double(x) - 150.3, Double(y) - 149.6)
        let u = dx * cos(0.7) + dy * sin(0.7)
        let v = (dy * cos(0.7) - dx * sin(0.7)) / ratio
        sum += light
        if hypot(u, v) < 9 { half += light }
      }
    }
    // What lies beyond the plane is a few percent of a de Vaucouleurs profile.
    #expect(abs(sum - 1) < (index > 2 ? 0.04 : 2e-3))
    #expect(abs(half - 0.5) < 0.01)
  }

  @Test func starsAreWhereTheTruthSays() throws {
    let folder = try TemporaryFolder()
    var request = Self.request
    request.noise = 0
    let survey = try Self.make(folder, request)
    let image = try SurveyImage([survey.images[1]])
    let plane = try ImageFile.open(survey.images[1])
    let sources = SourceMaker(request: request).sources()
    let stars = sources.filter { star in
      star.kind == .star && star.note == .none
        && !sources.contains {
          $0.x != star.x && hypot($0.x - star.x, $0.y - star.y) < 45
        }
    }
    for star in stars {
      let window = Window(
        column: Int(star.x) - 9, row: Int(star.y) - 9, width: 19, height: 19)
      guard image.extent.contains(window) else { continue }
      let values = try plane.readDoubles(window, plane: 0)
      let sky = values[0]
      let flux = values.reduce(0) { $0 + $1 - sky }
      #expect(abs(flux / star.fluxes[1] - 1) < 0.02)
      let x = values.enumerated().reduce(0) { $0 + Double($1.0 % 19) * ($1.1 - sky) } / flux
      #expect(abs(x + Double(window.column) - star.x) < 0.05)
    }
  }

  @Test func theFieldHasItsOddSources() throws {
    let sources = SourceMaker(request: SurveyRequest()).sources()
    let edges = sources.filter { $0.note == .edge }
    #expect(sources.filter { $0.note == .corner }.count == 4 && edges.count == 4)
    #expect(edges.contains { $0.y < 3 } && edges.contains { $0.y > 896 })
    #expect(edges.contains { $0.x < 3 } && edges.contains { $0.x > 1196 })
    #expect(Set(sources.map(\.kind)).count == SimulatedSource.Kind.allCases.count)
    let folder = try TemporaryFolder()
    let survey = try Self.make(folder)
    let image = try ImageFile.open(survey.images[0])
    #expect(image.width == 330 && image.height == 210)
    let holes = SourceMaker(request: Self.request).sources().filter { $0.note == .masked }
    #expect(!holes.isEmpty)
    for source in holes {
      let window = Window(column: Int(source.x) + 2, row: Int(source.y), width: 1, height: 1)
      #expect(try image.readDoubles(window, plane: 0)[0].isNaN)
    }
  }

  @Test func truthAgreesWithTheHeader() throws {
    let folder = try TemporaryFolder()
    let survey = try Self.make(folder)
    let wcs = try #require(try SurveyImage(survey.images).wcs)
    for table in survey.truth {
      let read = try SourceList.read(table, columns: SourceColumns())
      #expect(read.count == 40 && read[0].id == "S000001")
      for source in read {
        let (sky, place) = (try #require(source.sky), try #require(source.place))
        let found = try #require(wcs.pixel(at: sky))
        #expect(hypot(found.x - place.x, found.y - place.y) < 2e-4)
      }
    }
  }

  @Test(arguments: [
    SurveyRequest(width: 10), SurveyRequest(height: 1_000_000), SurveyRequest(sources: 0),
    SurveyRequest(noise: -1), SurveyRequest(noise: .nan),
  ])
  func impossibleFieldsAreRefused(_ request: SurveyRequest) throws {
    #expect(throws: Failure.self) { try request.check() }
  }
}
