import Morphology
import Surveys

/// The columns of measurements: statmorph's names, with units and UCDs.
enum SurveyCatalogueColumns {
  static let notMeasured = "no cutout"

  static func morphology(reasonsWidth: Int) -> [CatalogueColumn] {
    [
      CatalogueColumn(
        "flag", .int32, ucd: "meta.code.qual", "0 good, 1 suspect, 2 bad, 4 not measured"),
      CatalogueColumn(
        "flag_sersic", .int32, ucd: "meta.code.qual",
        "0 fitted, 1 at a bound, 2 not converged, 4 not fitted"),
      CatalogueColumn(
        "reasons", .string(width: reasonsWidth), ucd: "meta.note",
        "why the measurement is flagged"),
    ]
      + measured.map { item in
        CatalogueColumn(item.name, .double, unit: item.unit, ucd: item.ucd, item.meaning)
      }
  }

  struct Item {
    var name: String
    var unit: String?
    var ucd: String
    var meaning: String

    init(_ name: String, _ unit: String?, _ ucd: String, _ meaning: String) {
      self.name = name
      self.unit = unit
      self.ucd = ucd
      self.meaning = meaning
    }
  }

  /// The measurements of statmorph that are not about its own stamp.
  static let measured = [
    Item("xc_centroid", "pixel", "pos.cartesian.x;instr.det", "centroid, the first column is 0"),
    Item("yc_centroid", "pixel", "pos.cartesian.y;instr.det", "centroid, the lowest row is 0"),
    Item("ellipticity_centroid", nil, "src.ellipticity", "1 - b/a about the centroid"),
    Item("elongation_centroid", nil, "src.morph.param", "a/b about the centroid"),
    Item("orientation_centroid", "rad", "pos.posAng", "major axis from x towards y"),
    Item("xc_asymmetry", "pixel", "pos.cartesian.x;instr.det", "centre of least asymmetry"),
    Item("yc_asymmetry", "pixel", "pos.cartesian.y;instr.det", "centre of least asymmetry"),
    Item("ellipticity_asymmetry", nil, "src.ellipticity", "1 - b/a about that centre"),
    Item("elongation_asymmetry", nil, "src.morph.param", "a/b about that centre"),
    Item("orientation_asymmetry", "rad", "pos.posAng", "major axis from x towards y"),
    Item("flux_circ", nil, "phot.count", "within two Petrosian radii, circular"),
    Item("flux_ellip", nil, "phot.count", "within two Petrosian radii, elliptical"),
    Item("rpetro_circ", "pixel", "phys.size.radius", "Petrosian radius, circular"),
    Item("rpetro_ellip", "pixel", "phys.size.smajAxis", "Petrosian semi-major axis"),
    Item("rmax_circ", "pixel", "phys.size.radius", "farthest pixel of the segment"),
    Item("rmax_ellip", "pixel", "phys.size.smajAxis", "farthest pixel of the segment, elliptical"),
    Item("rhalf_circ", "pixel", "phys.size.radius", "half-light radius, circular"),
    Item("rhalf_ellip", "pixel", "phys.size.smajAxis", "half-light semi-major axis"),
    Item("r20", "pixel", "phys.size.radius", "radius of 20 % of the light"),
    Item("r50", "pixel", "phys.size.radius", "radius of 50 % of the light"),
    Item("r80", "pixel", "phys.size.radius", "radius of 80 % of the light"),
    Item("gini", nil, "src.morph.param", "Gini coefficient"),
    Item("m20", nil, "src.morph.param", "second moment of the brightest 20 %"),
    Item("gini_m20_bulge", nil, "src.morph.param", "F(G, M20)"),
    Item("gini_m20_merger", nil, "src.morph.param", "S(G, M20)"),
    Item("sn_per_pixel", nil, "stat.snr", "mean signal-to-noise of a pixel"),
    Item("concentration", nil, "src.morph.param", "5 log10(r80 / r20)"),
    Item("asymmetry", nil, "src.morph.param", "against half a turn, less the sky's"),
    Item("smoothness", nil, "src.morph.param", "clumpiness, less the sky's"),
    Item("multimode", nil, "src.morph.param", "M of MID"),
    Item("intensity", nil, "src.morph.param", "I of MID"),
    Item("deviation", nil, "src.morph.param", "D of MID"),
    Item("rms_asymmetry2", nil, "src.morph.param", "squared asymmetry"),
    Item("outer_asymmetry", nil, "src.morph.param", "asymmetry outside the half-light ellipse"),
    Item("shape_asymmetry", nil, "src.morph.param", "asymmetry of the segment"),
    Item("sersic_amplitude", nil, "phot.count;src.morph.param", "value at the half-light radius"),
    Item(
      "sersic_rhalf", "pixel", "phys.size.smajAxis", "half-light semi-major axis of the profile"),
    Item("sersic_n", nil, "src.morph.param", "index of the profile"),
    Item("sersic_xc", "pixel", "pos.cartesian.x;instr.det", "centre of the profile"),
    Item("sersic_yc", "pixel", "pos.cartesian.y;instr.det", "centre of the profile"),
    Item("sersic_ellip", nil, "src.ellipticity", "1 - b/a of the profile"),
    Item("sersic_theta", "rad", "pos.posAng", "major axis from x towards y"),
    Item("sersic_chi2_dof", nil, "stat.fit.chi2", "reduced chi squared of the fit"),
    Item("sersic_aic", nil, "stat.fit.goodness", "Akaike's criterion of the fit"),
    Item("sersic_bic", nil, "stat.fit.goodness", "Bayes's criterion of the fit"),
    Item("sky_mean", nil, "instr.background", "mean of the sky box"),
    Item("sky_median", nil, "instr.background", "median of the sky box"),
    Item("sky_sigma", nil, "instr.background;stat.stdev", "deviation of the sky box"),
  ]
}
