import Morphology
import Surveys

/// The measurements of a source as columns of a catalogue: statmorph's names,
/// no value for its -99.
enum MorphologyColumns {
  static let columns: [CatalogueColumn] =
    [
      .init(
        "flag", .int32, ucd: "meta.code.qual",
        "quality: 0 good, 1 suspect, 2 bad, 4 nothing measured"),
      .init(
        "flag_sersic", .int32, ucd: "meta.code.qual",
        "fit: 0 good, 1 at a bound, 2 not converged, 4 none"),
    ] + SourceMorphology.names.map(column)
    + [
      .init(
        "reasons", .string(width: SourceMorphology.longestReasonText), ucd: "meta.note",
        "why flag is not 0")
    ]

  static func values(_ row: SourceMorphology) -> [CatalogueValue] {
    [.integer(row.flag.rawValue), .integer(row.sersicFlag)]
      + row.values.map { $0 == -99 ? .none : .real($0) } + [.text(row.reasonText)]
  }

  private static func column(_ name: String) -> CatalogueColumn {
    let (unit, ucd, text) = meanings[name] ?? (nil, nil, name)
    return CatalogueColumn(name, .double, unit: unit, ucd: ucd, text)
  }

  private static let meanings: [String: (unit: String?, ucd: String?, text: String)] = [
    "xc_centroid": ("pixel", "pos.cartesian.x", "column of the centroid, first is 0"),
    "yc_centroid": ("pixel", "pos.cartesian.y", "row of the centroid, lowest is 0"),
    "ellipticity_centroid": (nil, "src.ellipticity", "ellipticity about the centroid"),
    "elongation_centroid": (nil, "src.ellipticity", "elongation about the centroid"),
    "orientation_centroid": ("rad", "pos.posAng", "angle about the centroid, x to y"),
    "xc_asymmetry": ("pixel", "pos.cartesian.x", "column of least asymmetry, first is 0"),
    "yc_asymmetry": ("pixel", "pos.cartesian.y", "row of least asymmetry, lowest is 0"),
    "ellipticity_asymmetry": (nil, "src.ellipticity", "ellipticity about that centre"),
    "elongation_asymmetry": (nil, "src.ellipticity", "elongation about that centre"),
    "orientation_asymmetry": ("rad", "pos.posAng", "angle about that centre, x to y"),
    "flux_circ": (nil, "phot.flux", "flux in the circle of two Petrosian radii"),
    "flux_ellip": (nil, "phot.flux", "flux in the ellipse of two Petrosian radii"),
    "rpetro_circ": ("pixel", "phys.angSize", "Petrosian radius, circular"),
    "rpetro_ellip": ("pixel", "phys.angSize", "Petrosian semi-major axis"),
    "rmax_circ": ("pixel", "phys.angSize", "largest radius of the segment, circular"),
    "rmax_ellip": ("pixel", "phys.angSize", "largest semi-major axis of the segment"),
    "rhalf_circ": ("pixel", "phys.angSize", "half-light radius, circular"),
    "rhalf_ellip": ("pixel", "phys.angSize", "half-light semi-major axis"),
    "r20": ("pixel", "phys.angSize", "radius of 20 % of the light"),
    "r50": ("pixel", "phys.angSize", "radius of 50 % of the light"),
    "r80": ("pixel", "phys.angSize", "radius of 80 % of the light"),
    "gini": (nil, "stat.value", "Gini coefficient (Lotz et al. 2004)"),
    "m20": (nil, "stat.value", "moment of the brightest 20 % (Lotz et al. 2004)"),
    "gini_m20_bulge": (nil, "stat.value", "F(G, M20), bulge (Snyder et al. 2015)"),
    "gini_m20_merger": (nil, "stat.value", "S(G, M20), merger (Snyder et al. 2015)"),
    "sn_per_pixel": (nil, "stat.snr", "mean signal to noise of a pixel"),
    "concentration": (nil, "stat.value", "5 log10(r80 / r20) (Conselice 2003)"),
    "asymmetry": (nil, "stat.value", "asymmetry, less that of the sky"),
    "smoothness": (nil, "stat.value", "clumpiness (Lotz et al. 2004)"),
    "multimode": (nil, "stat.value", "multimode (Freeman et al. 2013)"),
    "intensity": (nil, "stat.value", "intensity (Freeman et al. 2013)"),
    "deviation": (nil, "stat.value", "deviation (Freeman et al. 2013)"),
    "rms_asymmetry2": (nil, "stat.value", "mean square asymmetry (Sazonova et al. 2024)"),
    "outer_asymmetry": (nil, "stat.value", "outer asymmetry (Wen et al. 2014)"),
    "shape_asymmetry": (nil, "stat.value", "shape asymmetry (Pawlik et al. 2016)"),
    "sersic_amplitude": (nil, "phot.flux", "Sersic: value at the half-light ellipse"),
    "sersic_rhalf": ("pixel", "phys.angSize", "Sersic: half-light semi-major axis"),
    "sersic_n": (nil, "stat.fit.param", "Sersic: index"),
    "sersic_xc": ("pixel", "pos.cartesian.x", "Sersic: column of the centre, first is 0"),
    "sersic_yc": ("pixel", "pos.cartesian.y", "Sersic: row of the centre, lowest is 0"),
    "sersic_ellip": (nil, "src.ellipticity", "Sersic: ellipticity"),
    "sersic_theta": ("rad", "pos.posAng", "Sersic: angle, x to y"),
    "sersic_chi2_dof": (nil, "stat.fit.chi2", "Sersic: reduced chi squared"),
    "sersic_aic": (nil, "stat.fit.goodness", "Sersic: Akaike's criterion"),
    "sersic_bic": (nil, "stat.fit.goodness", "Sersic: Bayes's criterion"),
    "sky_mean": (nil, "instr.background;stat.mean", "mean of the sky beside the source"),
    "sky_median": (nil, "instr.background;stat.median", "median of that sky"),
    "sky_sigma": (nil, "instr.background;stat.stdev", "deviation of that sky"),
    "xmin_stamp": ("pixel", "pos.cartesian.x", "first column of the stamp, from 0"),
    "ymin_stamp": ("pixel", "pos.cartesian.y", "lowest row of the stamp, from 0"),
    "xmax_stamp": ("pixel", "pos.cartesian.x", "last column of the stamp, from 0"),
    "ymax_stamp": ("pixel", "pos.cartesian.y", "highest row of the stamp, from 0"),
    "nx_stamp": ("pixel", "meta.number", "columns of the stamp"),
    "ny_stamp": ("pixel", "meta.number", "rows of the stamp"),
  ]
}
