import ArgumentParser
import FaciesKit

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Say and map what changed between two maps.",
    discussion: """
      Units are matched one to one so that as few pixels as possible change; maps that one \
      model made are compared by their numbers. The second map is brought to the grid of the \
      first by its place on the ground. Writes change.tif (unchanged, and each change from the \
      largest), matrix.csv, changes.csv and compare.json.

      EXAMPLE
        facies compare 1990/units.tif 2020/units.tif --out change
        facies compare 1990/units.tif 2020/units.tif --by-number --out change --json
      """)

  @Argument(help: "The earlier map.") var first: String
  @Argument(help: "The later map.") var second: String
  @Option(help: "Folder of the results.") var out: String
  @Flag(help: .of(MapSettings.byNumber)) var byNumber = false
  @Flag(help: "Replace results that are already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false
  @Flag(help: "As JSON.") var json = false

  func run() async throws {
    ProgressBar.start(quiet: quiet, json: json)
    let report = try await Facies.compare(
      first, second, into: out, byNumber: byNumber, overwrite: overwrite,
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) }, checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    if json { return try Terminal.json(report) }
    if !quiet { Terminal.print(ChangeText.text(report, folder: out)) }
  }
}
