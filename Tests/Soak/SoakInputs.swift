import FaciesKit
import Foundation

/// What the jobs read, made once.
struct SoakInputs: Sendable {
  let folder: String
  static let sides = [40, 64, 96]

  func raster(_ side: Int) -> String { folder + "/\(side)/scene.tif" }
  var truncated: String { folder + "/truncated.tif" }
  var sky: [String] { ["g", "r", "i"].map { folder + "/sky/sky_\($0).fits" } }
  var result: String { folder + "/result" }
  var model: String { result + "/model.safetensors" }

  init(folder: String) throws {
    self.folder = folder
    for side in Self.sides {
      let options = SimulateOptions(width: side, height: side, units: 4, seed: UInt64(side))
      _ = try Facies.simulate(options, into: folder + "/\(side)")
    }
    var sky = SurveySimulation()
    (sky.width, sky.height, sky.sources) = (160, 160, 30)
    _ = try Facies.simulateSurvey(sky, into: folder + "/sky")
    let whole = try Data(contentsOf: URL(fileURLWithPath: raster(96)))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: truncated))
    _ = try Facies.run(
      Scene(input: raster(64), units: 4), options: RunOptions(folder: result, overwrite: true))
  }
}
