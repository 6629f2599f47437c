import ArgumentParser
import Mapping
import Scenes

struct GroupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Group objects by a vote of clusterers.",
    discussion: """
      INPUT is a table of features (.csv with a header, or .npy) or a folder of cutouts (PNG, \
      JPEG, TIFF, FITS), whose pixels become principal components. Every member clusters the \
      objects; clusters are named by those of the first member; objects on which too few agree \
      are rejected. Writes catalog.csv and run.json; for cutouts overview.png and groups/NN.png.

      EXAMPLE
        facies group codes.csv --groups 20 --out groups
        facies group cutouts --groups 20 --symmetry dihedral --complete --out groups
        facies group codes.npy --rule 2-of-3 --align majority --out groups
      """)

  enum Symmetry: String, ExpressibleByArgument, CaseIterable { case none, dihedral }

  @Argument(help: "A table (.csv, .npy) or a folder of cutouts.") var input: String
  @Option(help: "Groups to look for.") var groups = 20
  @Option(help: "Clusterers that vote, the pivot first: birch, and those of facies methods.")
  var members = "k-means,ward,birch"
  @Option(help: "How many must agree: unanimous, or such as 2-of-3.") var rule = "unanimous"
  @Option(help: "How clusters are named by the pivot's: assignment (one to one) or majority.")
  var align = "assignment"
  @Flag(help: "Give rejected objects the group of their nearest voted ones, and flag them.")
  var complete = false
  @Option(help: "Seed of every random choice.") var seed: UInt64 = 0
  @Option(help: "Most objects that the members are fitted on; each then assigns the rest.")
  var fitSamples = 20_000
  @Option(help: "Largest radius of BIRCH's subclusters.") var birchThreshold = 0.5
  @Option(help: "Most entries of a node of BIRCH's tree.") var birchBranching = 50
  @Option(help: "The column of a .csv that holds identifiers (default: id).") var id: String?
  @Option(help: "The columns of a .csv that hold features, such as g,m20 (default: all others).")
  var columns: String?
  @Option(help: "Features of a table: standard (mean 0, deviation 1) or none.")
  var scale = "standard"
  @Option(help: "Cutouts: what sees them: pixels, autoencoder or pretrained.")
  var encoder = EncoderName.pixels
  @Option(help: "Cutouts: the file of a pretrained network; see facies weights.")
  var weights: String?
  @Option(help: "Cutouts: pixels of a side that the encoder sees (default: as it likes).")
  var size: Int?
  @Option(help: "Cutouts: the share of a side that is looked at, about the middle.") var crop = 1.0
  @Option(help: "Cutouts: principal components of what the encoder gives.") var components = 40
  @Flag(help: "Cutouts: leave components their variance.") var noWhiten = false
  @Option(help: "Cutouts: average over rotations and reflections (dihedral) or not (none).")
  var symmetry = Symmetry.none
  @Option(help: "Folder of the results.") var out: String
  @Option(help: "Threads (default: the processors that the process may use).") var threads: Int?
  @Flag(help: "Replace results that are already there.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress and no notes.") var quiet = false
  @Flag(help: "As JSON.") var json = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), must be from 1 to 1024")
    }
  }

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
    GroupOptions(
      groups: groups, members: Self.words(members), rule: rule, alignment: align,
      completes: complete, seed: seed, fitSamples: fitSamples, birchThreshold: birchThreshold,
      birchBranching: birchBranching, identifier: id, columns: columns.map(Self.words),
      scaling: scale, folder: out, threads: threads, overwrite: overwrite,
      cutouts: encoding)
  }

  private var encoding: CutoutEncoding {
    var out = CutoutEncoding()
    out.view.side = size
    out.view.crop = crop
    out.encoder.method = encoder.method
    out.encoder.weights = weights
    out.encoder.isSymmetric = symmetry == .dihedral
    out.reduction.components = .count(components)
    out.reduction.whitens = !noWhiten
    return out
  }

  private static func words(_ list: String) -> [String] {
    list.split(separator: ",").map(String.init)
  }
}
