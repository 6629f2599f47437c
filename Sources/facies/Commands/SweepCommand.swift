import ArgumentParser
import FaciesKit

struct SweepCommand: ParsableCommand {
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
  @Option(help: "Numbers of units, such as 4..16.") var units: String
  @Option(help: "Try every so many of them.") var step = 1
  @Option(help: "Fits, each with its own seed and its own half of the sample, to tell how stable.")
  var seeds = 5
  @Option(help: "Recipe (see facies methods): standard, k-means, pca, nagar2024 …")
  var recipe: String?
  @Option(help: "Seed of every random choice.") var seed: UInt64?
  @Option(help: "Bands to use, by name or label, such as blue,green,nir.") var bands: String?
  @Option(help: "Folder of the table, the plot and the report.") var out: String?
  @OptionGroup var masks: MaskOptions
  @OptionGroup var work: WorkOptions

  func run() throws {
    let control = work.control()
    let options = work.options(folder: out ?? ".")
    let report = try Facies.sweep(
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
    if let bands { scene.useBands(bands.split(separator: ",").map(String.init)) }
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
