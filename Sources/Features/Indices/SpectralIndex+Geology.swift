/// Sources by short names: the Index DataBase states bands by wavelength
/// (www.indexdatabase.de); the National ASTER maps are those of CSIRO and
/// Geoscience Australia (ecat.ga.gov.au, HVC_144626).
extension SpectralIndex {
  /// Ratios that Landsat and Sentinel-2 have too.
  static let ratios: [SpectralIndex] = [
    SpectralIndex(
      .ratios, "iron-oxide", "red / blue", "limonite, hematite and other ferric oxides",
      source: "Segal, 2nd Conf. Remote Sensing for Exploratory Geology, 949-951, 1982"),
    SpectralIndex(
      .ratios, "ferric-iron", "red / green", "ferric iron; on ASTER in place of iron-oxide",
      source: "Index DataBase 'Ferric iron, Fe3+'; ASTER 2/1 of Rowan"),
    SpectralIndex(
      .ratios, "ferrous", "swir1 / nir", "iron-bearing minerals",
      source: "Segal, 2nd Conf. Remote Sensing for Exploratory Geology, 949-951, 1982"),
    SpectralIndex(
      .ratios, "ferrous-iron", "swir2 / nir + green / red", "ferrous iron",
      source: "Index DataBase 'Ferrous iron'; ASTER 5/3 + 1/2 of Rowan"),
    SpectralIndex(
      .ratios, "ferric-oxide", "swir1 / nir", "ferric oxides (the bands of ratios.ferrous)",
      source: "Index DataBase 'Ferric Oxides'; National ASTER maps, ferric oxide content 4/3"),
    SpectralIndex(
      .ratios, "ferrous-silicates", "swir2 / swir1", "biotite, chlorite, amphibole",
      source: "Index DataBase 'Ferrous Silicates'; ASTER 5/4 of CSIRO"),
    SpectralIndex(
      .ratios, "gossan", "swir1 / red", "gossans",
      source: "Index DataBase 'Gossan'; ASTER 4/2 of Volesky"),
    SpectralIndex(
      .ratios, "laterite", "swir1 / swir2", "laterite, alteration",
      source: "Index DataBase 'Laterite'"),
    SpectralIndex(
      .ratios, "clay",
      [.broad: "swir1 / swir2", .aster: "swir2 * swir4 / (swir3 * swir3)"],
      "clays, micas, alunite, carbonates (and plants)",
      source:
        "Knepper and Simpson 1992 in USGS Open-File Report 2005-1371; ASTER: Index DataBase 'Clay'"),
    SpectralIndex(
      .ratios, "hydroxyl",
      [.broad: "swir1 / swir2", .aster: "swir1 * swir4 / (swir3 * swir3)"],
      "minerals with Al-OH, such as micas and montmorillonite",
      source: "as clay; ASTER: OH-bearing mineral index of Ninomiya, Proc. SPIE 5234, 2004"),
  ]

  /// Ratios that need the six short-wave or five thermal bands of ASTER.
  static let asterRatios: [SpectralIndex] = [
    aster(
      "al-oh", "(swir2 + swir4) / swir3", "white mica, smectite, kaolinite; phyllic alteration",
      "National ASTER maps, AlOH group content (5+7)/6"),
    aster(
      "argillic", "(swir1 + swir3) / swir2", "alunite, kaolinite, pyrophyllite",
      "ASTER (4+6)/5, compiled with its authors in scribd.com/document/414881843"),
    aster(
      "alunite", "swir4 * swir4 / (swir2 * swir5)", "alunite",
      "alunite index of Ninomiya, Proc. SPIE 5234, 2004"),
    aster(
      "kaolinite", "swir1 * swir5 / (swir2 * swir3)", "kaolinite",
      "kaolinite index of Ninomiya, (4/5)(8/6), in scribd.com/document/414881843"),
    aster("muscovite", "swir4 / swir3", "muscovite", "Index DataBase 'Muscovite', ASTER 7/6"),
    aster(
      "mg-oh", "(swir3 + swir6) / (swir4 + swir5)", "epidote, chlorite, amphibole",
      "Index DataBase 'Epidote/Chlorite/Amphibole', ASTER (6+9)/(7+8)"),
    aster(
      "carbonate-chlorite", "(swir4 + swir6) / swir5", "carbonate, chlorite, epidote",
      "Index DataBase 'Carbonate/Chlorite/Epidote', ASTER (7+9)/8"),
    aster(
      "fe-oh", "(swir3 + swir5) / swir4", "chlorite, epidote, jarosite; dolomite",
      "National ASTER maps, FeOH group content (6+8)/7; Index DataBase 'Dolomite'"),
    aster(
      "calcite", "swir3 * swir6 / (swir5 * swir5)", "calcite",
      "calcite index of Ninomiya, Proc. SPIE 5234, 2004"),
    aster(
      "quartz", "thermal2 * thermal2 / (thermal1 * thermal3)", "quartz",
      "quartz index of Ninomiya, Fu and Cudahy, Remote Sensing of Environment 99, 127-139, 2005"),
    aster(
      "carbonate", "thermal4 / thermal5", "calcite, dolomite",
      "carbonate index of Ninomiya, Fu and Cudahy, 2005"),
    aster(
      "mafic", "thermal3 / thermal4", "mafic and ultramafic rocks",
      "ASTER 12/13 of Ninomiya (Proc. SPIE 4710, 2002)"),
  ]

  private static func aster(
    _ name: String, _ formula: String, _ meaning: String, _ source: String
  ) -> SpectralIndex {
    SpectralIndex(.ratios, name, [.aster: formula], meaning, source: source)
  }
}
