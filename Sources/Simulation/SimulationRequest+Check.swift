import Rasters
import Settings

extension SimulationRequest {
  package static let sides = 16...200_000

  /// Throws what is wrong with the request, in one line.
  package func check() throws {
    for (name, side) in [("width", width), ("height", height)] where !Self.sides.contains(side) {
      throw Failure.usage(
        "a \(name) of \(side) pixels is not possible: give \(Self.sides.lowerBound) to "
          + "\(Self.sides.upperBound)")
    }
    let long = max(width, height)
    guard long <= 20 * min(width, height) else {
      throw Failure.usage(
        "\(width)x\(height) pixels is too narrow for a landscape: one side may be 20 times the "
          + "other at most")
    }
    try SimulationSettings.units.checked(units)
    try SimulationSettings.clouds.checked(clouds)
    try SimulationSettings.vegetation.checked(vegetation)
    try SimulationSettings.noise.checked(noise)
    guard !asProduct || sensor == .landsat8 else {
      throw Failure.usage(
        "a product folder can be written for landsat8 only, not for \(sensor.rawValue): "
          + "leave the product out for a GeoTIFF")
    }
  }
}
