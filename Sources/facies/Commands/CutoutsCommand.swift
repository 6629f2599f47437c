import ArgumentParser
import FaciesKit

struct CutoutsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cutouts",
    abstract: "Cut sources out of a survey image.",
    discussion: """
      Reads FITS images (also .gz, .bz2 and tile-compressed; several files are aligned bands; \
      FILE.fits[N] or FILE.fits[NAME] is one of several), GeoTIFFs and pictures (their lowest row \
      is 1; degrees of a geotransform are the sky), and a catalogue (CSV, FITS table, VOTable, GeoPackage) with ra and dec in degrees or \
      sexagesimal, or x and y in pixels; --detect finds sources by SExtractor's method instead. \
      Writes the cutouts and, beside them, catalog.csv, catalog.fits and cutouts.json. Pixels \
      beyond the image are NaN; x and y count as DS9 does, from 1 at the lower left.

      EXAMPLE
        facies cutouts mosaic.fits --catalog galaxies.csv --size 100 --out cutouts
        facies cutouts g.fits r.fits i.fits --catalog cat.fits --id SOURCE_ID --ra ALPHA \\
          --dec DELTA --format cube --out cutouts
        facies cutouts mosaic.fits --detect --threshold 3 --format png --stretch zscale \\
          --out stamps
      """)

  @Argument(help: "A FITS image; several are bands, aligned pixel by pixel.")
  var images: [String]
  @Option(help: "The folder to write.") var out: String
  @Option(help: "Sources: CSV, FITS table, VOTable or GeoPackage.") var catalog: String?
  @Flag(help: "Find the sources.") var detect = false
  @Option(help: "Pixels along a side.") var size = 64
  @Flag(help: "Turn them: north up, east to the left, resampled bilinearly by the sky coordinates.")
  var northUp = false
  @Option(help: "fits (a file each), png, or cube (one FITS file).") var format = "fits"
  @Option(help: "Number (0 is the primary) or name of the image in a file (default: the first).")
  var `extension`: String?
  @OptionGroup(title: "Catalogue") var columns: CatalogueColumnGroup
  @OptionGroup(title: "Pictures") var pictures: PictureGroup
  @OptionGroup(title: "Detection and neighbours") var detection: DetectionGroup
  @OptionGroup var work: WorkOptions

  func validate() throws {
    if catalog == nil, !detect {
      throw ValidationError("name sources by --catalog FILE, or find them with --detect")
    }
    if catalog != nil, detect {
      throw ValidationError("--catalog and --detect exclude each other")
    }
    if detect, !columns.isEmpty {
      throw ValidationError("columns of a catalogue go with --catalog, not with --detect")
    }
    if !pictures.isEmpty, format != "png" {
      throw ValidationError("--stretch, --limits and --png-bands go with --format png")
    }
    if !detection.isEmpty, !detect, !detection.maskNeighbours {
      throw ValidationError("parameters of detection go with --detect or --mask-neighbours")
    }
  }

  func run() throws {
    let control = work.control()
    var options = CutoutOptions()
    options.catalogue = catalog
    options.size = size
    options.format = format
    options.image = `extension`
    options.overwrite = work.overwrite
    options.isNorthUp = northUp
    options.threads = work.threads
    options.memory = work.budget
    columns.apply(to: &options)
    try pictures.apply(to: &options)
    detection.apply(to: &options)
    let report = try Facies.cutouts(images, to: out, options: options, control: control)
    ProgressBar.shared.clear()
    if work.json { return try Terminal.json(report) }
    if !work.quiet { Terminal.print(CutoutText.text(report)) }
  }
}

/// Which columns hold what.
struct CatalogueColumnGroup: ParsableArguments {
  @Option(help: "Column of the identifier (default: the usual names).") var id: String?
  @Option(help: "Column of right ascension.") var ra: String?
  @Option(help: "Column of declination.") var dec: String?
  @Option(help: "Column of x in pixels.") var x: String?
  @Option(help: "Column of y in pixels.") var y: String?
  @Flag(help: "Plain numbers of right ascension are hours.") var raHours = false
  @Option(help: "What the catalogue calls the first pixel: 1 (FITS, DS9) or 0 (default: 1).")
  var pixelOrigin: Int?

