import Testing

@testable import Products

/// Values of real quality bands, and what rejects them.
@Suite struct LandsatQualityTests {
  private func first(_ tests: [QualityDeclaration.Test], _ value: Int) -> String? {
    tests.first { $0.rule.rejects(value) }?.name
  }

  @Test(
    arguments: [
      (1, "fill"), (21824, nil), (21826, "dilated"), (22280, "cloud"), (23888, "shadow"),
      (30048, "snow"), (21952, "water"), (54596, "cirrus"), (22018, "dilated"), (55052, "cloud"),
    ] as [(Int, String?)])
  func collection2(value: Int, name: String?) {
    #expect(first(LandsatQuality.collection2(hasCirrus: true), value) == name)
  }

  @Test func thematicMappersHaveNoCirrus() {
    #expect(first(LandsatQuality.collection2(hasCirrus: false), 54596) == nil)
  }

  @Test(
    arguments: [
      (1, "fill"), (2720, nil), (2800, "cloud"), (2976, "shadow"), (3744, "snow"),
      (6816, "cirrus"),
    ] as [(Int, String?)])
  func collection1(value: Int, name: String?) {
    #expect(first(LandsatQuality.collection1(hasCirrus: true), value) == name)
  }

  @Test(
    arguments: [
      (1, "fill"), (20480, nil), (20512, "water"), (23552, "snow"), (28672, "cirrus"),
      (36864, "cloud"), (53248, "cloud"), (61440, "cloud"),
    ] as [(Int, String?)])
  func beforeCollections(value: Int, name: String?) {
    #expect(first(LandsatQuality.beforeCollections, value) == name)
  }

  @Test func saturationOfReflectiveBands() {
    let test = LandsatQuality.saturation(
      of: LandsatSensor.tm.bands.filter { $0.kind == .reflective })
    #expect(test.rule == .anyBit(0b101_1111))
  }
}
