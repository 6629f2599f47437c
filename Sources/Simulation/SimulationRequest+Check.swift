import Rasters

extension SimulationRequest {
  package static let sides = 16...200_000
  package static var unitCounts: ClosedRange<Int> { GroundUnit.fewest...GroundUnit.most }

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
    guard Self.unitCounts.contains(units) else {
      throw Failure.usage(
        "\(units) units are not possible: give \(Self.unitCounts.lowerBound) to "
          + "\(Self.unitCounts.upperBound)")
    }
    try Self.check("clouds", clouds, within: 0...0.9)
    try Self.check("vegetation", vegetation, within: 0...0.9)
    try Self.check("noise", noise, within: 0...100)
    guard !asProduct || sensor == .landsat8 else {
      throw Failure.usage(
        "a product folder can be written for landsat8 only, not for \(sensor.rawValue): "
          + "leave the product out for a GeoTIFF")
    }
  }

  private static func check(
    _ name: String, _ value: Double, within range: ClosedRange<Double>
  ) throws {
    guard range.contains(value) else {
      throw Failure.usage(
        "\(name) of \(value) is not possible: give \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
