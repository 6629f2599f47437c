import Features
import Foundation
import RasterIO
import Rasters

/// What the mean spectra of the units suggest, for whoever names them.
struct UnitHints {
  /// The hint of one unit.
  struct Hint: Sendable {
    /// "clay-rich", "vegetated", "water"; nil where nothing stands out.
    var trait: String?
    var materials: [MaterialMatch]
    /// Indices and ratios of the mean spectrum.
    var indices: [String: Double]
  }

  /// By the numbers of the units.
  private(set) var hints: [Int: Hint] = [:]

  init(_ statistics: UnitStatistics, _ stack: BandStack) {
    let units = statistics.pixels.indices.filter { statistics.pixels[$0] > 0 }.map { $0 + 1 }
    let spectra = units.map { unit in
      stack.bands.indices.map { statistics.mean(unit: unit, band: $0) ?? .nan }
    }
    let table = UnitIndices(
      SpectralIndex.values(of: spectra, on: FeatureBands(stack)),
      weights: units.map { Double(statistics.pixels[$0 - 1]) })
    let reflected = stack.bands.indices.filter { stack.bands[$0].quantity == .reflectance }
    let covers = reflected.isEmpty ? [:] : table.covers
    let traits = table.traits(butOf: Set(covers.keys))
    for (row, unit) in units.enumerated() {
      hints[unit] = Hint(
        trait: covers[row] ?? traits[row],
        materials: Self.materials(spectra[row], reflected, stack),
        indices: table.values(ofRow: row))
    }
  }

  /// Where the air's own light has not been taken away, blue is left out: it
  /// holds most of it.
  private static func materials(
    _ spectrum: [Double], _ reflected: [Int], _ stack: BandStack
  ) -> [MaterialMatch] {
    // If there are several inputs, the level names all of theirs.
    let isSurface = stack.level.contains("surface-reflectance") && !stack.level.contains("toa")
    let shortest = isSurface ? 0.0 : 0.52
    let bands = reflected.filter { (stack.bands[$0].wavelength ?? 0) > shortest }
    return MaterialMatch.nearest(
      to: bands.map { spectrum[$0] }, at: bands.compactMap { stack.bands[$0].wavelength })
  }
}

extension UnitHints.Hint {
  /// "clay-rich; like granite or alluvial sand (2.1°, 30 % plants)"
  var text: String { [trait, likeness].compactMap { $0 }.joined(separator: "; ") }

  private var likeness: String? {
    guard let nearest = materials.first else { return nil }
    let also = materials.dropFirst().filter { $0.angle <= 1.5 * nearest.angle }.map(\.material)
    let names = ([nearest.material] + also).joined(separator: " or ")
    let plants =
      nearest.plants >= 0.1 ? ", \(Int((100 * nearest.plants).rounded())) % plants" : ""
    return "like \(names) (\(String(format: "%.1f", nearest.angle))°\(plants))"
  }

  /// What a legend has room for: "clay-rich", else "like granite".
  var word: String? { trait ?? materials.first.map { "like \($0.material)" } }
}

extension UnitHints {
  /// Names that say what stands out, for units that nobody has named.
  func named(_ legend: Legend) -> Legend {
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
