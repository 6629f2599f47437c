import ArgumentParser
import FaciesKit

struct SweepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Compare numbers of units and recommend one.",
    discussion: """
      Reads one sample, fits the encoder once and the clusterer for every number of units, and \
      judges all fits in one feature space. Writes nothing unless --out is given; then \
      sweep.csv, sweep.svg and sweep.json.

      EXAMPLE
        facies sweep scenes/shortest.yaml --units 4..16
        facies sweep scene.tif --units 4..24 --step 2 --recipe k-means --out sweep
      """)

  @Argument(
    help: "A scene file (.yaml), or a raster, product folder or archive for the standard recipe.")
  var scene: String
  @Option(help: "The range of numbers of units to compare, such as 4..16.") var units: String
  @Option(help: .of(UnitRange.step)) var step = UnitRange.step.default
  @Option(help: .of(SweepOptions.seeds))
  var seeds = SweepOptions.seeds.default
  @Option(help: .of(SceneSettings.recipe))
  var recipe: String?
  @Option(help: .of(SceneSettings.seed)) var seed: UInt64?
  @Option(help: .of(SceneSettings.bands)) var bands: String?
  @Option(help: "Folder of the table, the plot and the report.") var out: String?
  @OptionGroup var masks: MaskOptions
  @OptionGroup var work: WorkOptions

  func run() async throws {
    let control = work.control()
    let options = work.options(folder: out ?? ".")
    let report = try await Facies.sweep(
      opened(),
      options: SweepOptions(
        range: try UnitRange(units, step: step), seeds: seeds, folder: out,
        threads: options.threads, memory: options.memory, overwrite: options.overwrite),
      control: control)
    try show(report)
  }

  private func opened() throws -> Scene {
    var scene = try Scene(scene)
    if let recipe { try scene.useRecipe(recipe) }
    if let seed { scene.useSeed(seed) }
    if let bands { scene.useBands(Typed.words(bands)) }
    try masks.apply(to: &scene)
    return scene
  }

  private func show(_ report: SweepReport) throws {
    ProgressBar.shared.clear()
    guard !work.json else {
      return Terminal.print(String(decoding: try report.json(), as: UTF8.self))
    }
    guard !work.quiet else { return }
    for warning in report.warnings { Terminal.note("warning: \(warning)") }
    Terminal.print(SweepText.text(report))
  }
}
