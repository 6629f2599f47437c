/// What a simulated scene shall be.
package struct SimulationRequest: Sendable, Hashable {
  package var sensor: SimulatedSensor
  /// Pixels across and down.
  package var width: Int
  package var height: Int
  package var seed: UInt64
  /// Units of the map, water and alluvium included.
  package var units: Int
  /// Share of the scene under clouds, 0 to 0.9.
  package var clouds: Double
  /// Mean share of green vegetation on the ground, 0 to 0.9.
  package var vegetation: Double
  /// Sensor noise, as a multiple of what the sensor has.
  package var noise: Double
  /// Write a Landsat Collection 2 product folder instead of one GeoTIFF.
  package var asProduct: Bool
  package var sun = Sun()

  package init(
    sensor: SimulatedSensor = .landsat8, width: Int = 1000, height: Int = 1000, seed: UInt64 = 1,
    units: Int = 8, clouds: Double = 0, vegetation: Double = 0.12, noise: Double = 1,
    asProduct: Bool = false
  ) {
    self.sensor = sensor
    self.width = width
    self.height = height
    self.seed = seed
    self.units = units
    self.clouds = clouds
    self.vegetation = vegetation
    self.noise = noise
    self.asProduct = asProduct
  }
}
