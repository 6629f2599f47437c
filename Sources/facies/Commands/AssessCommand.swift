import ArgumentParser
import FaciesKit
import Foundation

struct AssessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Estimate accuracies and areas of a map from visited samples.",
    discussion: """
      Takes the points of facies design with their field 'reference' filled in, or any points \
      with a class in a field, which then count as a random sample within every unit. Gives \
      overall, user's and producer's accuracy and the area of every class with 95 % confidence \
      intervals (Olofsson et al. 2014). Units that units.yaml gives one name are one class. \
      facies score compares a map with labels pixel by pixel instead.

      EXAMPLE
        facies assess result/units.tif samples.gpkg
        facies assess result/units.tif visited.shp --field rock --out assessment.csv
      """)

  @Argument(help: "A classified raster.") var map: String
  @Argument(help: "Visited points.") var samples: String
  @Option(help: .of(MapSettings.field, default: "reference"))
  var field: String?
  @Option(help: "Write the table of classes to this file (.csv).") var out: String?
  @Flag(help: "Replace a file that is already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false
  @Flag(help: "As JSON.") var json = false

  func run() async throws {
    ProgressBar.start(quiet: quiet, json: json)
    let report = try await Facies.assess(
      map: map, samples: samples, field: field, table: out, overwrite: overwrite,
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) }, checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    try json ? Terminal.json(report) : Terminal.print(AssessmentText.text(report))
  }
}
