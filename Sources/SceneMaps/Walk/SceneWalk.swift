import Features
import Jobs
import Kernels
import RasterIO
import Rasters

/// Goes over a region strip by strip, from top to bottom. Each strip comes
/// with `halo` rows of its neighbours above and below, where there are any,
/// and with the features of all these rows.
struct SceneWalk {
  let reader: StripReader
  let masks: SpectralMaskPlan
  let features: FeaturePlan
  let workers: Workers
  let rowsPerStrip: Int
  let control: RunControl

  /// Why pixels do not count, in the order of ``FeatureStrip/rejected``.
  var reasons: [String] {
    reader.reasons + masks.names + (features.isIdentity ? [] : [FeaturePlan.undefined])
  }

  /// Calls `body(strip, core)` with the rows that belong to the strip alone;
  /// cores cover the region once. `stage` names the progress.
  func forEach(
    stage: String, halo: Int, _ body: (_ strip: FeatureStrip, _ core: Range<Int>) throws -> Void
  ) throws {
    let height = reader.region.height
    var strip = FeatureStrip(
      width: reader.region.width, rows: min(height, rowsPerStrip + 2 * halo), height: height,
      bands: reader.stack.bands.count, maskBands: reader.stack.maskBands.count, plan: features)
    for top in stride(from: 0, to: height, by: rowsPerStrip) {
      try control.checkpoint()
      let core = top..<min(height, top + rowsPerStrip)
      let rows = max(0, core.lowerBound - halo)..<min(height, core.upperBound + halo)
      strip.masked = try fill(strip.bands, rows: widened(rows), core: core)
      if strip.isDerived { try derive(strip, rows: rows, core: core) }
      try body(strip, core)
      control.progress(stage, Double(core.upperBound) / Double(height))
    }
  }

  /// With the rows that features of `rows` look at.
  private func widened(_ rows: Range<Int>) -> Range<Int> {
    max(
      0, rows.lowerBound - features.halo)..<min(
        reader.region.height, rows.upperBound + features.halo)
  }

  private func derive(_ strip: FeatureStrip, rows: Range<Int>, core: Range<Int>) throws {
    reader.begin(strip.features, rows: rows)
    let undefined = try strip.compute(core: core, workers: workers)
    reader.setRejected(strip.bands.rejected + [undefined], of: strip.features)
  }

  /// Returns what spectral rules have rejected of the core.
  private func fill(
    _ strip: Strip, rows: Range<Int>, core: Range<Int>
  ) throws -> [SpectralMaskPlan.Rejected] {
    reader.begin(strip, rows: rows)
    try workers.forEach(reader.laneCount) { _, lane in try reader.read(strip, lane: lane) }
    let parts = Self.parts(rows, core: core, count: reader.laneCount)
    let counts = try workers.map(reader.laneCount) { _, lane in
      try parts[lane].map { rows in
        let found = try reader.finish(strip, rows: rows, lane: lane)
        return (rows, found, masks.apply(to: PlanarRows(strip), rows: rows))
      }
    }
    var total = [Int](repeating: 0, count: reader.reasons.count)
    var masked = masks.nothing
    for (part, rejected, spectral) in counts.joined() where core.contains(part.lowerBound) {
      for index in total.indices { total[index] += rejected[index] }
      for index in masked.indices { masked[index] += spectral[index] }
    }
    reader.setRejected(total + masked.map(\.pixels), of: strip)
    return masked
  }

  /// Rows shared out among lanes; none of the pieces crosses the core's edge.
  private static func parts(_ rows: Range<Int>, core: Range<Int>, count: Int) -> [[Range<Int>]] {
    let zones = [
      rows.lowerBound..<core.lowerBound, core, core.upperBound..<rows.upperBound,
    ]
    return (0..<count).map { lane in
      zones.map { $0.split(into: count)[lane] }.filter { !$0.isEmpty }
    }
  }
}
