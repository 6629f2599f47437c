import Rasters

/// The small text files beside a simulated scene.
enum SceneTexts {
  /// A scene file that maps the scene with as many units as it has.
  static func sceneFile(_ request: SimulationRequest, paths: ScenePaths, units: [String]) -> String
  {
    let list = units.enumerated().map { "#   \($0.offset + 1)  \($0.element)" }
    let header = [
      "# A simulated \(request.sensor.rawValue) scene of \(request.width)x\(request.height) pixels,"
        + " seed \(request.seed).",
      "# Its true units, as numbered in truth.tif:",
    ]
    let quality =
      request.clouds > 0 && !request.asProduct
      ? ["# It has clouds; qa_pixel.tif says where."] : []
    let keys = [
      "name: simulated-\(request.sensor.rawValue)-\(request.seed)", "input: \(paths.input)",
      "units: \(units.count)", "seed: \(request.seed)",
    ]
    return (header + list + quality + keys).joined(separator: "\n") + "\n"
  }

  /// `value,name,pixels`, one line per unit.
  static func names(_ units: [String], pixels: [Int]) -> String {
    let rows = zip(units, pixels).enumerated().map {
      "\($0.offset + 1),\($0.element.0),\($0.element.1)"
    }
    return (["value,name,pixels"] + rows).joined(separator: "\n") + "\n"
  }
}
