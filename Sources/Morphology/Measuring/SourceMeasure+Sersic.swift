extension SersicFit {
  /// A number of the profile; -99 where none was fitted.
  fileprivate func value(_ index: Int) -> Double {
    flag < 4 ? parameters[index] : Conventions.invalid
  }
}

extension SourceMeasure {
  static let sersic = [
    SourceMeasure(
      "sersic_amplitude", ucd: "phot.count;src.morph.param", "value at the half-light radius"
    ) { $0.fit.value(0) },
    SourceMeasure(
      "sersic_rhalf", unit: "pixel", ucd: "phys.size.smajAxis",
      "half-light semi-major axis of the profile"
    ) { $0.fit.value(1) },
    SourceMeasure("sersic_n", ucd: "src.morph.param", "index of the profile") { $0.fit.value(2) },
    SourceMeasure(
      "sersic_xc", unit: "pixel", ucd: "pos.cartesian.x;instr.det", "centre of the profile"
    ) { $0.fit.flag < 4 ? $0.column($0.fit.value(3)) : Conventions.invalid },
    SourceMeasure(
      "sersic_yc", unit: "pixel", ucd: "pos.cartesian.y;instr.det", "centre of the profile"
    ) { $0.fit.flag < 4 ? $0.row($0.fit.value(4)) : Conventions.invalid },
    SourceMeasure("sersic_ellip", ucd: "src.ellipticity", "1 - b/a of the profile") {
      $0.fit.value(5)
    },
    SourceMeasure("sersic_theta", unit: "rad", ucd: "pos.posAng", "major axis from x towards y") {
      $0.fit.value(6)
    },
    SourceMeasure("sersic_chi2_dof", ucd: "stat.fit.chi2", "reduced chi squared of the fit") {
      $0.fit.chiSquaredPerFreedom
    },
    SourceMeasure("sersic_aic", ucd: "stat.fit.goodness", "Akaike's criterion of the fit") {
      $0.fit.akaike
    },
    SourceMeasure("sersic_bic", ucd: "stat.fit.goodness", "Bayes's criterion of the fit") {
      $0.fit.bayes
    },
  ]
}
