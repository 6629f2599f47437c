import Rasters
import Testing

@testable import Simulation

@Suite struct RequestTests {
  @Test(arguments: [
    (
      SimulationRequest(width: 15), "a width of 15 pixels is not possible: give 16 to 200000"
    ),
    (
      SimulationRequest(height: 200_001),
      "a height of 200001 pixels is not possible: give 16 to 200000"
    ),
    (
      SimulationRequest(width: 1000, height: 20),
      "1000x20 pixels is too narrow for a landscape: one side may be 20 times the other at most"
    ),
    (SimulationRequest(units: 3), "3 units are not possible: give 4 to 14"),
    (SimulationRequest(units: 15), "15 units are not possible: give 4 to 14"),
    (SimulationRequest(clouds: 0.95), "clouds of 0.95 is not possible: give 0.0 to 0.9"),
    (
      SimulationRequest(vegetation: .nan), "vegetation of nan is not possible: give 0.0 to 0.9"
    ),
    (SimulationRequest(noise: -1), "noise of -1.0 is not possible: give 0.0 to 100.0"),
    (
      SimulationRequest(sensor: .aster, asProduct: true),
      "a product folder can be written for landsat8 only, not for aster: leave the product out "
        + "for a GeoTIFF"
    ),
  ])
  func refusesInOneLine(request: SimulationRequest, text: String) {
    #expect(throws: Failure.usage(text)) { try request.check() }
  }

  @Test func acceptsTheDefaults() throws {
    try SimulationRequest().check()
  }

  @Test(arguments: 4...14)
  func givesAsManyUnitsAsAskedFor(count: Int) {
    let units = GroundUnit.units(count: count)
    #expect(units.count == count)
    #expect(Set(units.map(\.name)).count == count)
    #expect(units.last?.kind == .water)
  }
}
