/// What is asked of tools that work on finished maps.
public enum MapSettings {
  public static let field = Setting<String>(
    "field", option: "field", .text, chosen: "the only one, or one with a usual name",
    "The field of polygons or points that holds the class.")
  public static let hectares = Setting<Double>(
    "sieve.hectares", option: "hectares", .above(0, upTo: 1e9), unit: "hectares",
    "The smallest patch by its area.")
  public static let pixels = Setting<Int>(
    "sieve.pixels", option: "pixels", .from(1...1_000_000_000), unit: "pixels",
    "The smallest patch by its pixels.")
  public static let mergedUnits = Setting<Int>(
    "units", option: "units", .from(1...255), "How many units are to be left.")
  public static let join = Setting<[String]>(
    "join", option: "join", .described("two units or more, such as 2,3"),
    "Units that become one; may be repeated.")
  public static let terrain = Setting<String>(
    "terrain", option: "dem", .text, "A terrain model whose shaded relief is laid under the units.")
  public static let image = Setting<String>(
    "image", option: "image", .text, "A raster that is laid under the units as a grey image.")
  public static let imageBand = Setting(
    "image-band", option: "image-band", .atLeast(1), default: 1, "The band of the image.")
  public static let worldFile = Setting(
    "world-file", option: "world-file", .flag, default: false,
    "Lay a world file and the reference system beside the PNG.")
  public static let intoModel = Setting(
    "into-model", option: "into-model", .flag, default: false,
    "Bring names and colours into the model beside the map too: its next maps have them.")
  public static let title = Setting<String>("title", option: "title", .text, "Title of the sheet.")
  public static let credit = Setting<String>(
    "credit", option: "credit", .text, "The line of credit.")
  public static let style = Setting<String>(
    "style", option: "style", .text, chosen: "the map's own colours",
    "The style of the map sheet: a name or a .yaml file.")
  public static let palette = Setting<String>(
    "palette", option: "palette", .words(["ground", "colour-blind-safe", "lithology", "greys"]),
    chosen: "the style's, or ground",
    "Colours of the units: ground takes them from what the units are (water blue, plants green, "
      + "bare ground as it looks).")
  public static let colours = Setting<String>(
    "colours", option: "colours", .text, chosen: "names and colours of the program's own",
    "A file with names and colours of units, such as the units.yaml of an earlier run.")
  public static let reference = Setting<String>(
    "reference", option: "reference", .text, "Labels: a raster, or polygons.")
  public static let composite = Setting<[String]>(
    "composite", option: "bands", .names(3...3), chosen: "the scene file's, or the best there are",
    "Bands for red, green and blue.")
  public static let byNumber = Setting(
    "by-number", option: "by-number", .flag, default: false,
    "Units with the same number are the same (maps of one model).")

  public static let all = [
    field.description, hectares.description, pixels.description, mergedUnits.description,
    join.description, terrain.description, image.description, imageBand.description,
    worldFile.description, intoModel.description, title.description, credit.description,
    style.description,
    palette.description, colours.description,
    reference.description, byNumber.description, composite.description,
  ]
}
