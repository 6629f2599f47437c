import Foundation
package import Jobs
package import MapTools
import Rasters
package import Scenes

extension Facies {
  /// The whole job: read, fit, map, write. The folder then holds `units.tif`
  /// with its sidecars, and, as the scene asks, `confidence.tif`, `map.png`,
  /// `units.csv`, `model.safetensors`; `run.json` comes last.
  package static func run(
    _ scene: Scene, options: RunOptions, control: RunControl = RunControl()
  ) throws -> RunReport {
    try SceneRun(scene, options: options, control: control).fitAndMap()
  }

  /// Fits a model to a scene and writes it to a file.
  package static func fit(
    _ scene: Scene, model path: String, options: RunOptions, control: RunControl = RunControl()
  ) throws -> RunReport {
    try SceneRun(scene, options: options, control: control).fitOnly(model: path)
  }

  /// Applies a model to a scene: bands are matched by name, and a scene that
  /// lacks one of them or is of another processing level is refused.
  package static func map(
    _ scene: Scene, model path: String, options: RunOptions, control: RunControl = RunControl()
  ) throws -> RunReport {
    try SceneRun(scene, options: options, control: control).mapOnly(model: path)
  }

  /// What a run would do, found out without reading a pixel.
  package static func plan(_ scene: Scene, options: RunOptions) throws -> [String] {
    try SceneRun(scene, options: options, control: RunControl()).plan()
  }
}
