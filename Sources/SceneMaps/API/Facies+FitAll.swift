package import Jobs
package import MapTools
package import Scenes

extension Facies {
  /// Fits one model to several scenes: a sample is drawn from all their valid
  /// pixels together, and maps by that model have one legend. Recipe, features,
  /// seed and the bands' names are those of the first scene; all must be of one
  /// processing level. With `skipsBroken` a scene that cannot be read or does
  /// not fit the others is left out, and the report's warnings say so.
  package static func fit(
    all scenes: [Scene], model path: String, options: RunOptions, skipsBroken: Bool = false,
    control: RunControl = RunControl()
  ) throws -> RunReport {
    try PooledFit(scenes, options: options, skipsBroken: skipsBroken, control: control)
      .fit(model: path)
  }
}
