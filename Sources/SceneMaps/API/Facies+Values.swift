package import Jobs
package import Learning
package import MapTools
package import Scenes

extension Facies {
  /// Fits a model to a scene and writes nothing.
  package static func fitted(
    _ scene: Scene, options: RunOptions, control: RunControl
  ) throws -> (model: ModelFile, report: RunReport) {
    try SceneRun(scene, options: options, control: control).fitValue()
  }

  /// Applies a model to a scene.
  ///
  /// - Parameter origin: where the model lies; nil for one that was never written, which is then
  ///   saved among the results.
  package static func apply(
    _ model: ModelFile, from origin: String?, to scene: Scene, options: RunOptions,
    control: RunControl
  ) throws -> RunReport {
    try SceneRun(scene, options: options, control: control).map(by: model, from: origin)
  }

  /// Reads a model file.
  package static func model(_ path: String) throws -> ModelFile { try SceneRun.readModel(path) }
}
