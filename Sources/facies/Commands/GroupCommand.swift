import ArgumentParser
import FaciesKit

struct GroupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Group objects by a vote of clusterers.",
    discussion: """
      INPUT is a table of features (.csv with a header, or .npy) or a folder of cutouts (PNG, \
      JPEG, TIFF, FITS), whose pixels become principal components. Every member clusters the \
      objects; clusters are named by those of the first member; objects on which too few agree \
      are rejected. Writes catalog.csv, classes.yaml (names for the groups, to edit) and run.json; \
      for cutouts overview.png and groups/NN.png.

      EXAMPLE
        facies group codes.csv --groups 20 --out groups
        facies group cutouts --groups 20 --symmetry dihedral --completion knn --out groups
        facies group codes.npy --bootstraps 10 --rule 25-of-30 --out groups
        facies group codes.csv --out groups --model vote.safetensors
        facies group more.csv --apply vote.safetensors --classes groups/classes.yaml --out more
      """)

  @Argument(help: "A table (.csv, .npy) or a folder of cutouts.") var input: String
  @Option(help: .of(SurveySettings.preset)) var preset: String?
  @Option(help: .of(VoteRequest.groups, default: "20; of cutouts fewer where there are few"))
  var groups: Int?
  @Option(help: .of(VoteRequest.members)) var members: String?
  @Option(help: .of(VoteRequest.bootstraps)) var bootstraps: Int?
  @Option(help: .of(VoteRequest.rule)) var rule: String?
  @Option(help: .of(VoteRequest.alignment)) var align: String?
  @Option(help: .of(VoteRequest.completion, default: "knn for cutouts, none for a table"))
  var completion: String?
  @Option(help: .of(GroupOptions.seed)) var seed: UInt64?
  @Option(help: .of(VoteRequest.fitSamples)) var fitSamples: Int?
  @Option(help: .of(VoteRequest.birchThreshold)) var birchThreshold: Double?
  @Option(help: .of(VoteRequest.birchBranching)) var birchBranching: Int?
  @Option(help: .of(GroupOptions.identifier)) var id: String?
  @Option(help: .of(GroupOptions.columns)) var columns: String?
  @Option(help: .of(GroupOptions.scaling)) var scale: String?
  @Option(help: .of(GroupOptions.model)) var model: String?
  @Option(help: .of(GroupOptions.apply)) var apply: String?
  @Option(help: .of(GroupOptions.classes)) var classes: String?
  @OptionGroup(title: "Cutouts") var cutouts: EncodingOptions
  @Option(help: "Folder of the results.") var out: String
  @OptionGroup var workers: ThreadOption
  @Flag(help: .of(JobSettings.overwrite)) var overwrite = false
  @Flag(name: .shortAndLong, help: .of(JobSettings.quiet)) var quiet = false
  @Flag(help: "As JSON.") var json = false

  func validate() throws {
    try Typed.check {
      guard let name = cutouts.given.first, Facies.isTable(input) else { return }
      throw Failure.usage("\(name) goes with a folder of cutouts, not with a table")
    }
  }

  func run() async throws {
    ProgressBar.start(quiet: quiet, json: json)
    let report = try await Facies.group(
      input, options: options(),
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) }, checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    if json { return Terminal.print(String(decoding: try report.json(), as: UTF8.self)) }
    guard !quiet else { return }
    for warning in report.warnings { Terminal.note("warning: \(warning)") }
    Terminal.print(GroupText.text(report, folder: out))
  }

  private func options() throws -> GroupOptions {
    var out = GroupOptions(folder: out, threads: workers.threads, overwrite: overwrite)
    if let preset { out.apply(try SurveySettings.preset.read(preset)) }
    try applyVote(to: &out.vote)
    out.completion = try completion.map(VoteRequest.completion.read)
    if let seed { out.seed = seed }
    out.scaling = try scale.map(GroupOptions.scaling.read)
    out.identifier = id
    out.columns = columns.map(Typed.words)
    out.modelFile = model
    out.apply = apply
    out.classes = classes
    try cutouts.apply(to: &out.cutouts)
    return out
  }

  private func applyVote(to vote: inout VoteRequest) throws {
    vote.groups = groups ?? vote.groups
    vote.members = members.map(Typed.words) ?? vote.members
    vote.bootstraps = bootstraps ?? vote.bootstraps
    vote.rule = try rule.map { try VotingRule($0) } ?? vote.rule
    vote.alignment = try align.map(VoteRequest.alignment.read) ?? vote.alignment
    vote.fitSamples = fitSamples ?? vote.fitSamples
    vote.birchThreshold = birchThreshold ?? vote.birchThreshold
    vote.birchBranching = birchBranching ?? vote.birchBranching
  }
}

/// How the pixels of cutouts become features.
struct EncodingOptions: ParsableArguments {
  @Option(help: .of(SurveySettings.encoder)) var encoder: String?
  @Option(help: .of(SurveySettings.weights)) var weights: String?
  @Option(help: .of(SurveySettings.side)) var size: Int?
  @Option(help: .of(SurveySettings.crop, default: "what holds the light there")) var crop: Double?
  @Option(help: .of(SurveySettings.components)) var components: Int?
  @Option(help: .of(SurveySettings.whitening)) var whiten: String?
  @Option(help: .of(SurveySettings.symmetry)) var symmetry: String?

  /// Those that are given.
  var given: [SettingName] {
    [
      encoder.map { _ in SurveySettings.encoder.name },
      weights.map { _ in SurveySettings.weights.name }, size.map { _ in SurveySettings.side.name },
      crop.map { _ in SurveySettings.crop.name },
      components.map { _ in SurveySettings.components.name },
      whiten.map { _ in SurveySettings.whitening.name },
      symmetry.map { _ in SurveySettings.symmetry.name },
    ].compactMap(\.self)
  }

  func apply(to out: inout CutoutEncoding) throws {
    out.view.side = size ?? out.view.side
    out.view.crop = crop ?? out.view.crop
    out.encoder.method = try encoder.map(SurveySettings.encoder.read) ?? out.encoder.method
    out.encoder.weights = weights ?? out.encoder.weights
    if let symmetry {
      out.encoder.isSymmetric = try SurveySettings.symmetry.read(symmetry) == .dihedral
    }
    if let components { out.reduction.components = .count(components) }
    if let whiten { out.reduction.whitening = try SurveySettings.whitening.read(whiten) }
  }
}
