public import Features
public import Learning
public import Rasters
import Settings

/// One acquisition and what to do with it, checked: what a scene file says
/// after defaults.
public struct Scene: Sendable, Equatable {
  /// What reports and sheets call it.
  public var name: String
  /// What is read. Where there are several inputs, the files of all of them.
  public var input: Input
  /// Several products over one place and terrain models; empty for one
  /// product or raster, which is `input`.
  public var inputs: [Source] = []
  /// Whose grid is used of several inputs.
  public var frame = Frame.first
  /// Band names to use; nil means the product's own choice.
  public var bands: [String]?
  /// The part to map; nil maps all of it.
  public var region: Region?
  /// Overrides what the files declare.
  public var noData: Double?
  /// What is left out beside missing data.
  public var masks: Masks
  /// How bands of other grids are brought to the finest one.
  public var resampling: Resampling
  /// Most pixels that anything is fitted on, from 100 to 50,000,000; nil leaves it to the recipe
  /// (400,000 for standard and vote, 2,000,000 for nagar2024, else 200,000) and to the number of
  /// bands.
  public var sampleSize: Int?
  /// Which named recipe the steps began from.
  public var recipeName: String
  /// The steps from bands to units.
  public var recipe: Recipe
  /// How many units there are to be, from 1 to 255; 8 where nobody says.
  public var units: UnitCount {
    didSet {
      recipe.units = units.most
      unitWish.isSaid = true
    }
  }
  private var unitWish = UnitWish()
  /// What is done to the labels of the map; the recipe's where nobody says.
  public var smoothing: Smoothing
  /// Smaller patches join their neighbours; nil leaves them.
  public var sieve: MinimumMappingUnit?
  /// What is learnt from, computed from the bands: every band as it is where nobody says.
  public var features: [FeatureItem] = [.bands]
  /// The style of the map sheet: a name or a file; nil takes the standard one.
  public var style: String?
  /// Where the colours of the units come from; nil leaves it to the style, or takes them from what
  /// the units are.
  public var palette: String?
  /// Names and colours of units: a file such as a run's `units.yaml`.
  public var colours: String?
  /// Bands of the colour image: red, green, blue; nil means a standard one.
  public var composite: [String]?
  /// What units are called until somebody names them.
  public var unitNames: UnitNames = .numbers
  /// What is written beside `units.tif` and its sidecars.
  public var outputs: Set<Output>
  /// A map or model whose numbering is to be kept.
  public var relabel: String?
  /// Labels of units that are known before the fit.
  public var known: Known?
  /// Labels that the finished map is scored against; no fit sees them.
  public var reference: Labels?
  /// A terrain model whose relief is laid under the map sheet.
  public var terrain: String?
  /// A spectral library that units are compared with.
  public var library: String?
  /// The title of the map sheet; nil takes the name.
  public var title: String?
  /// The line of credit of the map sheet.
  public var credit: String?
  /// Every random choice follows from it; 0 where nobody says.
  public var seed: UInt64
  /// Inputs may be virtual rasters (VRT) of files under their own folders.
  public var allowsVirtualRasters = false

  public struct Input: Sendable, Equatable {
    /// A product folder or archive, a raster, or band files.
    public var paths: [String]
    /// Names given to the bands of plain rasters.
    public var names: [String]?
    /// The instrument of a plain raster: "landsat-8", "sentinel-2".
    public var sensor: String?
    /// What its values are: "surface-reflectance", "toa-reflectance" or "digital-number".
    public var level: String?
    /// Its stored numbers times this, plus ``offset``, are reflectance.
    public var scale: Double?
    public var offset: Double?
    /// What each of its bands is: "red", "nir", "qa_pixel"; "-" for none of what has a word.
    public var roles: [String]?

    public init(paths: [String], names: [String]? = nil) {
      self.paths = paths
      self.names = names
    }
  }

