extension SpectralIndex {
  /// Every index that the bands allow, of mean spectra [unit][band]; nil
  /// where a unit has no value.
  package static func values(
    of spectra: [[Double]], on bands: FeatureBands
  ) -> [(index: SpectralIndex, values: [Double?])] {
    all.compactMap { index in
      guard let formula = try? index.formula(for: bands),
        let expression = try? BandExpression(formula)
      else { return nil }
      let planes = expression.symbols.compactMap { bands.plane(of: $0.name) }
      guard planes.count == expression.symbols.count else { return nil }
      let bound = BoundExpression(expression, planes: planes)
      return (index, spectra.map { value(of: bound, on: $0) })
    }
  }

  private static func value(of expression: BoundExpression, on spectrum: [Double]) -> Double? {
    var planes = spectrum.map(Float.init)
    var valid: [UInt8] = [1]
    var scratch = [Float](repeating: 0, count: max(1, expression.depth))
    planes.withUnsafeMutableBufferPointer { planes in
      valid.withUnsafeMutableBufferPointer { valid in
        guard let values = planes.baseAddress, let flags = valid.baseAddress else { return }
        let rows = PlanarRows(
          values: values, valid: flags, planeStride: 1, width: 1, rows: 0..<1)
        scratch.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          expression.run(rows, at: 0, count: 1, scratch: base, rowStride: 1)
        }
      }
    }
    return scratch[0].isFinite ? Double(scratch[0]) : nil
  }
}

extension SpectralIndex {
  /// What a unit is called that stands out by a high value; nil for indices
  /// that name nothing.
  package var trait: String? { Self.traits[fullName] }

  private static let traits = [
    "ratios.iron-oxide": "iron-oxide-rich", "ratios.ferrous": "ferrous",
    "ratios.clay": "clay-rich", "ratios.al-oh": "Al-OH-rich", "ratios.mg-oh": "Mg-OH-rich",
    "ratios.carbonate": "carbonate-rich", "ratios.quartz": "quartz-rich",
    "ratios.mafic": "mafic",
  ]
}
