import Clusterers
import Encoders
import Ensembles
import Features
import Fitting
public import Learning
public import Rasters
public import Settings

/// The keys of a scene file, and the options of the command that change them.
public enum SceneSettings {
  public static let name = Setting<String>(
    "name", .text, chosen: "the name of the file", "What reports and sheets call the scene.")
  public static let paths = Setting<[String]>(
    "input.paths", .described("paths"), "A product folder or archive, a raster, or band files.")
  public static let bandNames = Setting<[String]>(
    "input.names", .names, "Names of the bands of plain rasters.")
  public static let sensor = Setting<String>(
    "input.sensor", .text, chosen: "as names of bands and files say",
    "Whose bands a plain raster holds: landsat-4 to landsat-9, sentinel-2, hls-l30 or modis.")
  public static let level = Setting<String>(
    "input.level", .text, chosen: "as names of bands and files say",
    "What the values of a plain raster are: surface-reflectance, toa-reflectance or "
      + "digital-number.")
  public static let scale = Setting<Double>(
    "input.scale", .described("a number", type: "number"),
    chosen: "as the files or the instrument's products have it",
    "Stored numbers of a plain raster times this, plus the offset, are reflectance.")
  public static let offset = Setting<Double>(
    "input.offset", .described("a number", type: "number"), chosen: "0 with a scale",
    "What is added to scaled numbers.")
  public static let roles = Setting<[String]>(
    "input.roles", .names, chosen: "as names of bands say",
    "What each band of a plain raster is: coastal, blue, green, red, rededge1, nir, swir1, swir2, "
      + "thermal, qa_pixel, scl, fmask; - for none of these.")
  public static let inputs = Setting<String>(
    "inputs", .described("a list of inputs"), "Several products over one place, terrain models.")
  public static let allowsVirtualRasters = InputSettings.allowsVirtualRasters
  public static let grid = Setting<String>(
    "grid", .described("first, finest, or the name of an input", isListed: true),
    default: "first", "Whose grid is used of several inputs.")
  public static let bands = Setting<[String]>(
    "bands", option: "bands", .names,
    chosen: "the product's reflective bands, or all of a raster",
    "Bands to use, by name, label or number, such as blue,green,nir.")
  public static let window = Setting<[Int]>(
    "region.window", .described("[column, row, width, height]"), "The part to map, in pixels.")
  public static let bounds = Setting<[Double]>(
    "region.bounds", option: "bounds", .described("[west, south, east, north]"),
    "The part to map, on the ground, as WEST,SOUTH,EAST,NORTH, followed by its reference system where it "
      + "is another than the scene's: 8.1,45.2,8.4,45.4,EPSG:4326.")
  public static let crs = Setting<String>(
    "region.crs", .text, chosen: "the scene's own", "The reference system of the bounds.")
  public static let polygons = Setting<String>(
    "region.polygons", option: "clip", .text,
    "A vector file whose polygons are the part to map (FILE|layername=LAYER of a file with several layers)."
  )
  public static let polygonLayer = Setting<String>(
    "region.layer", .text, chosen: "the only one with polygons",
    "The layer of the vector file, where it has several.")
  public static let noData = Setting<Double>(
    "nodata", .described("a number or nan", type: "number"), chosen: "as the files say",
    "The stored value that means no data.")
  public static let masks = Setting<[String]>(
    "masks", option: "mask",
    .described(
      "names such as cloud,shadow or spectral.vegetation, none, inside=FILE or outside=FILE",
      type: "list"), chosen: "the product's choice",
    "What to leave out: names (cloud,shadow; spectral.vegetation, see facies methods; none), or "
      + "inside=FILE or outside=FILE with polygons (FILE|layername=LAYER of a file with several "
      + "layers); may be given several times.")
  public static let resampling = Setting<Resampling>(
    "resampling", .cases, default: .bilinear,
    "How bands of other grids are brought to the finest one.")
  public static let sample = Setting<Int>(
    "sample", .from(100...50_000_000), unit: "pixels",
    chosen: "400000 for the recipes standard and vote, 2000000 for nagar2024, else 200000",
    "Most pixels that anything is fitted on.")
  public static let features = Setting<[String]>(
    "features", .described("a list of features"), default: ["bands"],
    "What is learnt from, computed from the bands.")
  public static let style = Setting<String>(
    "style", option: "style", .text, chosen: "the map's own colours",
    "The style of the map sheet: a name or a .yaml file.")
  public static let seed = Setting(
    "seed", option: "seed", .seed, default: 0, "Seed of every random choice.")
}

// MARK: the steps

