import ArgumentParser
import FaciesKit

struct DesignCommand: AsyncParsableCommand {
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
  @Option(help: .of(DesignOptions.samples)) var samples: Int?
  @Option(help: .of(DesignOptions.standardError))
  var standardError: Double?
  @Option(help: .of(DesignOptions.expectedAccuracy))
  var expectedAccuracy: String?
  @Option(help: .of(DesignOptions.allocation)) var allocation: String?
  @Option(help: .of(DesignOptions.least)) var least: Int?
  @Option(help: .of(SceneSettings.seed)) var seed: UInt64?
  @Flag(help: .of(JobSettings.overwrite)) var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false
  @Flag(help: "As JSON.") var json = false

  func validate() throws {
    try Typed.check {
      if samples != nil, standardError != nil {
        throw Failure.conflict(DesignOptions.samples.name, DesignOptions.standardError.name)
      }
      if samples != nil, expectedAccuracy != nil, allocation != "optimal" {
        throw Failure.usage(
          "\(DesignOptions.expectedAccuracy) goes with \(DesignOptions.standardError) or with "
            + "\(DesignOptions.allocation) optimal")
      }
    }
  }

  func run() async throws {
    ProgressBar.start(quiet: quiet, json: json)
    var options = DesignOptions(
      allocation: allocation ?? DesignOptions.allocation.default, samples: samples,
      least: least ?? DesignOptions.least.default, seed: seed ?? SceneSettings.seed.default,
      overwrite: overwrite)
    if let standardError { options.standardError = standardError }
    if let expectedAccuracy { options.expectedAccuracy = expectedAccuracy }
    let report = try await Facies.design(
      map: map, to: out, options: options,
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) }, checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    if json { return try Terminal.json(report) }
    if !quiet { Terminal.print(AssessmentText.text(report)) }
  }
}
