import Features
import Foundation
import RasterIO

/// What bare ground may be: traits by indices, and materials by the shape of the spectrum. Only
/// bands that can see a mineral speak for it, and only where they are reflectances.
struct GroundHints {
  private let pixels: HintPixels
  private let spectra: [[Double]]
  private let stack: BandStack
  private let bands: FeatureBands
  private let covers: CoverHints
  /// Whether the pixels of each row are bare.
  private let isBare: [[Bool]]

  /// Under more plants than this no mineral is told.
  private static let mostPlants = 0.3

  init(
    _ pixels: HintPixels, _ spectra: [[Double]], _ stack: BandStack, _ bands: FeatureBands,
    _ covers: CoverHints
  ) {
    (self.pixels, self.spectra, self.stack) = (pixels, spectra, stack)
    (self.bands, self.covers) = (bands, covers)
    isBare = pixels.units.map { unit in
      unit.spectra.map { Self.isBare($0, covers.roles) }
    }
  }

  private static func isBare(_ spectrum: [Double], _ roles: SpectralRoles) -> Bool {
    let values = roles.values { spectrum[$0] }
    let (plants, water) = (values.difference(.nir, .red), values.difference(.green, .nir))
    return !(plants > 0.4) && !(water > 0)
  }

  /// Rows of whose ground something can be seen.
  private var open: [Int] {
    spectra.indices.filter { row in
      let values = covers.roles.values { spectra[row][$0] }
      return !covers.hidden.contains(row) && !(values.difference(.nir, .red) > Self.mostPlants)
    }
  }

  // MARK: traits

  /// The clearest trait of each row that is true often enough.
  func traits(_ table: UnitIndices) -> [Int: UnitHints.Checked] {
    let apart = Set(spectra.indices).subtracting(open)
    let claimed = table.traits(butOf: apart).mapValues { $0.filter { isSeen($0.index) } }
    var out: [Int: UnitHints.Checked] = [:]
    for (row, traits) in claimed {
      for trait in traits where out[row] == nil {
        let name = trait.index.fullName
        let rows = claimed.filter { $0.value.contains { $0.index.fullName == name } }.map(\.key)
        out[row] = check(trait.index, row, claimed: Set(rows))
      }
    }
    return out
  }

  private func check(
    _ index: SpectralIndex, _ row: Int, claimed: Set<Int>
  ) -> UnitHints.Checked? {
    let floor = index.traitFloor(on: bands)
    guard let own = index.values(of: [spectra[row]], on: bands)?.first ?? nil, own >= floor,
      let scores = scores(index), let word = index.trait,
      let check = pixels.check(row, claimed: claimed, scores), check.holds
    else { return nil }
    return UnitHints.Checked(
      word: word, rule: "\(index.fullName) above \(String(format: "%.4g", check.threshold))",
      accuracy: check.accuracy)
  }

  /// The index of every pixel; plants and water have none.
  private func scores(_ index: SpectralIndex) -> [[Double]]? {
    var out: [[Double]] = []
    for (row, unit) in pixels.units.enumerated() {
      guard let values = index.values(of: unit.spectra, on: bands) else { return nil }
      out.append(zip(values, isBare[row]).map { $1 ? $0 ?? -.infinity : -.infinity })
    }
    return out
  }

  /// Whether the bands of an index are reflectances, or emitted light.
  private func isSeen(_ index: SpectralIndex) -> Bool {
    index.planes(on: bands).allSatisfy { plane in
      let band = stack.bands[plane]
      return band.quantity == .reflectance || band.quantity == .emissivity
        || (band.quantity == .radiance && band.isThermal)
    }
  }

  // MARK: materials

  /// Where the air's own light has not been taken away, blue is left out: it
  /// holds most of it.
  private var planes: [Int] {
    // If there are several inputs, the level names all of theirs.
    let isSurface = stack.level.contains("surface-reflectance") && !stack.level.contains("toa")
    let shortest = isSurface ? 0.0 : 0.52
    return stack.bands.indices.filter { plane in
      let band = stack.bands[plane]
      return band.quantity == .reflectance && (band.wavelength ?? 0) > shortest
    }
  }

  /// The materials that each row is like and that are true often enough, the nearest first.
  func materials() -> [Int: [(match: MaterialMatch, accuracy: Double)]] {
    let planes = planes
    let wavelengths = planes.compactMap { stack.bands[$0].wavelength }
    let seen = stack.bands.filter { $0.quantity == .reflectance }.compactMap(\.wavelength)
    var claimed: [Int: [MaterialMatch]] = [:]
    for row in open {
      claimed[row] = MaterialMatch.nearest(
        to: planes.map { spectra[row][$0] }, at: wavelengths
      ) { Self.isGround($0) && $0.isSeen(at: seen) }
    }
    let scores = scores(of: claimed, planes, wavelengths)
    return claimed.compactMapValues { _ in [] }.merging(
      claimed.map { row, matches in
        (row, matches.compactMap { checked($0, row, claimed, scores) })
      }
    ) { $1 }
  }

  /// What covers the ground has rules of its own.
  private static func isGround(_ material: Material) -> Bool {
    ![Material.water, .snow, .cloud, .greenVegetation].contains { $0.name == material.name }
  }

  private func checked(
    _ match: MaterialMatch, _ row: Int, _ claimed: [Int: [MaterialMatch]],
    _ scores: [String: [[Double]]]
  ) -> (match: MaterialMatch, accuracy: Double)? {
    let rows = claimed.filter { $0.value.contains { $0.material == match.material } }.map(\.key)
    guard let own = scores[match.material],
      let check = pixels.check(row, claimed: Set(rows), own), check.holds
    else { return nil }
    return (match, check.accuracy)
  }

  /// How near every pixel is to each material that is claimed.
  private func scores(
    of claimed: [Int: [MaterialMatch]], _ planes: [Int], _ wavelengths: [Double]
  ) -> [String: [[Double]]] {
    let names = Set(claimed.values.flatMap { $0.map(\.material) })
    var out: [String: [[Double]]] = [:]
    for material in Material.all where names.contains(material.name) {
      out[material.name] = pixels.units.map { unit in
        let spectra = unit.spectra.map { spectrum in planes.map { spectrum[$0] } }
        return MaterialMatch.angles(to: material, of: spectra, at: wavelengths).map { -$0 }
      }
    }
    return out
  }
}
