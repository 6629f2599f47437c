extension SourceMeasure {
  static let sky = [
    SourceMeasure("sky_mean", ucd: "instr.background", "mean of the sky box") { $0.sky.mean },
    SourceMeasure("sky_median", ucd: "instr.background", "median of the sky box") {
      $0.sky.median
    },
    SourceMeasure("sky_sigma", ucd: "instr.background;stat.stdev", "deviation of the sky box") {
      $0.sky.sigma
    },
  ]

  /// Where the stamp was cut.
  static let stamp = [
    ofStamp("xmin_stamp", ucd: "pos.cartesian.x", "first column of the stamp, from 0") {
      $0.column(0)
    },
    ofStamp("ymin_stamp", ucd: "pos.cartesian.y", "lowest row of the stamp, from 0") { $0.row(0) },
    ofStamp("xmax_stamp", ucd: "pos.cartesian.x", "last column of the stamp, from 0") {
      $0.column(Double($0.stamp.width - 1))
    },
    ofStamp("ymax_stamp", ucd: "pos.cartesian.y", "highest row of the stamp, from 0") {
      $0.row(Double($0.stamp.height - 1))
    },
    ofStamp("nx_stamp", ucd: "meta.number", "columns of the stamp") { Double($0.stamp.width) },
    ofStamp("ny_stamp", ucd: "meta.number", "rows of the stamp") { Double($0.stamp.height) },
  ]

  private static func ofStamp(
    _ name: String, ucd: String, _ meaning: String,
    value: @escaping @Sendable (MeasuredSource) -> Double
  ) -> SourceMeasure {
    SourceMeasure(name, unit: "pixel", ucd: ucd, meaning, isOfStamp: true, value: value)
  }
}
