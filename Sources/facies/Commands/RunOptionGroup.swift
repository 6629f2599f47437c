import ArgumentParser
import FaciesKit
import Foundation

/// How much of the machine a command takes, and what it says meanwhile.
struct EffortOptions: ParsableArguments {
  @OptionGroup var workers: ThreadOption

  @Option(
    help: "Memory to stay within, such as 1GB (default: a quarter of the machine's, at most 2GB).")
  var memory: String?

  @Flag(name: .shortAndLong, help: "No progress and no notes.")
  var quiet = false

  @Flag(help: "Progress as JSON lines on standard error, the result as JSON on standard output.")
  var json = false

  func validate() throws {
    if let memory, ByteCount.parse(memory) == nil {
      throw ValidationError("--memory is '\(memory)', must be a size such as 512MB or 2GB")
    }
  }

  /// Bytes; nil where it is not said.
  var budget: Int? { memory.flatMap(ByteCount.parse) }

  func control() -> RunControl {
    ProgressBar.start(quiet: quiet, json: json)
    let log = NoteLog.logger(quiet: quiet || json)
    return RunControl(
      progress: { ProgressBar.shared.update($0, $1) },
      log: { log.info("\($0)") },
      warn: { log.warning("\($0)") },
      checkpoint: Signals.checkpoint)
  }
}

/// Options of everything that works on pixels.
struct WorkOptions: ParsableArguments {
  @OptionGroup var effort: EffortOptions

  @Flag(help: "Replace results that are already there.")
  var overwrite = false

  var threads: Int? { effort.workers.threads }
  var budget: Int? { effort.budget }
  var quiet: Bool { effort.quiet }
  var json: Bool { effort.json }

  func options(folder: String, relabel: String? = nil, record: RecordOptions? = nil) -> RunOptions {
    RunOptions(
      folder: folder, threads: threads, memory: budget, overwrite: overwrite, relabel: relabel,
      relativePaths: record?.relativePaths ?? false)
  }

  func control() -> RunControl { effort.control() }
}

/// What run.json says.
struct RecordOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Name inputs in run.json relative to the folder of the results, so that both can be moved "
        + "together."))
  var relativePaths = false
}

/// What may be changed about a scene on the command line.
struct SceneChanges: ParsableArguments {
  @Option(help: "Number of units, or a range such as 4..16: the best of it is taken.")
  var units: String?

  @Option(help: "Recipe (see facies methods): standard, k-means, pca, nagar2024 …")
  var recipe: String?

  @Option(help: "Seed of every random choice.")
  var seed: UInt64?

  @Option(help: "Bands to use, by name or label, such as blue,green,nir.")
  var bands: String?

  @Option(help: "Smallest patch in hectares; smaller ones join their neighbours.")
  var sieve: Double?

  @Option(help: "Style of the map sheet: a name or a .yaml file.")
  var style: String?

  @Flag(
    name: .customLong("allow-vrt"),
    help: "Take virtual rasters (VRT) of files under their own folders.")
  var allowsVRT = false

  @OptionGroup var masks: MaskOptions

  @Option(help: "Labels of known units: a raster, or polygons or points.")
  var known: String?

  @Option(help: "The field of the known units' polygons or points that holds the class.")
  var field: String?

  @Option(help: "Share of the known units' places that judge the map (default: 0.3).")
  var holdOut: Double?

  func validate() throws {
    if known == nil, field != nil || holdOut != nil {
      throw ValidationError("\(field != nil ? "--field" : "--hold-out") goes with --known")
    }
  }

  /// Names of those that only a scene has and that are given.
  var given: [String] {
    [
      units.map { _ in "--units" }, recipe.map { _ in "--recipe" }, bands.map { _ in "--bands" },
      sieve.map { _ in "--sieve" }, style.map { _ in "--style" },
      masks.masks.isEmpty ? nil : "--mask", allowsVRT ? "--allow-vrt" : nil,
      known.map { _ in "--known" },
    ].compactMap { $0 }
  }

  func opened(_ path: String) throws -> Scene {
    var scene = try Scene(path)
    if let units { try scene.useUnits(units) }
    if let recipe { try scene.useRecipe(recipe) }
    if let seed { scene.useSeed(seed) }
    if allowsVRT { scene.allowVirtualRasters() }
    if let sieve { try scene.useSieve(.checked(hectares: sieve, pixels: nil)) }
    if let style { scene.useStyle(style) }
    if let known { try scene.useKnown(known, field: field, holdOut: holdOut) }
    if let bands { scene.useBands(bands.split(separator: ",").map(String.init)) }
    try masks.apply(to: &scene)
    return scene
  }
}

/// What is left out, in place of what the scene file says.
struct MaskOptions: ParsableArguments {
  @Option(
    name: .customLong("mask"),
    help: ArgumentHelp(
      "What to leave out, instead of the scene file's masks: names (cloud,shadow; "
        + "spectral.vegetation, see facies methods; none), or inside=FILE or outside=FILE with "
        + "polygons. May be given several times.", valueName: "mask"))
  var masks: [String] = []

  func apply(to scene: inout Scene) throws {
    if !masks.isEmpty { try scene.useMasks(masks) }
  }
}
