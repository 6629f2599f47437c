import ArgumentParser
import FaciesKit

struct MapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Apply a saved model to a scene.",
    discussion: """
      Bands are matched by name; a scene that lacks one, or is of another processing level \
      than the model, is refused.

      EXAMPLE
        facies map other_scene.tar.gz --model result/model.safetensors --out other
      """)

  @Argument(help: "A scene file (.yaml), a raster, a product folder or an archive.")
  var scene: String
  @Option(help: .of(JobSettings.model)) var model: String
  @Option(help: "Folder of the results.") var out: String
  @Option(help: .of(SceneSettings.style)) var style: String?
  @OptionGroup var looks: LookOptions
  @Flag(name: .customLong("allow-vrt"), help: .of(SceneSettings.allowsVirtualRasters))
  var allowsVRT = false
  @OptionGroup var masks: MaskOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var work: WorkOptions

  func run() async throws {
    let control = work.control()
    var scene = try Scene(scene)
    if let style { scene.useStyle(style) }
    looks.apply(to: &scene)
    if allowsVRT { scene.allowVirtualRasters() }
    try masks.apply(to: &scene)
    let report = try await Facies.map(
      scene, model: model, options: work.options(folder: out, record: record), control: control)
    try ReportText.show(report, folder: out, work: work)
  }
}