  var isEmpty: Bool {
    [id, ra, dec, x, y].allSatisfy { $0 == nil } && !raHours && pixelOrigin == nil
  }

  func apply(to options: inout CutoutOptions) {
    options.columns = ["id": id, "ra": ra, "dec": dec, "x": x, "y": y].compactMapValues { $0 }
    options.raInHours = raHours
    options.pixelOrigin = pixelOrigin ?? 1
  }
}

/// How pictures show values.
struct PictureGroup: ParsableArguments {
  @Option(help: "linear, percentile, zscale, log or asinh (default: asinh).")
  var stretch: String?
  @Option(help: "Values of black and white of all pictures: -0.1,5 (default: each cutout's own).")
  var limits: String?
  @Option(help: "Band of grey pictures, or three for red, green and blue (default: 1).")
  var pngBands: String?

  var isEmpty: Bool { stretch == nil && limits == nil && pngBands == nil }

  func apply(to options: inout CutoutOptions) throws {
    options.stretch = stretch ?? "asinh"
    options.limits = try limits.map(Self.range)
    if let pngBands {
      options.pictureBands = try pngBands.split(separator: ",", omittingEmptySubsequences: false)
        .map {
          guard let band = Int($0) else {
            throw Failure.usage("--png-bands is '\(pngBands)', must be such as 1 or 3,2,1")
          }
          return band
        }
    }
  }

  private static func range(_ text: String) throws -> ClosedRange<Double> {
    let values = text.split(separator: ",").compactMap { Double($0) }
    guard values.count == 2, values.allSatisfy(\.isFinite), values[0] < values[1] else {
      throw Failure.usage("--limits is '\(text)', must be two rising values such as -0.1,5")
    }
    return values[0]...values[1]
  }
}

/// Parameters of SExtractor.
struct DetectionGroup: ParsableArguments {
  @Flag(help: "Take the pixels of neighbours out of the cutouts.") var maskNeighbours = false
  @Option(help: "Deviations above the background (default: 1.5).") var threshold: Double?
  @Option(help: "Pixels that make a source (default: 5).") var minArea: Int?
  @Option(help: "Side of a mesh of the background, in pixels (default: 64).") var mesh: Int?
  @Option(help: "Meshes whose median smooths the background (default: 3).")
  var meshFilter: Int?
  @Option(help: "Levels of deblending (default: 32).") var deblendLevels: Int?
  @Option(help: "Contrast of deblending (default: 0.005).") var deblendContrast: Double?
  @Option(help: "Efficiency of cleaning; 0 does not clean (default: 1).") var clean: Double?
  @Flag(help: "Do not smooth before the threshold.") var noSmoothing = false
  @Option(help: "Band that is looked at (default: 1).") var detectBand: Int?

  /// Whether no parameter is given; masking is none.
  var isEmpty: Bool {
    threshold == nil && minArea == nil && mesh == nil && meshFilter == nil
      && deblendLevels == nil && deblendContrast == nil && clean == nil && !noSmoothing
      && detectBand == nil
  }

  func apply(to options: inout CutoutOptions) {
    options.masksNeighbours = maskNeighbours
    var own = CutoutOptions.Detection()
    own.threshold = threshold ?? own.threshold
    own.leastArea = minArea ?? own.leastArea
    own.mesh = mesh ?? own.mesh
    own.meshFilter = meshFilter ?? own.meshFilter
    own.deblendLevels = deblendLevels ?? own.deblendLevels
    own.deblendContrast = deblendContrast ?? own.deblendContrast
    own.clean = clean ?? own.clean
    own.smooths = !noSmoothing
    own.band = detectBand ?? own.band
    options.detection = own
  }
}
