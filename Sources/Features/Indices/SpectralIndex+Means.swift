extension SpectralIndex {
  /// Every index that the bands allow, of mean spectra [unit][band]; nil
  /// where a unit has no value. Indices that are one formula on these bands
  /// stand once, under the first of their names.
  package static func values(
    of spectra: [[Double]], on bands: FeatureBands
  ) -> [(index: SpectralIndex, values: [Double?])] {
    distinct(on: bands).compactMap { index in
      index.values(of: spectra, on: bands).map { (index, $0) }
    }
  }

  /// Indices that the bands allow, without those that are another one's formula.
  package static func distinct(on bands: FeatureBands) -> [SpectralIndex] {
    var seen = Set<String>()
    let allowed = all.compactMap { index in (try? index.formula(for: bands)).map { (index, $0) } }
    // Where two are one, the one that hints are called by goes before.
    let preferred = allowed.filter { $0.0.trait != nil } + allowed.filter { $0.0.trait == nil }
    let names = Set(preferred.filter { seen.insert($0.1).inserted }.map(\.0.fullName))
    return allowed.map(\.0).filter { names.contains($0.fullName) }
  }

  /// Other names of the same formula on these bands.
  package func aliases(on bands: FeatureBands) -> [String] {
    guard let own = try? formula(for: bands) else { return [] }
    return Self.all.filter { $0.fullName != fullName && (try? $0.formula(for: bands)) == own }
      .map(\.fullName)
  }

  /// Of spectra [pixel][band]; nil where the bands do not allow it.
  package func values(of spectra: [[Double]], on bands: FeatureBands) -> [Double?]? {
    bound(to: bands).map { Self.values(of: $0, on: spectra) }
  }

  /// The planes that it is computed from.
  package func planes(on bands: FeatureBands) -> [Int] { bound(to: bands)?.planes ?? [] }

  private func bound(to bands: FeatureBands) -> BoundExpression? {
    guard let formula = try? formula(for: bands), let expression = try? BandExpression(formula)
    else { return nil }
    let planes = expression.symbols.compactMap { bands.plane(of: $0.name) }
    guard planes.count == expression.symbols.count else { return nil }
    return BoundExpression(expression, planes: planes)
  }

  private static func values(
    of expression: BoundExpression, on spectra: [[Double]]
  ) -> [Double?] {
    let count = spectra.count
    var values = [Float](repeating: 0, count: count * (spectra.first?.count ?? 0))
    for (pixel, spectrum) in spectra.enumerated() {
      for (band, value) in spectrum.enumerated() { values[band * count + pixel] = Float(value) }
    }
    var valid = [UInt8](repeating: 1, count: count)
    var scratch = [Float](repeating: 0, count: max(1, expression.depth) * max(1, count))
    values.withUnsafeMutableBufferPointer { values in
      valid.withUnsafeMutableBufferPointer { valid in
        guard let values = values.baseAddress, let flags = valid.baseAddress else { return }
        let rows = PlanarRows(
          values: values, valid: flags, planeStride: count, width: count, rows: 0..<1)
        scratch.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          expression.run(rows, at: 0, count: count, scratch: base, rowStride: count)
        }
      }
    }
    return scratch.prefix(count).map { $0.isFinite ? Double($0) : nil }
  }
}

extension SpectralIndex {
  /// What a unit is called that stands out by a high value; nil for indices
  /// that name nothing.
  package var trait: String? { Self.traits[fullName] }

  /// A mean below it has no such trait, however the other units are.
  package func traitFloor(on bands: FeatureBands) -> Double {
    (bands.family == .aster ? Self.asterFloors : Self.floors)[fullName] ?? -.infinity
  }

  private static let floors = [
    "ratios.iron-oxide": 1.4, "ratios.ferrous": 1.2, "ratios.clay": 1.15,
  ]
  private static let asterFloors = [
    "ratios.ferrous": 1.2, "ratios.clay": 1.03, "ratios.al-oh": 2.05, "ratios.mg-oh": 2.02,
  ]

  private static let traits = [
    "ratios.iron-oxide": "iron-oxide-rich", "ratios.ferrous": "ferrous",
    "ratios.clay": "clay-rich", "ratios.al-oh": "Al-OH-rich", "ratios.mg-oh": "Mg-OH-rich",
    "ratios.carbonate": "carbonate-rich", "ratios.quartz": "quartz-rich",
    "ratios.mafic": "mafic",
  ]
}
