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

  /// Each source alone, over the sky alone: all of its light, in the middle
  /// of its place.
  @Test func lightIsWhereTheTruthSays() {
    var request = Self.request
    request.noise = 0
    let sky = SurveyPainter(request, []).paint(0..<210)
    let inside = SourceMaker(request: request).sources().filter {
      $0.note == .none && $0.kind != .merger && $0.kind != .irregular
        && (60...270).contains($0.x) && (60...150).contains($0.y)
    }
    #expect(inside.contains { $0.kind == .star } && inside.contains { $0.kind == .early })
    for source in inside {
      let painted = SurveyPainter(request, [source]).paint(0..<210)
      for band in sky.indices {
        var (flux, x, y) = (0.0, 0.0, 0.0)
        for pixel in sky[band].indices {
          let light = Double(painted[band][pixel]) - Double(sky[band][pixel])
          flux += light
          x += light * Double(pixel % 330)
          y += light * Double(pixel / 330)
        }
        // Wings of steep profiles reach beyond the image, and end where the
        // light is a hundredth of the noise.
        let limit = source.kind == .star ? 0.005 : 0.12
        #expect(abs(flux / source.fluxes[band] - 1) < limit, "\(source.kind)")
        guard source.kind == .star else { continue }
        #expect(abs(x / flux - source.x) < 0.05 && abs(y / flux - source.y) < 0.05)
      }
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
