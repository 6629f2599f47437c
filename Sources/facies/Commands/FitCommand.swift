import ArgumentParser
import Mapping

struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a model to a scene and save it.",
    discussion: """
      EXAMPLE
        facies fit scenes/shortest.yaml --model demo.safetensors
      """)

  @OptionGroup var source: SceneOptions
  @Option(help: "File of the model (.safetensors).") var model: String
  @Option(help: "Keep the unit numbers of this map or model.") var relabel: String?
  @OptionGroup var work: WorkOptions

  func run() throws {
    let control = work.control()
    let report = try Facies.fit(
      source.opened(), model: model, options: work.options(folder: ".", relabel: relabel),
      control: control)
    try ReportText.show(report, folder: nil, work: work)
  }
}
