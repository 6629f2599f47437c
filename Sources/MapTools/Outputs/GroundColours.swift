import Cartography
package import RasterIO
package import Rasters

/// Colours of the units of a map from what the bands of its scene say of them.
package struct GroundColours {
  private let stack: BandStack
  /// The plane of every role of `GroundSpectrum`.
  private let roles: [Int?]

  package init(_ stack: BandStack) {
    self.stack = stack
    roles = GroundSpectrum.roles.map { role in
      let named = stack.bands.firstIndex { [$0.plainName, $0.name].contains(role.name) }
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
  package func colours(
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
  /// Colours of units of which only a sample is known: how much of it is in each cluster, and the
  /// means of the bands there.
  package func colours(
    _ names: [String], unitOfCluster: [Int], counts: [Double], means: [[Double]]
  ) -> [RGB] {
    let bands = stack.bands.count
    var sizes = [Double](repeating: 0, count: names.count)
    var sums = [[Double]](repeating: [Double](repeating: 0, count: bands), count: names.count)
    for (cluster, unit) in unitOfCluster.enumerated() {
      guard names.indices.contains(unit - 1), means[cluster].count == bands else { continue }
      sizes[unit - 1] += counts[cluster]
      for band in 0..<bands { sums[unit - 1][band] += counts[cluster] * means[cluster][band] }
    }
    let legend = Legend(
      entries: zip(names, sizes).enumerated().map {
        LegendEntry(
          value: $0.offset + 1, name: $0.element.0, colour: RGB(0, 0, 0),
          pixelCount: Int($0.element.1))
      })
    return colours(legend) { unit, band in
      sizes[unit - 1] > 0 ? sums[unit - 1][band] / sizes[unit - 1] : nil
    }
  }
}
