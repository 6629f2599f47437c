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
    (SimulationRequest(units: 3), "simulation.units is 3, must be from 4 to 14"),
    (SimulationRequest(units: 15), "simulation.units is 15, must be from 4 to 14"),
    (SimulationRequest(clouds: 0.95), "simulation.clouds is 0.95, must be from 0 to 0.9"),
    (
      SimulationRequest(vegetation: .nan), "simulation.vegetation is nan, must be from 0 to 0.9"
    ),
    (SimulationRequest(noise: -1), "simulation.noise is -1, must be from 0 to 100"),
    (
      SimulationRequest(sensor: .aster, asProduct: true),
      "a product folder can be written for landsat8 only, not for aster: leave the product out "
        + "for a GeoTIFF"
    ),
  ])
  func refusesInOneLine(request: SimulationRequest, text: String) {
    let error = #expect(throws: Failure.self) { try request.check() }
    #expect(error?.description == text && error?.exitCode == 2)
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
