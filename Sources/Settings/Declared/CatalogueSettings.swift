/// How a list of sources is read.
public enum CatalogueSettings {
  public static let path = Setting<String>(
    "catalogue.path", option: "catalog", .text, chosen: "sources are detected",
    "Where the sources are: CSV, FITS table, VOTable or GeoPackage.")
  public static let identifier = column("id", "of the identifiers")
  public static let rightAscension = column("ra", "of right ascension")
  public static let declination = column("dec", "of declination")
  public static let x = column("x", "of x in pixels")
  public static let y = column("y", "of y in pixels")
  public static let raInHours = Setting(
    "catalogue.ra-hours", option: "ra-hours", .flag, default: false,
    "Plain numbers of right ascension are hours.")
  public static let pixelOrigin = Setting(
    "catalogue.pixel-origin", option: "pixel-origin", .from(0...1),
    chosen: "0 for columns named as photutils names them, else 1",
    "What the catalogue calls the first pixel: 1 as FITS and DS9 do, or 0.")

  public static let all = [
    path.description, identifier.description, rightAscension.description,
    declination.description, x.description, y.description, raInHours.description,
    pixelOrigin.description,
  ]

  private static func column(_ name: String, _ what: String) -> Setting<String> {
    Setting(
      "catalogue.columns.\(name)", option: name, .text, chosen: "the usual names",
      "The column \(what).")
  }
}
