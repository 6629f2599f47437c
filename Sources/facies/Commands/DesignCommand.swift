import ArgumentParser
import FaciesKit

struct DesignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "design",
    abstract: "Draw a random sample of a finished map, to be visited.",
    discussion: """
      Writes a GeoPackage of points: a random sample within every unit (Olofsson et al. 2014). \
      Say in its field 'reference', by name or unit number, what is at each point; what the map \
      says there is kept apart so that nobody is led by it. Points come in random order: a \
      sample that is visited from the front is a random sample wherever it stops. Then call \
      facies assess.

      EXAMPLE
        facies design result/units.tif --out samples.gpkg
        facies design result/units.tif --standard-error 0.02 --expected-accuracy 0.85,3=0.6 \\
          --out samples.gpkg
        facies design result/units.tif --samples 400 --allocation equal --out samples.gpkg
      """)

  @Argument(help: "A classified raster.") var map: String
  @Option(help: "The GeoPackage to write.") var out: String
  @Option(help: "Number of samples (default: from the standard error).") var samples: Int?
  @Option(help: "Standard error that the overall accuracy is to have (default: 0.01).")
  var standardError: Double?
  @Option(
    help: "User's accuracy expected of all units, and of some: 0.8,3=0.6 (default: 0.8).")
  var expectedAccuracy: String?
  @Option(
    help: """
      How samples are shared out: proportional to area, equal, or optimal for the expected \
      accuracies.
      """)
  var allocation = "proportional"
  @Option(help: "Fewest samples of a unit.") var least = 50
  @Option(help: "Seed of the choice.") var seed: UInt64 = 0
  @Flag(help: "Replace a file that is already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false
  @Flag(help: "As JSON.") var json = false

  func validate() throws {
    if samples != nil, standardError != nil {
      throw ValidationError("--samples and --standard-error exclude each other")
    }
    if samples != nil, expectedAccuracy != nil, allocation != "optimal" {
      throw ValidationError(
        "--expected-accuracy goes with --standard-error or with --allocation optimal")
    }
  }

  func run() throws {
    ProgressBar.start(quiet: quiet, json: json)
    var options = DesignOptions(
      allocation: allocation, samples: samples, least: least, seed: seed, overwrite: overwrite)
    if let standardError { options.standardError = standardError }
    if let expectedAccuracy { options.expectedAccuracy = expectedAccuracy }
    let report = try Facies.design(
      map: map, to: out, options: options,
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) }, checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    if json { return try Terminal.json(report) }
    if !quiet { Terminal.print(AssessmentText.text(report)) }
  }
}
