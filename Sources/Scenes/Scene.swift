package import Features
package import Learning
package import Rasters

/// One acquisition and what to do with it, checked: what a scene file says
/// after defaults.
public struct Scene: Sendable, Equatable {
  package var name: String
  /// Where there are several inputs, the files of all of them.
  package var input: Input
  /// Several products over one place and terrain models; empty for one
  /// product or raster, which is `input`.
  package var inputs: [Source] = []
  /// Whose grid is used of several inputs.
  package var frame = Frame.first
  /// Band names to use; nil means the product's own choice.
  package var bands: [String]?
  package var region: Region?
  /// Overrides what the files declare.
  package var noData: Double?
  package var masks: Masks
  package var resampling: String
  /// Most pixels that anything is fitted on; nil leaves it to the recipe and to
  /// the number of bands.
  package var sampleSize: Int?
  /// Which named recipe the steps began from.
  package var recipeName: String
  package var recipe: Recipe
  /// Numbers of units of which the best is taken; nil where one is said. The
  /// recipe has the largest of them.
  package var unitRange: UnitRange?
  package var smoothing: Smoothing
  /// Smaller patches join their neighbours; nil leaves them.
  package var sieve: MinimumMappingUnit?
  /// What is learnt from, computed from the bands.
  package var features: [FeatureItem] = [.bands]
  /// A style's name or file.
  package var style: String?
  /// Bands of the colour image: red, green, blue; nil means a standard one.
  package var composite: [String]?
  package var unitNames: UnitNames = .numbers
  package var outputs: Set<Output>
  /// A map or model whose numbering is to be kept.
  package var relabel: String?
  /// Labels of units that are known before the fit.
  package var known: Known?
  /// Labels that the finished map is scored against; no fit sees them.
  package var reference: Labels?
  /// A terrain model whose relief is laid under the map sheet.
  package var terrain: String?
  package var title: String?
  package var credit: String?
  package var seed: UInt64
  /// Inputs may be virtual rasters (VRT) of files under their own folders.
  package var allowsVirtualRasters = false

  package struct Input: Sendable, Equatable {
    package var paths: [String]
    /// Names given to the bands of plain rasters.
    package var names: [String]?

    package init(paths: [String], names: [String]? = nil) {
      self.paths = paths
      self.names = names
    }
  }

  /// One of several inputs.
  package struct Source: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      /// Bands and masks as of a scene's only input.
      case product(Input, bands: [String]?, masks: [String]?)
      /// Heights, and what is computed of them.
      case terrain(path: String, derive: [String])
    }

    /// By which its bands are called: "s2.red".
    package var name: String
    package var kind: Kind
    package var noData: Double?

    package init(name: String, kind: Kind, noData: Double? = nil) {
      self.name = name
      self.kind = kind
      self.noData = noData
    }

    /// What can be derived of a terrain model.
    package static let terrainFeatures = ["elevation", "slope", "roughness"]

    package var paths: [String] {
      switch kind {
      case .product(let input, _, _): input.paths
      case .terrain(let path, _): [path]
      }
    }
  }

  package enum Frame: Sendable, Equatable {
    case first, finest
    case named(String)
  }

  /// Labels: a raster, or polygons or points with a class in a field.
  package struct Labels: Sendable, Equatable {
    package var path: String
    package var field: String?

    package init(path: String, field: String? = nil) {
      self.path = path
      self.field = field
    }
  }

  /// Labels of known units, and the share of each class's places that is held
  /// out to judge the map by.
  package struct Known: Sendable, Equatable {
    package var labels: Labels
    package var holdOut: Double

    package static let standardHoldOut = 0.3

    package init(labels: Labels, holdOut: Double = Known.standardHoldOut) {
      self.labels = labels
      self.holdOut = holdOut
    }
  }

  package enum Region: Sendable, Equatable {
    /// Pixels of the finest grid.
    case window(Window)
    /// West, south, east, north in a reference system (nil: the scene's own).
    case bounds([Double], crs: String?)
    /// The polygons of a vector file.
    case polygons(path: String)
  }

  /// What units are called that nobody has named.
  package enum UnitNames: String, Sendable, CaseIterable {
    /// "Unit 3"
    case numbers
    /// "Unit 3: clay-rich (hint)"
    case hints
  }

  /// What pixels are rejected for.
  package struct Masks: Sendable, Equatable {
    /// Quality masks of the product; nil means its own choice.
    package var product: [String]?
    /// Beside those, in order.
    package var areas: [AreaRule]
    package var spectral: [SpectralRule]

    package init(
      product: [String]? = nil, areas: [AreaRule] = [], spectral: [SpectralRule] = []
    ) {
      self.product = product
      self.areas = areas
      self.spectral = spectral
    }
  }

  /// A mask by place, before its file is opened.
  package struct AreaRule: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      /// Polygons of a vector file: what they cover, and what they do not.
      case inside, outside
      case rasterValues([Double])
      case rasterLimits(above: Double?, below: Double?)
    }

    /// What pixels are counted as.
    package var name: String
    package var path: String
    package var kind: Kind

    package init(name: String, path: String, kind: Kind) {
      self.name = name
      self.path = path
      self.kind = kind
    }
  }

  package enum Smoothing: Sendable, Equatable {
    case none
    case majority(window: Int, keepCentre: Bool)
    /// A Markov random field over the labels.
    case mrf(PottsSettings)
  }

  /// What can be left out; `units.tif` and its sidecars are always written.
  package enum Output: String, Sendable, CaseIterable {
    case confidence, map, statistics, model, report, item, features, polygons, anomaly

    /// What is written where nothing else is asked for.
    package static let standard: Set<Output> = [
      .confidence, .map, .statistics, .model, .report, .item, .polygons,
    ]
  }

  package static let standardUnits = 8
  package static let standardSampleSize = 200_000
}

extension Scene {
  /// A scene file's worth of defaults around an input.
  package init(name: String, input: Input, units: Int = Scene.standardUnits) {
    let preset = NamedRecipe.standard
    self.init(
      name: name, input: input, bands: nil, region: nil, noData: nil, masks: Masks(),
      resampling: "bilinear", sampleSize: nil, recipeName: preset.name,
      recipe: preset.recipe(units: units), smoothing: preset.smoothing, style: nil,
      composite: nil, outputs: Output.standard, relabel: nil, terrain: nil, title: nil,
      credit: nil, seed: 0)
  }
}
