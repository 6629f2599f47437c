import Rasters
import Testing

@testable import Simulation

@Suite struct PainterTests {
  /// Blocks of any place and size are the same as in the whole.
  @Test(arguments: [
    Window(column: 0, row: 0, width: 40, height: 30),
    Window(column: 251, row: 100, width: 33, height: 61),
    Window(column: 299, row: 139, width: 1, height: 1),
  ])
  func blocksDoNotDependOnTheirNeighbours(window: Window) {
    let request = SimulationRequest(width: 300, height: 170, seed: 5, clouds: 0.2)
    let model = SceneModel(request)
    let whole = Painted(model, window: Window(column: 0, row: 0, width: 300, height: 170))
    let part = Painted(model, window: window)
    for y in 0..<window.height {
      for x in 0..<window.width {
        let (here, there) = (y * window.width + x, (window.row + y) * 300 + window.column + x)
        guard part.truth[here] == whole.truth[there], part.quality[here] == whole.quality[there],
          part.bands.indices.allSatisfy({ part.bands[$0][here] == whole.bands[$0][there] })
        else {
          Issue.record("the pixel at column \(x), row \(y) of \(window) differs")
          return
        }
      }
    }
  }

  @Test func seedsDecide() {
    let request = SimulationRequest(width: 64, height: 48, seed: 1)
    var other = request
    other.seed = 2
    #expect(Painted(request) == Painted(request))
    #expect(Painted(request).truth != Painted(other).truth)
  }

  @Test(arguments: [(200, UInt64(1)), (200, 9), (1000, 3)], [6, 8, 14])
  func everyUnitIsThere(scene: (size: Int, seed: UInt64), units: Int) {
    let request = SimulationRequest(
      width: scene.size, height: scene.size, seed: scene.seed, units: units)
    let model = SceneModel(request)
    let shares = Survey.shares(model, units: units)
    #expect(shares.allSatisfy { $0 > 0.005 }, "\(shares)")
  }

  /// The nearest of the units' own spectra, by the spectral angle since light
  /// varies, is the true unit of most pixels.
  @Test func truthAgreesWithTheSpectra() {
    let request = SimulationRequest(width: 160, height: 160, seed: 4, vegetation: 0.02)
    let model = SceneModel(request)
    let scene = Painted(
      model, window: Window(column: 0, row: 0, width: request.width, height: request.height))
    let right = scene.truth.indices.count { pixel in
      let spectrum = scene.bands.map { $0[pixel] }
      return Survey.nearestUnit(to: spectrum, in: model) == scene.truth[pixel]
    }
    let share = Double(right) / Double(scene.truth.count)
    #expect(share > 0.6, "\(share)")
  }

  @Test func cloudsCoverWhatIsAskedFor() {
    let scene = Painted(SimulationRequest(width: 200, height: 200, seed: 2, clouds: 0.3))
    let share = Double(scene.quality.count { $0 == QualityBits.cloud }) / 40_000
    #expect(abs(share - 0.3) < 0.05, "\(share)")
    #expect(scene.quality.contains(QualityBits.shadow))
    #expect(scene.quality.contains(QualityBits.clear))
  }

  @Test func reflectancesArePhysical() {
    let scene = Painted(SimulationRequest(sensor: .sentinel2, width: 128, height: 96, seed: 8))
    for band in scene.bands {
      #expect(band.allSatisfy { $0 >= 1 && $0 < 14_000 })
    }
  }
}