extension SceneSettings {
  public static let recipe = Setting<String>(
    "recipe", option: "recipe", .words(NamedRecipe.all.map(\.name)),
    default: NamedRecipe.standard.name, "The named steps from bands to units; see facies methods.")
  public static let scaling = Setting<String>(
    "scaling", .words(Scaler.Kind.allCases.map(\.rawValue)), chosen: "the recipe's",
    "How features are scaled.")
  public static let encoder = Setting<String>(
    "encoder", .words(EncoderMethod.all.map(\.name)), chosen: "the recipe's",
    "What makes codes of features.")
  public static let whitening = Setting(
    "whitening", .flag, default: false,
    "Bring codes to mean 0 and unit covariance before they are filtered and clustered.")
  public static let filter = Setting<String>(
    "filter.method", .words(["none", "bilateral"]), chosen: "the recipe's",
    "What denoises codes before they are clustered.")
  public static let clusterer = Setting<String>(
    "clusterer", .words(ClustererMethod.all.map(\.name)), chosen: "the recipe's",
    "What makes units of codes.")
  public static let units = Setting<UnitCount>(
    "units", option: "units",
    .described("from 1 to \(Classifier.mostUnits), or a range such as 4..16", isListed: true) {
      $0.least >= 1 && $0.most <= Classifier.mostUnits
    }, default: .exactly(8),
    "The number of units, or a range of which the best is taken as facies sweep recommends it.")
  public static let detail = Setting<Detail>(
    "detail", option: "detail", .cases, default: .medium,
    "How much detail the map keeps: lines of one pixel, lines of three, or areas only. A smoothing "
      + "of the scene's own counts instead.")
  public static let smoothing = Setting<String>(
    "smoothing.method", .words(["none", "majority", "mrf"]), chosen: "the recipe's",
    "What smooths the labels.")
  public static let sieve = Setting<Double>(
    MapSettings.hectares.name.key, option: "sieve", MapSettings.hectares.allowed,
    unit: MapSettings.hectares.unit, chosen: "none",
    "The smallest patch; smaller ones join their neighbours.")
  public static let sievePixels = Setting<Int>(
    MapSettings.pixels.name.key, MapSettings.pixels.allowed, unit: MapSettings.pixels.unit,
    chosen: "none",
    "The smallest patch by its pixels.")
}

// MARK: labels

extension SceneSettings {
  public static let known = Setting<String>(
    "known.file", option: "known", .text, "Labels of known units: polygons, points or a raster.")
  public static let knownRaster = Setting<String>(
    "known.raster", .text, "Labels of known units as a raster.")
  public static let field = Setting<String>(
    "known.field", option: "field", .text, chosen: "the only one, or one with a usual name",
    "The field of the known units' polygons or points that holds the class.")
  public static let knownLayer = Setting<String>(
    "known.layer", .text, chosen: "the only one that has the field",
    "The layer of the known units' file, where it has several.")
  public static let holdOut = Setting(
    "known.hold-out", option: "hold-out", .from(0.0...0.9), default: 0.3,
    "Share of the known units' places that judge the map; 0 where every class is labelled, unless "
      + "it is given.")
  public static let labelUse = Setting<LabelUse>(
    "known.use", option: "known-use", .cases, default: .discover,
    "What the labels are used for: discover other units where nothing known fits, name a "
      + "classifier where every class is labelled, or pull clusters of the recipe.")
  public static let reference = Setting<String>(
    "reference.file", .text, "Labels to score the map against; nothing is learnt from them.")
  public static let referenceRaster = Setting<String>(
    "reference.raster", .text, "Such labels as a raster.")
  public static let referenceField = Setting<String>(
    "reference.field", .text, chosen: "the only one, or one with a usual name",
    "The field of the reference's polygons that holds the class.")
  public static let referenceLayer = Setting<String>(
    "reference.layer", .text, chosen: "the only one that has the field",
    "The layer of the reference's file, where it has several.")
}

// MARK: what is written

extension SceneSettings {
  public static let outputs = Setting<[String]>(
    "outputs", option: "outputs",
    .described("a list of \(Scene.Output.allCases.map(\.rawValue).joined(separator: ", "))"),
    default: Scene.Output.allCases.filter(Scene.Output.standard.contains).map(\.rawValue),
    "What is written beside units.tif and its sidecars, such as map,report,probabilities.")
  public static let relabel = Setting<String>(
    "relabel", option: "relabel", .text, "An earlier map or model whose unit numbers are kept.")
  public static let terrain = Setting<String>(
    "terrain", .text, "A terrain model whose shaded relief is laid under the map sheet.")
  public static let library = Setting<String>(
    "library", option: "library", .text,
    "A spectral library that units are compared with: a folder of USGS text files, an ENVI .sli, or "
      + "a .csv table.")
  public static let composite = Setting<[String]>(
    "composite", .names(3...3), chosen: "the best there are",
    "Bands of the colour image: red, green, blue.")
  public static let unitNames = Setting<Scene.UnitNames>(
    "unit-names", .cases, default: .numbers, "What units are called until somebody names them.")
  public static let palette = MapSettings.palette
  public static let colours = MapSettings.colours
  public static let title = Setting<String>(
    "title", option: "title", .anyText, "The title of the map sheet.")
  public static let credit = Setting<String>(
    "credit", option: "credit", .anyText, "The line of credit.")
}
