import Kernels
import Learning
import Rasters

/// Statistics of the units: of the bands, and of the features where those
/// are not the bands.
struct MapStatistics {
  private(set) var bands: UnitStatistics
  private(set) var features: UnitStatistics?

  init(_ classifier: Classifier, _ source: OpenScene) {
    let centre = classifier.scaler.centre
    bands = UnitStatistics(
      units: classifier.units, centre: source.features.bandCentres(centre, source.stack))
    features =
      source.features.isIdentity ? nil : UnitStatistics(units: classifier.units, centre: centre)
  }

  mutating func add(
    _ strip: FeatureStrip, core: Range<Int>, labels: UnsafePointer<UInt8>, grid: Grid,
    workers: Workers
  ) throws {
    try bands.add(strip.bands, core: core, labels: labels, grid: grid, workers: workers)
    try features?.add(strip.features, core: core, labels: labels, grid: grid, workers: workers)
  }
}
