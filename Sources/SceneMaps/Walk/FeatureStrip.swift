import Features
import Kernels
package import RasterIO

/// Rows of a scene twice over: the bands as they were read, and the features
/// that are learnt from. Where the features are the bands both are one strip.
struct FeatureStrip {
  let bands: Strip
  let features: Strip
  let plan: FeaturePlan
  /// What spectral rules have rejected of the core.
  var masked: [SpectralMaskPlan.Rejected] = []

  /// Strips for `rows` rows; the bands' has more, for the features' halo.
  init(
    width: Int, rows: Int, height: Int, bands count: Int, maskBands: Int = 0, plan: FeaturePlan
  ) {
    self.plan = plan
    bands = Strip(
      width: width, rows: min(height, rows + 2 * plan.halo), bands: count, maskBands: maskBands)
    features = plan.isIdentity ? bands : Strip(width: width, rows: rows, bands: plan.count)
  }

  /// A strip of bands that are their own features.
  init(_ strip: Strip, plan: FeaturePlan) {
    self.plan = plan
    bands = strip
    features = strip
  }

  /// Features beside the bands have been computed.
  var isDerived: Bool { !plan.isIdentity }
  /// Pixels of the core that are rejected, by the reasons of the walk.
  var rejected: [Int] { features.rejected }
  var width: Int { bands.width }

  /// Fills the features' rows from the bands and returns how many pixels of
  /// the core they are undefined for.
  func compute(core: Range<Int>, workers: Workers) throws -> Int {
    let (plan, source, target) = (self.plan, PlanarRows(bands), PlanarRows(features))
    let rows = features.rows
    let lost = try workers.map(rows.count) { _, index in
      let row = rows.lowerBound + index
      let undefined = plan.compute(row: row, from: source, into: target)
      return core.contains(row) ? undefined : 0
    }
    return lost.reduce(0, +)
  }
}

extension PlanarRows {
  package init(_ strip: Strip) {
    self.init(
      values: strip.values, valid: strip.valid, planeStride: strip.planeStride,
      width: strip.width, rows: strip.rows)
  }
}
