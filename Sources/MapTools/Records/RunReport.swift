public import Foundation
public import Jobs
public import Rasters

/// What a run did: the content of `run.json`.
public struct RunReport: Codable, Sendable {
  public struct Input: Codable, Sendable {
    public var path: String
    public var bytes: Int
    public var sha256: String?

    package init(path: String, bytes: Int, sha256: String? = nil) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// A real pixel of a unit.
  public struct Exemplar: Codable, Sendable {
    public var column: Int
    public var row: Int
    /// In the map's reference system; nil where the map has no place.
    public var x: Double?
    public var y: Double?
    public var longitude: Double?
    public var latitude: Double?
    /// In every band; nil where only the place was kept.
    public var spectrum: [Double]?

    package init(column: Int, row: Int) { (self.column, self.row) = (column, row) }
  }

  public struct Unit: Codable, Sendable {
    public var unit: Int
    public var name: String
    public var colour: String
    public var pixels: Int
    public var hectares: Double?
    public var percent: Double
    /// What its spectra suggest.
    public var hint: String?
    /// The rule of the first suggestion, and its balanced accuracy on held-out pixels.
    public var hintRule: String? = nil
    public var hintAccuracy: Double? = nil
    public var resembles: [Resemblance]
    /// Indices and ratios of the mean spectrum.
    public var indices: [String: Double]
    /// A real pixel that stands for the unit, then more of its places; nil in older reports.
    public var exemplars: [Exemplar]? = nil
    /// The nearest spectra of the scene's library; nil where it names none.
    public var library: [LibraryMatch]?

    package init(
      unit: Int, name: String, colour: String, pixels: Int, hectares: Double? = nil,
      percent: Double, hint: String? = nil, resembles: [Resemblance], indices: [String: Double]
    ) {
      self.unit = unit
      self.name = name
      self.colour = colour
      self.pixels = pixels
      self.hectares = hectares
      self.percent = percent
      self.hint = hint
      self.resembles = resembles
      self.indices = indices
    }
  }

  /// A spectrum of the user's library.
  public struct LibraryMatch: Codable, Sendable {
    public var spectrum: String
    /// Between it and the unit's mean, in degrees.
    public var angle: Double

    package init(spectrum: String, angle: Double) {
      self.spectrum = spectrum
      self.angle = angle
    }
  }

  /// A material of a small schematic table.
  public struct Resemblance: Codable, Sendable {
    public var material: String
    /// Between the spectra, in degrees.
    public var angle: Double
    /// Share of green plants that was allowed for, 0...1.
    public var plants: Double

    package init(material: String, angle: Double, plants: Double) {
      self.material = material
      self.angle = angle
      self.plants = plants
    }
  }

  public struct Band: Codable, Sendable {
    public var name: String
    public var label: String
    public var quantity: String
    public var scaling: String
    public var wavelength: Double?

    package init(
      name: String, label: String, quantity: String, scaling: String, wavelength: Double? = nil
    ) {
      self.name = name
      self.label = label
      self.quantity = quantity
      self.scaling = scaling
      self.wavelength = wavelength
    }
  }

  public struct Feature: Codable, Sendable {
    public var name: String
    /// How it is computed from the bands.
    public var formula: String

    package init(name: String, formula: String) {
      self.name = name
      self.formula = formula
    }
  }

  public struct Grid: Codable, Sendable {
    public var width: Int
    public var height: Int
    public var transform: [Double]?
    public var reference: String?
    /// How areas on the ground were found; nil without a scale.
    public var areas: String?

    package init(
      width: Int, height: Int, transform: [Double]? = nil, reference: String? = nil,
      areas: String? = nil
    ) {
      self.width = width
      self.height = height
      self.transform = transform
      self.reference = reference
      self.areas = areas
    }
  }

  public struct Curve: Codable, Sendable {
    public var name: String
    public var values: [Double]

    package init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  public struct Step: Codable, Sendable {
    public var method: String
    public var parameters: [String: String]
    public var facts: [String: Double]
    public var curves: [Curve]

    package init(
      method: String, parameters: [String: String], facts: [String: Double], curves: [Curve]
    ) {
      self.method = method
      self.parameters = parameters
      self.facts = facts
      self.curves = curves
    }
  }

