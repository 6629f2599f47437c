import ArgumentParser
import FaciesKit

struct WeightsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights",
    abstract: "List published weights of networks, or check a file of weights.",
    discussion: """
      Nothing is downloaded: the list says where weights are published and how to
      fetch them. ConvNeXt (V1, V2) is read in the naming of timm, Hugging Face,
      torchvision and its authors, MobileNetV2 in that of torchvision and timm,
      EfficientNet-Lite0 in that of its package; from safetensors or PyTorch
      checkpoints, of which nothing but tensors is read.

      EXAMPLE
        facies weights
        facies weights mobilenet_v2-b0353104.pth
        facies weights model.safetensors --try a.png b.png --json
      """)

  @Argument(help: "A file of weights.") var file: String?
  @Option(
    name: .customLong("try"), parsing: .upToNextOption,
    help: "Encode these pictures and say how fast; with --json their features too.")
  var pictures: [String] = []
  @Option(help: .of(WeightsSettings.side))
  var side: Int?
  @Option(help: .of(WeightsSettings.values)) var values: String?
  @Option(help: .of(WeightsSettings.output)) var output: String?
  @OptionGroup var workers: ThreadOption
  @Flag(help: "As JSON.") var json = false

  func validate() throws {
    guard file == nil, !pictures.isEmpty || side != nil || workers.threads != nil else { return }
    try Typed.check {
      throw Failure.usage(
        "--try, \(WeightsSettings.side) and \(JobSettings.threads) need a file of weights")
    }
  }

  func run() async throws {
    guard let file else {
      let all = Facies.publishedWeights
      return try json ? Terminal.json(all) : Terminal.print(WeightsText.list(all))
    }
    let report = try await Facies.inspectWeights(
      file,
      options: WeightsOptions(
        pictures: pictures, side: side,
        values: values.map(WeightsSettings.values.read) ?? WeightsSettings.values.default,
        output: output.map(WeightsSettings.output.read) ?? WeightsSettings.output.default,
        threads: workers.threads))
    try json ? Terminal.json(report) : Terminal.print(WeightsText.text(report))
  }
}
