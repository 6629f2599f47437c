import Foundation
import Jobs
import Rasters
import TestSupport
import Testing

@testable import FaciesKit

/// What is made up replaces nothing unasked.
@Suite struct SimulationFolderTests {
  private let folder: TemporaryFolder
  private let out: String

  init() throws {
    folder = try TemporaryFolder()
    out = folder.file("out")
  }

  private func simulate(
    sky: Bool, product: Bool = false, overwrite: Bool = false, control: RunControl = RunControl()
  ) throws {
    if sky {
      var options = SurveySimulation()
      (options.width, options.height, options.sources) = (80, 70, 12)
      _ = try Facies.simulateSurvey(options, into: out, overwrite: overwrite, control: control)
    } else {
      let options = SimulateOptions(width: 40, height: 30, asProduct: product, threads: 1)
      let files = try Facies.simulate(
        options, into: out, overwrite: overwrite, control: control)
      #expect(Files.exists(files.scene) && Files.exists(files.truth))
      #expect(files.sceneFile == out + "/scene.yaml")
    }
  }

  static let names = [
    (false, false, ["scene.tif", "scene.yaml", "truth.csv", "truth.tif"]),
    (
      true, false,
      ["psf.fits", "sky_g.fits", "sky_i.fits", "sky_r.fits", "truth.csv", "truth.fits"]
    ),
    (
      false, true,
      ["LC08_L1TP_096082_20240314_20240322_02_T1", "scene.yaml", "truth.csv", "truth.tif"]
    ),
  ]

  @Test(arguments: names)
  func filesAreReplacedOnRequestOnly(_ sky: Bool, _ product: Bool, _ names: [String]) throws {
    try simulate(sky: sky, product: product)
    #expect(Files.names(in: out) == names)
    try folder.write("my notes", to: "out/truth.csv")
    try folder.write("mine", to: "out/notes.txt")
    let error = try #require(throws: Failure.self) { try simulate(sky: sky, product: product) }
    #expect(error.code == .exists && error.description.contains("already holds"))
    #expect(try Files.text(out + "/truth.csv") == "my notes")
    try simulate(sky: sky, product: product, overwrite: true)
    #expect(try Files.text(out + "/truth.csv") != "my notes")
    #expect(Files.names(in: out) == (names + ["notes.txt"]).sorted())
  }

  /// One that is given up leaves nothing, whenever that is.
  @Test(arguments: [false, true], [1, 2])
  func whatIsGivenUpLeavesNothing(_ sky: Bool, _ asked: Int) throws {
    struct Stopped: Error {}
    let counter = Counter()
    let control = RunControl(checkpoint: { if counter.next() >= asked { throw Stopped() } })
    #expect(throws: Stopped.self) { try simulate(sky: sky, control: control) }
    #expect(!Files.exists(out))
  }

  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func next() -> Int {
      lock.withLock {
        count += 1
        return count
      }
    }
  }

  @Test func tooManySourcesAreRefused() throws {
    var options = SurveySimulation()
    (options.width, options.height, options.sources) = (100, 100, 241)
    let error = try #require(throws: Failure.self) {
      try Facies.simulateSurvey(options, into: out)
    }
    #expect(error.description.contains("240 at most in a field of 100x100 pixels"))
  }
}