  public struct Quality: Codable, Sendable {
    public var samples: Int
    public var inertia: Double?
    public var daviesBouldin: Double?
    public var calinskiHarabasz: Double?
    public var silhouette: Double?
    public var silhouetteSamples: Int
    /// What space they were computed in.
    public var space: String

    package init(
      samples: Int, inertia: Double? = nil, daviesBouldin: Double? = nil,
      calinskiHarabasz: Double? = nil, silhouette: Double? = nil, silhouetteSamples: Int,
      space: String
    ) {
      self.samples = samples
      self.inertia = inertia
      self.daviesBouldin = daviesBouldin
      self.calinskiHarabasz = calinskiHarabasz
      self.silhouette = silhouette
      self.silhouetteSamples = silhouetteSamples
      self.space = space
    }
  }

  /// A mask beside those of the product.
  public struct Mask: Codable, Sendable {
    public var name: String
    /// What it tests.
    public var rule: String
    /// Pixels that it removed; a pixel counts for the first mask that does.
    public var pixels: Int

    /// Of a spectral rule that removed pixels: their mean in every band that it
    /// looks at, by the band's name.
    public var means: [String: Double]?

    package init(name: String, rule: String, pixels: Int, means: [String: Double]? = nil) {
      self.name = name
      self.rule = rule
      self.pixels = pixels
      self.means = means
    }
  }

  /// What was done to small patches.
  public struct Sieve: Codable, Sendable {
    /// The smallest patch that is kept, such as "5.0 ha".
    public var unit: String
    public var merged: Int
    public var patches: Int
    public var rounds: Int

    package init(unit: String, merged: Int, patches: Int, rounds: Int) {
      self.unit = unit
      self.merged = merged
      self.patches = patches
      self.rounds = rounds
    }
  }

  /// Units that were known before the fit.
  public struct Known: Codable, Sendable {
    public struct Unit: Codable, Sendable {
      public var unit: Int
      public var name: String
      /// Polygons, points or squares of its labels on the map.
      public var places: Int
      public var heldOut: Int
      /// Valid pixels that are not held out, and those that were learnt from.
      public var pixels: Int
      public var used: Int

      package init(unit: Int, name: String, places: Int, heldOut: Int, pixels: Int, used: Int) {
        self.unit = unit
        self.name = name
        self.places = places
        self.heldOut = heldOut
        self.pixels = pixels
        self.used = used
      }
    }

    public var labels: String
    public var holdOut: Double
    public var units: [Unit]
    /// What the labels were used for: discover, pull, or the classifier of all classes; nil in
    /// older reports.
    public var use: String?
    /// Nil where nothing was held out.
    public var heldOut: HeldOut? = nil
    /// The classifier of all classes by places that it has not seen, each once, pixel by pixel and
    /// without smoothing; nil for other uses, and where no class has two places.
    public var crossValidation: HeldOut? = nil

    package init(
      labels: String, holdOut: Double, use: String, crossValidation: HeldOut? = nil, units: [Unit]
    ) {
      self.labels = labels
      self.holdOut = holdOut
      self.units = units
      self.use = use
      self.crossValidation = crossValidation
    }
  }

  /// The map against labels that the fit did not see.
  public struct HeldOut: Codable, Sendable {
    public struct Class: Codable, Sendable {
      public var name: String
      public var pixels: Int
      public var producersAccuracy: Double?
      public var usersAccuracy: Double?

      package init(
        name: String, pixels: Int, producersAccuracy: Double? = nil, usersAccuracy: Double?
      ) {
        self.name = name
        self.pixels = pixels
        self.producersAccuracy = producersAccuracy
        self.usersAccuracy = usersAccuracy
      }
    }

    /// Held-out pixels that are mapped, and those that are not.
    public var pixels: Int
    public var unmapped: Int
    /// Share of the mapped ones that are in the unit of their name.
    public var accuracy: Double
    public var classes: [Class]
    public var units: [String]
    /// Pixels [unit][class].
    public var confusion: [[Int]]

    package init(
      pixels: Int, unmapped: Int, accuracy: Double, classes: [Class], units: [String],
      confusion: [[Int]]
    ) {
      self.pixels = pixels
      self.unmapped = unmapped
      self.accuracy = accuracy
      self.classes = classes
      self.units = units
      self.confusion = confusion
    }
  }

