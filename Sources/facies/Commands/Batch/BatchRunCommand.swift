import ArgumentParser
import FaciesKit

struct BatchRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Do the scenes that are new, changed, not finished or failed.",
    discussion: """
      Every scene is run by a process of its own, with its share of threads and memory: one that \
      fails, crashes or takes half as much again as its share fails alone. Scenes that are \
      finished are not done again unless their scene file, template, model, or the size, time \
      of change or a sample of the contents of a file that they read is another (--check: its \
      contents).

      The same command may run several times at once, on several machines too that share the \
      folder: they take scenes from one list. An array job of Slurm, AWS Batch or Kubernetes is a \
      part of it by itself (--shard).

      Exit codes: 0 all scenes are done, 3 some failed, 1 and 2 the batch itself failed or was \
      called wrongly, 130, 143 and 129 interrupted; facies batch resume goes on.

      EXAMPLE
        facies batch scenes/ --out maps --jobs 4 --memory 8GB
        facies batch --template landsat.yaml 'products/LC08_*.tar.gz' --out maps --fit-on all
        facies batch *.yaml --out maps --model summer.safetensors --retry 2
      """)

  @Argument(
    help: ArgumentHelp(
      "Scene or survey files, rasters, products, folders of them, or patterns in quotes.",
      valueName: "scenes"))
  var scenes: [String]
  @Option(help: "Folder of the batch.") var out: String
  @Option(help: .of(BatchOptions.template))
  var template: String?
  @Option(help: .of(BatchOptions.model)) var model: String?
  @Option(help: .of(BatchOptions.fitOn, valueName: "each|all"))
  var fitOn: String?
  @OptionGroup var work: BatchWorkOptions

  func run() async throws {
    var request = BatchRequest(scenes: scenes)
    request.template = template
    request.model = model
    request.fitsOnAll = try fitOn.map(BatchOptions.fitOn.read) == .all
    try work.show(
      await Batch.run(request, options: work.options(folder: out), control: work.control()))
  }
}

struct BatchResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with a batch: what is not finished, was killed, or has changed.",
    discussion: """
      EXAMPLE
        facies batch resume maps
      """)

  @Argument(help: "Folder of the batch.") var folder: String
  @OptionGroup var work: BatchWorkOptions

  func run() async throws {
    try work.show(await Batch.resume(work.options(folder: folder), control: work.control()))
  }
}

struct BatchRetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Go on with a batch, and try again what failed.",
    discussion: """
      EXAMPLE
        facies batch retry maps --jobs 2
      """)

  @Argument(help: "Folder of the batch.") var folder: String
  @OptionGroup var work: BatchWorkOptions

  func run() async throws {
    try work.show(await Batch.retry(work.options(folder: folder), control: work.control()))
  }
}
