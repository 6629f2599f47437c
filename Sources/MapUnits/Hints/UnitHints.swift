package import Features
import Foundation
package import RasterIO
package import Rasters

/// What the spectra of the units suggest, for whoever names them. Every suggestion is a rule that
/// has been scored on held-out pixels; what is not true often enough is not said.
package struct UnitHints {
  /// A suggestion and how true it is.
  package struct Checked: Sendable {
    /// "clay-rich", "water, turbid".
    package var word: String
    /// "ratios.clay above 1.31"
    package var rule: String
    /// Balanced accuracy on held-out pixels: the unit against the units of which it is not said.
    package var accuracy: Double
  }

  /// The hint of one unit.
  package struct Hint: Sendable {
    /// What covers it or stands out; the first is the best.
    package var checked: [Checked] = []
    package var materials: [(match: MaterialMatch, accuracy: Double)] = []
    /// Indices and ratios of the mean spectrum.
    package var indices: [String: Double] = [:]
  }

  /// By the numbers of the units.
  package private(set) var hints: [Int: Hint] = [:]

  /// - Parameter bands: the bands of the stack, as features know them.
  package init(
    _ statistics: UnitStatistics, _ sample: UnitSample, _ stack: BandStack, _ bands: FeatureBands
  ) {
    let units = statistics.pixels.indices.filter { statistics.pixels[$0] > 0 }.map { $0 + 1 }
    let spectra = units.map { unit in
      stack.bands.indices.map { statistics.mean(unit: unit, band: $0) ?? .nan }
    }
    let table = UnitIndices(
      SpectralIndex.values(of: spectra, on: bands),
      weights: units.map { Double(statistics.pixels[$0 - 1]) })
    let pixels = HintPixels(sample, units: units)
    let covers = CoverHints(pixels, SpectralRoles(stack))
    let ground = GroundHints(pixels, spectra, stack, bands, covers)
    let traits = ground.traits(table)
    let materials = ground.materials()
    for (row, unit) in units.enumerated() {
      let named = [covers.hints[row], traits[row]].compactMap { $0 }
      hints[unit] = Hint(
        checked: named, materials: materials[row] ?? [], indices: table.values(ofRow: row))
    }
  }
}

extension UnitHints.Hint {
  /// "clay-rich (0.91); like basalt or stained soil (2.1°, 30 % plants; 0.78)": in brackets at the
  /// end how true it is.
  package var text: String {
    let words = checked.map { "\($0.word) (\(Self.figure($0.accuracy)))" }
    return (words + [likeness].compactMap { $0 }).joined(separator: "; ")
  }

  private static func figure(_ accuracy: Double) -> String { String(format: "%.2f", accuracy) }

  private var likeness: String? {
    guard let (nearest, accuracy) = materials.first else { return nil }
    let also = materials.dropFirst().map(\.match).filter { $0.angle <= 1.5 * nearest.angle }
    let names = ([nearest] + also).map(\.material).joined(separator: " or ")
    let plants =
      nearest.plants >= 0.1 ? ", \(Int((100 * nearest.plants).rounded())) % plants" : ""
    return "like \(names) (\(String(format: "%.1f", nearest.angle))°\(plants); "
      + "\(Self.figure(accuracy)))"
  }

  /// What a legend has room for: "clay-rich", else "like basalt".
  package var word: String? {
    checked.first?.word ?? materials.first.map { "like \($0.match.material)" }
  }

  /// How true the first suggestion is.
  package var accuracy: Double? { checked.first?.accuracy ?? materials.first?.accuracy }

  /// What was scored.
  package var rule: String? {
    checked.first?.rule ?? materials.first.map { "spectral angle to \($0.match.material)" }
  }
}

extension UnitHints {
  /// Names that say what stands out, for units that nobody has named.
  package func named(_ legend: Legend) -> Legend {
    Legend(
      entries: legend.entries.map { entry in
        var entry = entry
        if entry.name == "Unit \(entry.value)", let word = hints[entry.value]?.word {
          entry.name += ": \(word) (hint)"
        }
        return entry
      })
  }
}

extension SpectralRoles {
  /// Of the first input whose reflectances show most of the spectrum.
  init(_ stack: BandStack) {
    let planes = Array(stack.bands.enumerated())
    let inputs = stack.inputs.isEmpty ? [""] : stack.inputs.map(\.name)
    let all = inputs.map { input in
      SpectralRoles(
        planes.filter { input.isEmpty || $0.element.input == input }.map { plane, band in
          Band(
            plane: plane, name: band.plainName, wavelength: band.wavelength,
            isReflectance: band.quantity == .reflectance,
            isTemperature: band.quantity == .temperature)
        })
    }
    self = all.dropFirst().reduce(all[0]) { $1.planes.count > $0.planes.count ? $1 : $0 }
  }
}
