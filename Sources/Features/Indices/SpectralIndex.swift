import Rasters

/// A published combination of bands that has a name.
public struct SpectralIndex: Sendable {
  public enum Group: String, Sendable, CaseIterable {
    /// Quotients for rocks and minerals.
    case ratios
    /// Normalised differences for what covers the ground.
    case index
  }

  package let group: Group
  package let name: String
  /// What high values mean.
  package let meaning: String
  package let source: String
  /// In common band names; a family that is not in it has the formula of
  /// `.broad`, as far as it has the bands.
  package let formulas: [SensorFamily: String]

  /// An index of the same formula for every sensor.
  init(_ group: Group, _ name: String, _ formula: String, _ meaning: String, source: String) {
    self.init(group, name, [.broad: formula], meaning, source: source)
  }

  init(
    _ group: Group, _ name: String, _ formulas: [SensorFamily: String], _ meaning: String,
    source: String
  ) {
    self.group = group
    self.name = name
    self.formulas = formulas
    self.meaning = meaning
    self.source = source
  }

  /// "ratios.clay"
  package var fullName: String { "\(group.rawValue).\(name)" }

  package static let all = indices + ratios + asterRatios

  package static func named(_ fullName: String) -> SpectralIndex? {
    (all + forMasks).first { $0.fullName == fullName }
  }

  /// "swir1 / swir2; ASTER: swir2 * swir4 / (swir3 * swir3)"
  package var formulaText: String {
    let aster = formulas[.aster].map { "ASTER: \($0)" }
    return [formulas[.broad], aster].compactMap { $0 }.joined(separator: "; ")
  }

  /// The formula for a scene's sensor; throws where it lacks a band. Of
  /// several inputs the first that has all bands is taken.
  func formula(for bands: FeatureBands) throws -> String {
    let inputs = bands.inputs
    guard !inputs.isEmpty else { return try formula(ofOne: bands) }
    for input in inputs {
      guard let formula = try? formula(ofOne: input) else { continue }
      return try BandExpression(formula).text { symbol in
        guard let plane = input.plane(of: symbol) else { return symbol }
        return bands.name(of: input.list[plane].name, in: input.title)
      }
    }
    throw Failure.usage("no input has all bands of \(fullName) = \(formulaText); \(bands.listing)")
  }

  private func formula(ofOne bands: FeatureBands) throws -> String {
    guard let formula = formulas[bands.family] ?? formulas[.broad] else {
      throw Failure.usage(
        "\(fullName) is defined for the bands of ASTER only (\(formulaText)); \(bands.listing)")
    }
    for symbol in try BandExpression(formula).symbols {
      try check(symbol.name, in: formula, bands)
    }
    return formula
  }

  private func check(_ name: String, in formula: String, _ bands: FeatureBands) throws {
    guard let plane = bands.plane(of: name) else {
      let sensor = bands.family == .aster && name == "blue" ? ", which ASTER does not have" : ""
      throw Failure.usage(
        "\(fullName) = \(formula) needs the band '\(name)'\(sensor); \(bands.listing)")
    }
    guard !bands.list[plane].isTemperature else {
      throw Failure.usage(
        "\(fullName) = \(formula) needs radiance or emissivity; '\(name)' of '\(bands.title)' is "
          + "a temperature")
    }
  }
}
