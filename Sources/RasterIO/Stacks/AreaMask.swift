package import Rasters

/// A mask by place: by polygons or by another raster.
package struct AreaMask: Sendable {
  package enum Rule: Sendable {
    /// Rejects what the polygons cover.
    case inside(any ShapeMask)
    /// Rejects what they do not cover.
    case outside(any ShapeMask)
    case raster(RasterMask)
  }

  /// What pixels are counted as: "inside lakes".
  package let name: String
  package let rule: Rule

  package init(name: String, rule: Rule) {
    self.name = name
    self.rule = rule
  }
}

/// A band of another raster whose values say what is rejected. It is taken
/// at the nearest pixel; where it has no data nothing is rejected.
package struct RasterMask: Sendable, Equatable {
  /// Which values are rejected.
  package enum Test: Sendable, Equatable {
    case values([Double])
    /// Above one number and below another.
    case between(above: Double, below: Double)
  }

  package let path: String
  package let band: Int
  package let grid: Grid
  /// Stored values that mean "no data", instead of the file's; NaN always does.
  package let noData: [Double]?
  /// From stored values to those that are tested.
  package let calibration: Calibration
  package let test: Test

  package init(
    path: String, band: Int = 1, grid: Grid, noData: [Double]? = nil,
    calibration: Calibration = .identity, test: Test
  ) {
    self.path = path
    self.band = band
    self.grid = grid
    self.noData = noData
    self.calibration = calibration
    self.test = test
  }
}
