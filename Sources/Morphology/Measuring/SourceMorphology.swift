/// The measurements of one source, with statmorph's definitions; -99 where
/// one has no value. Positions are pixels of the image, 0-based, (0, 0) the
/// centre of the first pixel of the FITS file; radii are pixels; angles are
/// radians from x towards y.
public struct SourceMorphology: Sendable {
  public let label: Int32
  public let flag: QualityFlag
  public let reasons: [QualityReason]
  /// 0 fitted, 1 at a bound, 2 not converged or from a bad guess, 4 nothing measured.
  public let sersicFlag: Int
  /// Named and ordered as by statmorph.
  public let values: [Double]

  /// The names of `values`.
  public static let names = [
    "xc_centroid", "yc_centroid", "ellipticity_centroid", "elongation_centroid",
    "orientation_centroid", "xc_asymmetry", "yc_asymmetry", "ellipticity_asymmetry",
    "elongation_asymmetry", "orientation_asymmetry", "flux_circ", "flux_ellip", "rpetro_circ",
    "rpetro_ellip", "rmax_circ", "rmax_ellip", "rhalf_circ", "rhalf_ellip", "r20", "r50", "r80",
    "gini", "m20", "gini_m20_bulge", "gini_m20_merger", "sn_per_pixel", "concentration",
    "asymmetry", "smoothness", "multimode", "intensity", "deviation", "rms_asymmetry2",
    "outer_asymmetry", "shape_asymmetry", "sersic_amplitude", "sersic_rhalf", "sersic_n",
    "sersic_xc", "sersic_yc", "sersic_ellip", "sersic_theta", "sersic_chi2_dof", "sersic_aic",
    "sersic_bic", "sky_mean", "sky_median", "sky_sigma", "xmin_stamp", "ymin_stamp",
    "xmax_stamp", "ymax_stamp", "nx_stamp", "ny_stamp",
  ]

  /// A value by name; nil for names that are not in `names`.
  public subscript(name: String) -> Double? {
    Self.names.firstIndex(of: name).map { values[$0] }
  }

  /// A source of which nothing can be measured.
  private static func nothing(label: Int32, _ reason: QualityReason) -> SourceMorphology {
    SourceMorphology(
      label: label, flag: .catastrophic, reasons: [reason], sersicFlag: 4,
      values: names.map { _ in Conventions.invalid })
  }

  /// A source whose segment is too large to be one.
  public static func tooLarge(label: Int32) -> SourceMorphology { nothing(label: label, .tooLarge) }

  /// A source of a catalogue that detection does not see.
  public static let undetected = nothing(label: 0, .notDetected)

  /// Measures a source; never fails, but flags.
  ///
  /// - Parameter fitsSersic: without, the columns of the fit are -99.
  public static func measure(_ stamp: SourceStamp, fitsSersic: Bool = true) -> SourceMorphology {
    SourceMeasurement(stamp, fitsSersic: fitsSersic)?.result
      ?? nothing(label: stamp.label, .nonPositiveFlux)
  }
}