  public struct Stage: Codable, Sendable {
    public var name: String
    public var seconds: Double

    package init(name: String, seconds: Double) {
      self.name = name
      self.seconds = seconds
    }
  }

  public var scene: String
  public var product: String
  public var level: String
  public var sensor: String
  public var acquired: String?
  public var inputs: [Input]
  public var bands: [Band]
  /// What is learnt from.
  public var features: [Feature]
  public var grid: Grid
  public var region: [Int]
  public var resampling: String
  public var recipe: String
  public var scaling: String
  public var encoder: Step?
  /// Whether codes were brought to unit covariance.
  public var whitening: Bool
  public var filter: [String: Double]?
  public var clusterer: Step?
  public var smoothing: String
  public var sieve: Sieve?
  public var seed: UInt64
  public var samples: Int
  public var validPixels: Int
  public var rejectedPixels: [String: Int]
  public var masks: [Mask]
  public var quality: Quality?
  public var known: Known?
  /// Against the labels that the scene names as its reference.
  public var score: ScoreReport?
  public var units: [Unit]
  /// Where a sweep has chosen the number of units.
  public var chosenUnits: ChosenUnits?
  /// Which units are most alike, for reading the map with fewer of them.
  public var tree: UnitTree?
  public var model: String?
  /// Where the model lay that was applied; nil after a fit.
  public var appliedModel: String?
  public var outputs: [String]
  /// All files but this record, as they were written.
  public var files: [ResultFile] = []
  /// The scene as a file that says all of it, with absolute paths.
  public var sceneFile = ""
  public var notes: [String]
  public var warnings: [String]
  public var threads: Int
  public var memoryBudgetBytes: Int
  public var peakMemoryBytes: Int
  public var stages: [Stage]
  public var totalSeconds: Double
  /// Versions of the program and its libraries; "kernels" is the instruction set in
  /// use: bytes are the same on one kind.
  public var versions: [String: String]

  /// The text of `run.json`.
  public func json() throws -> Data {
    return try JSONText.data(self, namesInfinities: true)
  }

  package init(
    scene: String, product: String, level: String, sensor: String, acquired: String? = nil,
    inputs: [Input], bands: [Band], features: [Feature], grid: Grid, region: [Int],
    resampling: String, recipe: String, scaling: String, encoder: Step? = nil, whitening: Bool,
    filter: [String: Double]? = nil, clusterer: Step? = nil, smoothing: String, sieve: Sieve? = nil,
    seed: UInt64, samples: Int, validPixels: Int, rejectedPixels: [String: Int], masks: [Mask],
    quality: Quality? = nil, known: Known? = nil, score: ScoreReport? = nil, units: [Unit],
    chosenUnits: ChosenUnits? = nil, tree: UnitTree? = nil, model: String? = nil,
    appliedModel: String? = nil, outputs: [String], files: [ResultFile] = [],
    sceneFile: String = "", notes: [String], warnings: [String], threads: Int,
    memoryBudgetBytes: Int, peakMemoryBytes: Int, stages: [Stage], totalSeconds: Double,
    versions: [String: String]
  ) {
    self.scene = scene
    self.product = product
    self.level = level
    self.sensor = sensor
    self.acquired = acquired
    self.inputs = inputs
    self.bands = bands
    self.features = features
    self.grid = grid
    self.region = region
    self.resampling = resampling
    self.recipe = recipe
    self.scaling = scaling
    self.encoder = encoder
    self.whitening = whitening
    self.filter = filter
    self.clusterer = clusterer
    self.smoothing = smoothing
    self.sieve = sieve
    self.seed = seed
    self.samples = samples
    self.validPixels = validPixels
    self.rejectedPixels = rejectedPixels
    self.masks = masks
    self.quality = quality
    self.known = known
    self.score = score
    self.units = units
    self.chosenUnits = chosenUnits
    self.tree = tree
    self.model = model
    self.appliedModel = appliedModel
    self.outputs = outputs
    self.files = files
    self.sceneFile = sceneFile
    self.notes = notes
    self.warnings = warnings
    self.threads = threads
    self.memoryBudgetBytes = memoryBudgetBytes
    self.peakMemoryBytes = peakMemoryBytes
    self.stages = stages
    self.totalSeconds = totalSeconds
    self.versions = versions
  }
}
