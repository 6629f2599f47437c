import ArgumentParser
import FaciesKit
import Foundation

/// How much of the machine a command takes, and what it says meanwhile.
struct EffortOptions: ParsableArguments {
  @OptionGroup var workers: ThreadOption

  @Option(help: .of(JobSettings.memory))
  var memory: String?

  @Flag(name: .shortAndLong, help: .of(JobSettings.quiet))
  var quiet = false

  @Flag(help: "Progress as JSON lines on standard error, the result as JSON on standard output.")
  var json = false

  func validate() throws { try Typed.check { try Typed.bytes(memory) } }

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

  @Flag(help: .of(JobSettings.overwrite))
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
  @Flag(help: .of(JobSettings.relativePaths))
  var relativePaths = false
}

/// What may be changed about a scene on the command line.
struct SceneChanges: ParsableArguments {
  @OptionGroup var declared: DeclaredOptions<Scene>

  @Option(help: .of(SceneSettings.seed))
  var seed: UInt64?

  @OptionGroup var masks: MaskOptions

  @Option(help: .of(SceneSettings.known))
  var known: String?

  @Option(help: .of(SceneSettings.field))
  var field: String?

  @Option(help: .of(SceneSettings.holdOut))
  var holdOut: Double?

  @Option(help: .of(SceneSettings.labelUse))
  var knownUse: String?

  func validate() throws {
    let needy = [
      field.map { _ in SceneSettings.field.name }, holdOut.map { _ in SceneSettings.holdOut.name },
      knownUse.map { _ in SceneSettings.labelUse.name },
    ].compactMap(\.self)
    if known == nil, let name = needy.first {
      try Typed.check {
        throw Failure.usage("\(name) goes with \(SceneSettings.known)", code: .missing)
      }
    }
  }

  /// Those that only a scene has and that are given.
  var given: [SettingName] {
    declared.given
      + [
        masks.masks.isEmpty ? nil : SceneSettings.masks.name,
        known.map { _ in SceneSettings.known.name },
      ].compactMap(\.self)
  }

  func opened(_ path: String) throws -> Scene { try changed(Scene(path)) }

  /// Several are the bands of one scene.
  func opened(_ paths: [String]) throws -> Scene {
    try paths.count == 1 ? opened(paths[0]) : changed(Scene(inputs: paths))
  }

  private func changed(_ original: Scene) throws -> Scene {
    var scene = original
    try declared.apply(to: &scene)
    if let seed { scene.useSeed(seed) }
    if let known {
      let use = try knownUse.map { try SceneSettings.labelUse.read($0) }
      try scene.useKnown(known, field: field, holdOut: holdOut, use: use)
    }
    try masks.apply(to: &scene)
    return scene
  }
}

/// Colours and words of a map whose other settings are its model's.
struct LookOptions: ParsableArguments {
  @Option(help: .of(SceneSettings.palette)) var palette: String?
  @Option(help: .of(SceneSettings.colours)) var colours: String?
  @Option(help: .of(SceneSettings.title)) var title: String?
  @Option(help: .of(SceneSettings.credit)) var credit: String?

  func apply(to scene: inout Scene) {
    if let palette { scene.usePalette(palette) }
    if let colours { scene.useColours(colours) }
    if let title { scene.title = title }
    if let credit { scene.credit = credit }
  }
}

/// What is left out, in place of what the scene file says.
struct MaskOptions: ParsableArguments {
  @Option(
    name: .customLong("mask"), help: .of(SceneSettings.masks, valueName: "mask"))
  var masks: [String] = []

  func apply(to scene: inout Scene) throws {
    if !masks.isEmpty { try scene.useMasks(masks) }
  }
}
