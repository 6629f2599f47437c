import Cartography
import Features
import Fitting
import Learning
import MapTools
import RasterIO
import Rasters
import Scenes

/// Colours of the units of a map from what the bands of its scene say of them.
struct GroundColours {
  private let stack: BandStack
  /// The plane of every role of `GroundSpectrum`.
  private let roles: [Int?]

  init(_ stack: BandStack) {
    self.stack = stack
    let bands = FeatureBands(stack)
    roles = GroundSpectrum.roles.map { role in
      let named = bands.plane(of: role.name)
      return named ?? Self.nearest(role.centre, within: role.reach, stack)
    }
  }

  private static func nearest(_ centre: Double, within reach: Double, _ stack: BandStack) -> Int? {
    let near = stack.bands.enumerated().compactMap { index, band in
      band.quantity == .temperature ? nil : band.wavelength.map { (index, abs($0 - centre)) }
    }
    return near.filter { $0.1 <= reach }.min { $0.1 < $1.1 }?.0
  }

  /// - Parameters:
  ///   - legend: names and sizes of the units.
  ///   - given: colours that somebody has given, by units.
  ///   - mean: of a unit in a band of the stack.
  func colours(
    _ legend: Legend, given: [Int: RGB] = [:], mean: (_ unit: Int, _ band: Int) -> Double?
  ) -> [RGB] {
    let units = legend.entries.map { entry in
      GroundPalette.Unit(
        name: entry.name, pixels: entry.pixelCount,
        roles: roles.map { plane in plane.flatMap { mean(entry.value, $0) } },
        bands: stack.bands.indices.map { mean(entry.value, $0) }, given: given[entry.value])
    }
    return GroundPalette.colours(
      units, level: level, isHeat: stack.bands.allSatisfy { $0.quantity == .temperature })
  }

  private var level: GroundSpectra.Level {
    let known = roles.compactMap(\.self)
    guard !known.isEmpty, known.allSatisfy({ stack.bands[$0].quantity == .reflectance }) else {
      return .numbers
    }
    let isSurface = stack.level.contains("surface-reflectance") && !stack.level.contains("toa")
    return isSurface ? .surface : .aboveAir
  }
}

extension GroundColours {
  /// Colours for a model, from the sample that it was fitted to; nil where the scene has a palette
  /// of its own.
  static func sampled(_ fit: SceneFit, _ scene: Scene, _ source: OpenScene) throws -> [RGB]? {
    guard try StyleSearch.palette(of: scene) == .ground else { return nil }
    let bands = source.stack.bands.count
    let names = fit.unitNames
    var counts = [Double](repeating: 0, count: names.count)
    var sums = [[Double]](repeating: [Double](repeating: 0, count: bands), count: names.count)
    for (cluster, unit) in fit.classifier.unitOfCluster.enumerated() {
      let (count, means) = (fit.bandMeans.counts[cluster], fit.bandMeans.means[cluster])
      guard names.indices.contains(unit - 1), means.count == bands else { continue }
      counts[unit - 1] += count
      for band in 0..<bands { sums[unit - 1][band] += count * means[band] }
    }
    let legend = Legend(
      entries: names.enumerated().map {
        LegendEntry(
          value: $0.offset + 1, name: $0.element, colour: RGB(0, 0, 0),
          pixelCount: Int(counts[$0.offset]))
      })
    return GroundColours(source.stack).colours(legend) { unit, band in
      counts[unit - 1] > 0 ? sums[unit - 1][band] / counts[unit - 1] : nil
    }
  }
}
