import Kernels
import Learning
import MapUnits
import Rasters

/// Statistics of the units: of the bands, and of the features where those
/// are not the bands; and some pixels of each.
struct MapStatistics {
  private(set) var bands: UnitStatistics
  private(set) var features: UnitStatistics?
  private(set) var sampler: UnitSampler
  /// Nil where the map has no scale.
  private let areas: GroundAreas?

  init(_ classifier: Classifier, _ source: OpenScene) {
    let centre = classifier.scaler.centre
    areas = GroundAreas(source.grid)
    sampler = UnitSampler(
      units: classifier.units, bands: source.stack.bands.count, grid: source.grid)
    bands = UnitStatistics(
      units: classifier.units, centre: source.features.bandCentres(centre, source.stack))
    features =
      source.features.isIdentity ? nil : UnitStatistics(units: classifier.units, centre: centre)
  }

  mutating func add(
    _ strip: FeatureStrip, core: Range<Int>, labels: UnsafePointer<UInt8>, workers: Workers
  ) throws {
    try bands.add(strip.bands, core: core, labels: labels, areas: areas, workers: workers)
    try sampler.add(strip.bands, core: core, labels: labels, workers: workers)
    try features?.add(strip.features, core: core, labels: labels, areas: areas, workers: workers)
  }
}
