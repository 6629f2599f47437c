import ArgumentParser
import FaciesKit

struct CutoutsCommand: AsyncParsableCommand {
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
  @Option(help: .of(CatalogueSettings.path, default: "none")) var catalog: String?
  @Flag(help: .of(CutoutSettings.detect)) var detect = false
  @Option(help: .of(CutoutSettings.size)) var size: Int?
  @Flag(help: .of(CutoutSettings.isNorthUp))
  var northUp = false
  @Option(help: .of(CutoutSettings.format)) var format: String?
  @Option(help: .of(CutoutSettings.image))
  var `extension`: String?
  @OptionGroup(title: "Catalogue") var columns: CatalogueColumnGroup
  @OptionGroup(title: "Pictures") var pictures: PictureGroup
  @OptionGroup(title: "Detection and neighbours") var detection: DetectionGroup
  @OptionGroup var work: WorkOptions

  func validate() throws {
    try Typed.check { try checkCombinations() }
  }

  private func checkCombinations() throws {
    let (catalogue, detection) = (CatalogueSettings.path, CutoutSettings.detect)
    if catalog == nil, !detect {
      throw Failure.usage("name sources by \(catalogue) FILE, or find them with \(detection)")
    }
    if catalog != nil, detect { throw Failure.conflict(catalogue.name, detection.name) }
    if detect, !columns.isEmpty {
      throw Failure.usage(
        "columns of a catalogue go with \(catalogue), not with \(detection)")
    }
    if !pictures.isEmpty, format != CutoutFormat.png.rawValue {
      throw Failure.usage(
        "\(CutoutSettings.stretch), \(CutoutSettings.limits) and "
          + "\(CutoutSettings.pictureBands) go with \(CutoutSettings.format) png")
    }
    if !self.detection.isEmpty, !detect, !self.detection.maskNeighbours {
      throw Failure.usage(
        "parameters of detection go with \(detection) or \(CutoutSettings.masksNeighbours)")
    }
  }

  func run() async throws {
    let control = work.control()
    var options = CutoutOptions()
    options.catalogue = catalog
    options.size = size ?? options.size
    options.format = try format.map(CutoutSettings.format.read) ?? options.format
    options.image = `extension`
    options.overwrite = work.overwrite
    options.isNorthUp = northUp
    options.threads = work.threads
    options.memory = work.budget
    columns.apply(to: &options)
    try pictures.apply(to: &options)
    detection.apply(to: &options)
    let report = try await Facies.cutouts(images, to: out, options: options, control: control)
    ProgressBar.shared.clear()
    if work.json { return try Terminal.json(report) }
    if !work.quiet { for note in report.notes ?? [] { Terminal.note("note: \(note)") } }
    if !work.quiet { Terminal.print(CutoutText.text(report)) }
  }
}

/// Which columns hold what.
struct CatalogueColumnGroup: ParsableArguments {
  @Option(help: .of(CatalogueSettings.identifier)) var id: String?
  @Option(help: .of(CatalogueSettings.rightAscension)) var ra: String?
  @Option(help: .of(CatalogueSettings.declination)) var dec: String?
  @Option(help: .of(CatalogueSettings.x)) var x: String?
  @Option(help: .of(CatalogueSettings.y)) var y: String?
  @Flag(help: .of(CatalogueSettings.raInHours)) var raHours = false
  @Option(help: .of(CatalogueSettings.pixelOrigin))
  var pixelOrigin: Int?

  var isEmpty: Bool {
    [id, ra, dec, x, y].allSatisfy { $0 == nil } && !raHours && pixelOrigin == nil
  }

  func apply(to options: inout CutoutOptions) {
    options.columns = ["id": id, "ra": ra, "dec": dec, "x": x, "y": y].compactMapValues { $0 }
    options.raInHours = raHours
    options.pixelOrigin = pixelOrigin
  }
}

/// How pictures show values.
struct PictureGroup: ParsableArguments {
  @Option(help: .of(CutoutSettings.stretch))
  var stretch: String?
  @Option(help: .of(CutoutSettings.limits))
  var limits: String?
  @Option(help: .of(CutoutSettings.pictureBands))
  var pngBands: String?

  var isEmpty: Bool { stretch == nil && limits == nil && pngBands == nil }

  func apply(to options: inout CutoutOptions) throws {
    options.stretch = try stretch.map(CutoutSettings.stretch.read) ?? options.stretch
    options.limits = try limits.map(Self.range)
    if let pngBands {
      options.pictureBands = try Typed.numbers(pngBands, CutoutSettings.pictureBands)
    }
  }

  private static func range(_ text: String) throws -> ClosedRange<Double> {
    let values = text.split(separator: ",").compactMap { Double($0) }
    guard values.count == 2, values.allSatisfy(\.isFinite), values[0] < values[1] else {
      throw Failure.outOfRange(
        CutoutSettings.limits.name, found: "'\(text)'", allowed: CutoutSettings.limits.allowed.text)
    }
    return values[0]...values[1]
  }
}

/// Parameters of SExtractor.
struct DetectionGroup: ParsableArguments {
  @Flag(help: .of(CutoutSettings.masksNeighbours)) var maskNeighbours = false
  @Option(help: .of(DetectionSettings.threshold)) var threshold: Double?
  @Option(help: .of(DetectionSettings.leastArea)) var minArea: Int?
  @Option(help: .of(DetectionSettings.mesh)) var mesh: Int?
  @Option(help: .of(DetectionSettings.meshFilter))
  var meshFilter: Int?
  @Option(help: .of(DetectionSettings.deblendLevels)) var deblendLevels: Int?
  @Option(help: .of(DetectionSettings.deblendContrast)) var deblendContrast: Double?
  @Option(help: .of(DetectionSettings.clean)) var clean: Double?
  @Flag(help: .of(DetectionSettings.noSmoothing)) var noSmoothing = false
  @Option(help: .of(DetectionSettings.band)) var detectBand: Int?

  /// Whether no parameter is given; masking is none.
  var isEmpty: Bool {
    threshold == nil && minArea == nil && mesh == nil && meshFilter == nil
      && deblendLevels == nil && deblendContrast == nil && clean == nil && !noSmoothing
      && detectBand == nil
  }

  func apply(to options: inout CutoutOptions) {
    options.masksNeighbours = maskNeighbours
    var own = DetectionSettings()
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
