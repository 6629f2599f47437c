package import Jobs
package import MapTools
import SceneMaps
package import Scenes

extension Facies {
  /// Fits a scene's clusterer for one number of units after another and
  /// judges every fit in the same feature space. Nothing is mapped; a folder
  /// gets `sweep.csv`, `sweep.svg` and, last, `sweep.json`.
  package static func sweep(
    _ scene: Scene, options: SweepOptions, control: RunControl = RunControl()
  ) throws -> SweepReport {
    try SceneSweep(scene: scene, options: options, control: control).run()
  }
}
