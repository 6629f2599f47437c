package import Jobs
import Rasters
package import Scenes

extension Facies {
  /// Shares of endmembers in every pixel of a scene: a folder gets `abundances.tif`, `residual.tif`,
  /// `endmembers.csv`, `abundances.png` and, last, `run.json`.
  package static func unmix(
    _ scene: Scene, options: UnmixOptions, control: RunControl = RunControl()
  ) throws -> MixtureReport {
    try SceneUnmixing(scene: scene, options: options, control: control).run()
  }

  /// How much every pixel is like spectra of the scene's library: a folder gets `angle.tif`,
  /// `matched.tif`, `spectra.csv`, `match.png` and, last, `run.json`.
  package static func match(
    _ scene: Scene, spectra: [String]?, options: RunOptions, control: RunControl = RunControl()
  ) throws -> MixtureReport {
    try SceneMatching(scene: scene, names: spectra, options: options, control: control).run()
  }
}
