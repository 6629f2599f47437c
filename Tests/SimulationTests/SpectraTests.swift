import Features
import Testing

@testable import Simulation

@Suite struct SpectraTests {
  @Test(arguments: Material.all.indices)
  func knotsAreReflectances(index: Int) throws {
    let material = Material.all[index]
    let wavelengths = material.knots.map(\.micrometres)
    #expect(wavelengths.first == 0.4)
    #expect(wavelengths.last == 2.5)
    #expect(zip(wavelengths, wavelengths.dropFirst()).allSatisfy { $0 < $1 })
    #expect(material.knots.allSatisfy { (0...1).contains($0.reflectance) })
  }

  /// At each stated centre the curve is below the line between the shoulders
  /// some way to its left and right.
  @Test(arguments: Material.all.indices)
  func featuresAreAbsorptions(index: Int) {
    let material = Material.all[index]
    for centre in material.features {
      let depth = [0.02, 0.04, 0.06, 0.1, 0.2].map { reach in
        let left = material.reflectance(atMicrometres: centre - reach)
        let right = material.reflectance(atMicrometres: centre + reach)
        return (left + right) / 2 - material.reflectance(atMicrometres: centre)
      }
      #expect((depth.max() ?? 0) > 0.003, "\(material.name) at \(centre)")
    }
  }

  @Test func interpolatesBetweenKnots() {
    let ramp = Material("ramp", features: [], [(0.4, 0.2), (2.4, 0.6)])
    #expect(abs(ramp.reflectance(atMicrometres: 1.4) - 0.4) < 1e-12)
    #expect(ramp.reflectance(atMicrometres: 0.1) == 0.2)
    #expect(ramp.reflectance(atMicrometres: 3) == 0.6)
  }

  @Test(arguments: SimulatedSensor.allCases)
  func flatSpectraStayFlat(sensor: SimulatedSensor) {
    let flat = Material("flat", features: [], [(0.4, 0.37), (2.5, 0.37)])
    for band in sensor.bands { #expect(abs(band.reflectance(of: flat) - 0.37) < 1e-12) }
  }

  @Test(arguments: SimulatedSensor.allCases)
  func vegetationHasARedEdge(sensor: SimulatedSensor) throws {
    let red = try #require(sensor.bands.first { $0.commonName == "red" })
    let nir = try #require(sensor.bands.first { $0.commonName == "nir" })
    let plant = Material.greenVegetation
    #expect(nir.reflectance(of: plant) > 5 * red.reflectance(of: plant))
  }

  @Test func asterSeesTheCarbonateFeature() throws {
    let bands = SimulatedSensor.aster.bands
    let six = try #require(bands.first { $0.name == "B06" }).reflectance(of: .limestone)
    let eight = try #require(bands.first { $0.name == "B08" }).reflectance(of: .limestone)
    #expect(eight < 0.85 * six)
  }
}