  /// One of several inputs.
  public struct Source: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
      /// Bands and masks as of a scene's only input.
      case product(Input, bands: [String]?, masks: [String]?)
      /// Heights, and what is computed of them.
      case terrain(path: String, derive: [String])
    }

    /// By which its bands are called: "s2.red".
    public var name: String
    public var kind: Kind
    public var noData: Double?

    public init(name: String, kind: Kind, noData: Double? = nil) {
      self.name = name
      self.kind = kind
      self.noData = noData
    }

    /// What can be derived of a terrain model.
    package static let terrainFeatures = ["elevation", "slope", "roughness"]

    public var paths: [String] {
      switch kind {
      case .product(let input, _, _): input.paths
      case .terrain(let path, _): [path]
      }
    }
  }

  public enum Frame: Sendable, Equatable {
    case first, finest
    case named(String)
  }

  /// Labels: a raster, or polygons or points with a class in a field.
  public struct Labels: Sendable, Equatable {
    public var path: String
    public var field: String?
    /// The layer of a vector file that has several.
    public var layer: String?

    /// The path may name its layer: `outcrops.gpkg|layername=rocks`.
    public init(path: String, field: String? = nil, layer: String? = nil) {
      let name = VectorName(path, layer: layer)
      (self.path, self.layer) = (name.path, name.layer)
      self.field = field
    }
  }

  /// Labels of known units, and the share of each class's places that is held
  /// out to judge the map by.
  public struct Known: Sendable, Equatable {
    public var labels: Labels
    public var holdOut: Double
    /// What the labels are used for.
    public var use: LabelUse

    /// Without a share, the setting's default is held out; with labels of all classes, which are
    /// judged by cross-validation, none.
    public init(labels: Labels, holdOut: Double? = nil, use: LabelUse? = nil) {
      let use = use ?? SceneSettings.labelUse.default
      self.labels = labels
      self.holdOut = holdOut ?? (use.isComplete ? 0 : SceneSettings.holdOut.default)
      self.use = use
    }
  }

  public enum Region: Sendable, Equatable {
    /// Pixels of the finest grid.
    case window(Window)
    /// West, south, east, north in a reference system (nil: the scene's own).
    case bounds([Double], crs: String?)
    /// The polygons of a vector file, and of which of its layers.
    case polygons(path: String, layer: String? = nil)
  }

  /// What units are called that nobody has named.
  public enum UnitNames: String, Sendable, CaseIterable {
    /// "Unit 3"
    case numbers
    /// "Unit 3: clay-rich (hint)"
    case hints
  }

  /// What pixels are rejected for.
  public struct Masks: Sendable, Equatable {
    /// Quality masks of the product; nil means its own choice.
    public var product: [String]?
    /// Beside those, in order.
    public var areas: [AreaRule]
    public var spectral: [SpectralRule]

    public init(
      product: [String]? = nil, areas: [AreaRule] = [], spectral: [SpectralRule] = []
    ) {
      self.product = product
      self.areas = areas
      self.spectral = spectral
    }
  }

  /// A mask by place, before its file is opened.
  public struct AreaRule: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
      /// Polygons of a vector file: what they cover, and what they do not.
      case inside, outside
      case rasterValues([Double])
      case rasterLimits(above: Double?, below: Double?)
    }

    /// What pixels are counted as.
    public var name: String
    public var path: String
    public var kind: Kind
    /// The layer of a vector file that has several.
    public var layer: String?

    /// The path may name its layer: `lakes.gpkg|layername=large`.
    public init(name: String, path: String, kind: Kind, layer: String? = nil) {
      let file = VectorName(path, layer: layer)
      (self.path, self.layer) = (file.path, file.layer)
      self.name = name
      self.kind = kind
    }
  }

  package static let standardSampleSize = 200_000
}

extension Scene {
  /// A scene file's worth of defaults around an input.
  public init(name: String, input: Input, units asked: UnitCount? = nil) {
    let units = asked ?? SceneSettings.units.default
    let preset = NamedRecipe.standard
    self.init(
      name: name, input: input, bands: nil, region: nil, noData: nil, masks: Masks(),
      resampling: SceneSettings.resampling.default, sampleSize: nil, recipeName: preset.name,
      recipe: preset.recipe(units: units.most), units: units, smoothing: preset.smoothing,
      style: nil, composite: nil, outputs: Output.standard, relabel: nil, terrain: nil, title: nil,
      credit: nil, seed: SceneSettings.seed.default)
    unitWish.isSaid = asked != nil
  }

  /// How many units there are to be where so many are known: where nobody has said a number that
  /// they fit into, two more than those.
  package func units(known: Int) -> UnitCount {
    unitWish.isSaid || known <= units.most ? units : .exactly(known + 2)
  }
}

/// Whether somebody has said how many units there are to be. Scenes that differ in nothing else are
/// the same: a number that is usual need not be said.
private struct UnitWish: Sendable, Equatable {
  var isSaid = false

  static func == (_: UnitWish, _: UnitWish) -> Bool { true }
}
