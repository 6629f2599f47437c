import ArgumentParser
import FaciesKit

struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Compare a map with labels.",
    discussion: """
      Units are matched one to one with classes so that most pixels agree. Grids that differ \
      are brought together by their place on the ground.

      EXAMPLE
        facies score result/units.tif --reference labels.tif
        facies score result/units.tif --reference outcrops.gpkg --field lithology --json
      """)

  @Argument(help: "A classified raster.") var map: String
  @Option(help: .of(MapSettings.reference)) var reference: String
  @Option(help: .of(MapSettings.field)) var field: String?
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false
  @Flag(help: "As JSON.") var json = false

  func run() async throws {
    ProgressBar.start(quiet: quiet, json: json)
    let control = RunControl(
      progress: { ProgressBar.shared.update($0, $1) }, checkpoint: Signals.checkpoint)
    let report = try await Facies.score(
      map: map, reference: reference, field: field, control: control)
    ProgressBar.shared.clear()
    try json ? Terminal.json(report) : Terminal.print(ScoreText.text(report))
  }
}
