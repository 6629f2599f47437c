import ArgumentParser
import FaciesKit

struct ClassifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Map a scene by labels of all of its classes.",
    discussion: """
      Every pixel gets one of the classes of the labels. The accuracy is estimated by holding out \
      whole places (polygons, points, squares of a raster) in turn. Results are those of facies \
      run; the model goes with facies map. Where some ground has no label, facies run with known \
      units discovers further ones.

      EXAMPLE
        facies classify scene.tif --labels fields.gpkg --field crop --out result
      """)

  @Argument(
    help: ArgumentHelp(
      "A scene file (.yaml); a raster, product folder or archive; several rasters, the bands of "
        + "one scene.", valueName: "input"))
  var inputs: [String]
  @Option(help: .of(LabelSettings.labels)) var labels: String
  @Option(help: .of(SceneSettings.field)) var field: String?
  @Option(help: .of(LabelSettings.method)) var method: String?
  @Option(help: .of(SceneSettings.holdOut)) var holdOut: Double?
  @Option(help: .of(SceneSettings.recipe)) var recipe: String?
  @Option(help: .of(SceneSettings.seed)) var seed: UInt64?
  @Option(help: .of(SceneSettings.bands)) var bands: String?
  @Option(help: .of(SceneSettings.sieve)) var sieve: Double?
  @Option(help: .of(SceneSettings.style)) var style: String?
  @OptionGroup var masks: MaskOptions
  @Option(help: "Folder of the results.") var out: String
  @OptionGroup var record: RecordOptions
  @OptionGroup var work: WorkOptions

  func run() async throws {
    let control = work.control()
    let report = try await Facies.run(
      scene(), options: work.options(folder: out, record: record), control: control)
    try ReportText.show(report, folder: out, work: work)
  }

  private func scene() throws -> Scene {
    var scene = try inputs.count == 1 ? Scene(inputs[0]) : Scene(inputs: inputs)
    if let recipe { try scene.useRecipe(recipe) }
    if let seed { scene.useSeed(seed) }
    if let sieve { scene.useSieve(.hectares(try SceneSettings.sieve.checked(sieve))) }
    if let style { scene.useStyle(style) }
    if let bands { scene.useBands(Typed.words(bands)) }
    try masks.apply(to: &scene)
    let method = try LabelSettings.method.checked(
      method ?? LabelSettings.method.default)
    try scene.useKnown(
      labels, field: field, holdOut: holdOut, use: LabelUse(rawValue: method))
    return scene
  }
}
