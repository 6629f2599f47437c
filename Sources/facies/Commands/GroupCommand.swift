import ArgumentParser
import FaciesKit

struct GroupCommand: ParsableCommand {
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

  enum Symmetry: String, ExpressibleByArgument, CaseIterable { case none, dihedral }

  @Argument(help: "A table (.csv, .npy) or a folder of cutouts.") var input: String
  @Option(help: "A vote as published, which other options change: fang2025.") var preset: String?
  @Option(help: "Groups to look for (default: 20; of cutouts fewer where there are few).")
  var groups: Int?
  @Option(
    help: """
      Clusterers that vote, the pivot first: birch, and those of facies methods; one may \
      come several times (default: k-means,ward,birch).
      """)
  var members: String?
  @Option(help: "Fit every member on as many resamples, each with a vote (default: 0, none).")
  var bootstraps: Int?
  @Option(help: "How many must agree: unanimous, or such as 2-of-3 (default: unanimous).")
  var rule: String?
  @Option(
    help: """
      How clusters are named by the pivot's: assignment (one to one) or majority (default: \
      assignment).
      """)
  var align: String?
  @Option(
    help: """
      Give rejected objects a group, and flag them: by their nearest voted ones (knn), by \
      a softmax regression, or none (default: knn for cutouts, none for a table).
      """)
  var completion: String?
  @Option(help: "Seed of every random choice (default: 0).") var seed: UInt64?
  @Option(
    help: """
      Most objects that the members are fitted on; each then assigns the rest (default: \
      20000).
      """)
  var fitSamples: Int?
  @Option(help: "Largest radius of BIRCH's subclusters (default: 0.5).")
  var birchThreshold: Double?
  @Option(help: "Most entries of a node of BIRCH's tree (default: 50).") var birchBranching: Int?
  @Option(help: "The column of a .csv that holds identifiers (default: id).") var id: String?
  @Option(help: "The columns of a .csv that hold features, such as g,m20 (default: all others).")
  var columns: String?
  @Option(
    help: "Features of a table: standard (mean 0, deviation 1) or none (default: standard).")
  var scale: String?
  @Option(help: "Save the fitted vote of a table as this file (.safetensors).") var model: String?
  @Option(help: "Judge a table's objects by a saved vote; nothing is fitted.") var apply: String?
  @Option(help: "Names of groups for the catalogue: a classes.yaml, edited.") var classes: String?
  @Option(help: "Cutouts: what sees them: pixels, autoencoder (default) or pretrained.")
  var encoder: EncoderName?
  @Option(help: "Cutouts: the file of a pretrained network; see facies weights.")
  var weights: String?
  @Option(help: "Cutouts: pixels of a side that the encoder sees (default: as it likes).")
  var size: Int?
  @Option(
    help: """
      Cutouts: the share of a side that is looked at, about the middle (default: what holds the \
      light there).
      """)
  var crop: Double?
  @Option(
    help: """
      Cutouts: principal components of what the encoder gives (default: 40 of pixels, others \
      by encoder).
      """)
  var components: Int?
  @Option(
    help: """
      Cutouts: how far components are made equally wide: none, half or full (default: full \
      for pixels, others by encoder).
      """)
  var whiten: WhiteningName?
  @Option(
    help: "Cutouts: average over rotations and reflections (dihedral, the default) or not (none).")
  var symmetry: Symmetry?
  @Option(help: "Folder of the results.") var out: String
  @OptionGroup var workers: ThreadOption
  @Flag(help: "Replace results that are already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress and no notes.") var quiet = false
  @Flag(help: "As JSON.") var json = false

  func run() throws {
    ProgressBar.start(quiet: quiet, json: json)
    let report = try Facies.group(
      input, options: options,
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) }, checkpoint: Signals.checkpoint))
    ProgressBar.shared.clear()
    if json { return Terminal.print(String(decoding: try report.json(), as: UTF8.self)) }
    guard !quiet else { return }
    for warning in report.warnings { Terminal.note("warning: \(warning)") }
    Terminal.print(GroupText.text(report, folder: out))
  }

  private var options: GroupOptions {
    var out = GroupOptions(
      folder: out, preset: preset, threads: workers.threads, overwrite: overwrite, cutouts: encoding
    )
    out.groups = groups
    out.members = members.map(Self.words)
    out.bootstraps = bootstraps
    out.rule = rule
    out.alignment = align
    out.completion = completion
    out.seed = seed
    out.fitSamples = fitSamples
    out.birchThreshold = birchThreshold
    out.birchBranching = birchBranching
    out.scaling = scale
    out.identifier = id
    out.columns = columns.map(Self.words)
    out.modelFile = model
    out.apply = apply
    out.classes = classes
    return out
  }

  private var encoding: CutoutEncoding {
    var out = CutoutEncoding(preset: preset.flatMap(Survey.Preset.init))
    if let size { out.view.side = size }
    if let crop { out.view.crop = crop }
    if let encoder { out.encoder.method = encoder.method }
    if let weights { out.encoder.weights = weights }
    if let symmetry { out.encoder.isSymmetric = symmetry == .dihedral }
    if let components { out.reduction.components = .count(components) }
    if let whiten { out.reduction.whitening = whiten.whitening }
    return out
  }

  private static func words(_ list: String) -> [String] {
    list.split(separator: ",").map(String.init)
  }
}
