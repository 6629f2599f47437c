import Jobs
import Rasters
import Scenes
import Testing

@testable import Catalogues
@testable import SceneMaps

/// What a survey's run needs, before its cutouts are read.
@Suite struct SurveyMemoryPlanTests {
  private static let gigabyte = 1 << 30

  private func left(
    _ objects: Int, bands: Int = 3, budget: Int = 64 * gigabyte,
    _ change: (inout Survey) -> Void = { _ in }
  ) throws -> Int {
    var survey = Survey(name: "s", input: .images(["a.fits"]))
    change(&survey)
    return try SurveyMemoryPlan(
      survey, .init(objects: objects, bands: bands, cutoutBytes: 1 << 20, workers: 2), model: nil,
      budget: budget
    ).cutoutBytes
  }

  /// What is asked for takes memory; what is not, none.
  @Test func moreTakesMore() throws {
    let some = try left(10_000)
    #expect(try left(1_000_000) < some - 900 * 990_000)
    #expect(try left(10_000) { $0.encoder.sample = 1000 } > some)
    #expect(try left(10_000, bands: 5) < some)
    let pixels = try left(10_000) { $0.encoder.method = .pixels }
    let wide = try left(10_000) {
      $0.encoder.method = .pixels
      $0.view.side = 64
    }
    #expect(wide < pixels)
    let boots = try left(1_000_000) { $0.vote.bootstraps = 50 }
    #expect(try boots < left(1_000_000))
  }

  /// The standard budget of a machine of 8 GB serves the standard settings, for
  /// surveys of three bands of any size up to a million.
  @Test(arguments: [100, 20_000, 500_000]) func standardSettingsFit(_ objects: Int) throws {
    #expect(try left(objects, budget: 2 * Self.gigabyte) > 0)
  }

  @Test func tooLittleIsRefusedWithTheFigure() throws {
    let refusal = #expect(throws: Failure.self) {
      try left(1_000_000, budget: 200 << 20) { $0.encoder.method = .pixels }
    }
    #expect(
      refusal?.description
        == "a survey of 1000000 objects needs at least 1.5 GB of memory, 200.0 MB is allowed: raise "
        + "memory")
    var message = ""
    do { _ = try left(20_000, budget: 200 << 20) } catch let failure as Failure {
      message = failure.description
    }
    #expect(
      message.contains("or lower encoder.sample or vote.fit-samples") && !message.contains("\n"))
  }

  /// The figure that is named suffices.
  @Test func whatIsNeededSuffices() throws {
    var budget = 1 << 20
    while (try? left(5000, budget: budget)) == nil { budget += 1 << 20 }
    #expect(throws: Failure.self) { try left(5000, budget: budget - 1 << 20) }
    do { _ = try left(5000, budget: 1 << 20) } catch let failure as Failure {
      #expect(failure.description.contains("at least \(ByteCount.text(budget))"))
    }
  }
}
