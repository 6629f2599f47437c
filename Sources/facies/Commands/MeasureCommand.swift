import ArgumentParser
import FaciesKit

struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Measure the shapes of sources in a survey image.",
    discussion: """
      Writes one row for every label of the segmentation image: Petrosian and half-light radii, \
      Gini, M20, concentration, asymmetries, smoothness, multimode, intensity, deviation, a \
      Sérsic fit, as statmorph 0.7.2 defines and names them. Positions are pixels from 0, (0, 0) \
      the centre of the first pixel of the FITS file; angles are radians from x towards y; -99 \
      is no value in CSV. flag is 0 good, 1 suspect, 2 bad, 4 nothing measured; the column reasons says \
      why. FILE.fits[N] is the extension N of a file (0 is the primary), FILE.fits[NAME] that of \
      a name; without, the first image is taken. In pictures and GeoTIFFs the lowest row is 0.

      EXAMPLE
        facies measure field.fits --segmentation field.seg.fits --weight field.rms.fits \\
          --psf psf.fits --out catalogue.csv
        facies measure slice.fits[0] --segmentation slice.fits[1] --gain 1 --out catalogue.csv
      """)

  @Argument(help: "The image, background subtracted: FITS, GeoTIFF …") var image: String
  @Option(help: "Image of labels: 0 is sky, other whole numbers are sources.")
  var segmentation: String
  @Option(help: .of(MeasureSettings.weight))
  var weight: String?
  @Option(help: .of(MeasureSettings.gain)) var gain: Double?
  @Option(help: "Point-spread function, centred, for the Sérsic fit.") var psf: String?
  @Option(help: "Image of pixels not to use: those that are not 0.") var mask: String?
  @Flag(help: "No Sérsic fit; its columns are -99.") var noSersic = false
  @Option(help: "The table to write: .fits, .vot, .gpkg, or else CSV.") var out: String
  @OptionGroup var work: WorkOptions

  func run() async throws {
    let control = work.control()
    let report = try await Facies.measure(
      MeasureOptions(
        image: image, segmentation: segmentation, sigma: weight, gain: gain, pointSpread: psf,
        mask: mask, fitsSersic: !noSersic, threads: work.threads, memory: work.budget),
      to: out, overwrite: work.overwrite, control: control)
    ProgressBar.shared.clear()
    guard !work.json else { return try Terminal.json(report) }
    if !work.quiet {
      Terminal.note(
        "\(report.sources) sources: \(report.good) good, \(report.suspect) suspect,"
          + " \(report.bad) bad, \(report.catastrophic) not measured")
    }
    Terminal.print(out)
  }
}
