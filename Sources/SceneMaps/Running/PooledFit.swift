import Files
import Fitting
import Foundation
import Jobs
import Kernels
import Learning
import MapTools
import RasterIO
import Rasters
import Scenes
import Settings

/// One fit on a sample of several scenes.
struct PooledFit {
  private let scenes: [Scene]
  private let options: RunOptions
  private let skipsBroken: Bool
  private let control: RunControl

  /// A scene that takes part. It is opened for every walk anew: of many scenes
  /// no more than one has its files open and blocks decoded.
  private struct Member {
    /// Place among the scenes that were named.
    var index: Int
    /// With the bands of the first.
    var scene: Scene
    var files: [String]
  }

  /// What is common to all members.
  private struct Frame {
    var first: OpenScene
    /// The pixels of all members.
    var pixels: Int
    var planning: ScenePlanning
    var context: FitContext

    var scene: Scene { first.scene }
  }

  init(
    _ scenes: [Scene], options: RunOptions, skipsBroken: Bool, control: RunControl
  ) throws {
    guard !scenes.isEmpty else { throw Failure.usage("no scene is named") }
    if let scene = scenes.first(where: { $0.known != nil || $0.relabel != nil }) {
      throw Failure.usage(
        "'\(scene.name)' has \(scene.known != nil ? "known units" : "'relabel'"), which go with "
          + "a fit to one scene")
    }
    self.scenes = scenes
    self.options = options
    self.skipsBroken = skipsBroken
    self.control = control
  }

  func fit(model path: String) throws -> RunReport {
    var clock = StageClock()
    try OutputPath.check(path, setting: JobSettings.model, overwrite: options.overwrite, inputs: [])
    var warnings: [String] = []
    var (frame, members) = try opened(&warnings)
    try OutputPath.check(
      path, setting: JobSettings.model, overwrite: options.overwrite,
      inputs: members.flatMap(\.files))
    clock.lap("open")
    let checkpoint = FitCheckpoint(beside: path, workers: frame.planning.workers, control: control)
    frame.context.keeper = checkpoint
    let (fit, used, plan, name) = try checkpoint.keeping {
      let (fit, used, plan) = try self.fit(members, frame, &warnings, clock: &clock)
      var model = try ModelFile(fit, scene: frame.scene, source: frame.first)
      model.description.scene = Self.names(used.map(\.scene.name))
      try TemporaryName.write(try model.serialized(), to: path)
      return (fit, used, plan, model.description.scene)
    }
    clock.lap("write")
    let scene = frame.scene
    var draft = ReportDraft(frame.first, plan: plan, scene: scene, recipe: scene.recipe)
    draft.add(fit)
    for warning in warnings { draft.warn(warning) }
    draft.model = path
    draft.outputs = [path]
    var report = draft.finish(clock)
    report.scene = name
    report.setInputs(used.flatMap(\.files))
    return report
  }

  /// "a, b, c and 27 more"
  private static func names(_ names: [String]) -> String {
    names.count <= 4
      ? names.joined(separator: ", ")
      : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
  }

  // MARK: opening

  /// The scenes that can be opened and fit the first of them.
  private func opened(_ warnings: inout [String]) throws -> (Frame, [Member]) {
    var members: [Member] = []
    var (first, pixels) = (OpenScene?.none, 0)
    for (index, scene) in scenes.enumerated() {
      try control.checkpoint()
      var remark: String?
      try leaveOut(scene, &warnings) {
        let source = try Self.open(scene, like: first)
        remark = first.flatMap { scene.recipe == $0.scene.recipe ? nil : Self.other(scene, $0) }
        first = first ?? source
        pixels += source.region.pixelCount
        members.append(Member(index: index, scene: source.scene, files: source.stack.files))
      }
      warnings += remark.map { [$0] } ?? []
    }
    guard let first else { throw Self.nothingLeft(warnings) }
    let planning = try ScenePlanning(first.scene, options: options)
    try first.scene.checkRunnable()
    _ = try StyleSearch.style(named: first.scene.style)
    let context = FitContext(first.scene, planning.workers, control)
    return (Frame(first: first, pixels: pixels, planning: planning, context: context), members)
  }

  private static func other(_ scene: Scene, _ first: OpenScene) -> String {
    "'\(scene.name)' asks for another recipe than '\(first.scene.name)', whose recipe is used for "
      + "all"
  }

  /// Leaves a broken scene out, where that is wished.
  private func leaveOut(
    _ scene: Scene, _ warnings: inout [String], _ body: () throws -> Void
  ) throws {
    do {
      try body()
    } catch let error as any FaciesError where skipsBroken && error.exitCode <= 2 {
      warnings.append("'\(scene.name)' is left out of the fit: \(error.description)")
    }
  }

  private static func nothingLeft(_ warnings: [String]) -> Failure {
    Failure("no scene is left to fit a model to: " + warnings.joined(separator: "; "))
  }

  private static func open(_ scene: Scene, like first: OpenScene?) throws -> OpenScene {
    guard let first else { return try OpenScene(scene) }
    let match = ModelMatch(first)
    let source = try OpenScene(
      try match.choosingBands(scene), features: first.features.definitions)
    try match.check(source.stack)
    return source
  }

  // MARK: fitting

  /// A walk over a member with the steps and the sample of the first.
  private func walk(_ member: Member, _ frame: Frame) throws -> (walk: SceneWalk, plan: MemoryPlan)
  {
    let source = try OpenScene(member.scene, features: frame.first.features.definitions)
    let plan = try frame.planning.plan(
      source, smoothing: frame.scene.smoothing, pooledPixels: frame.pixels)
    frame.planning.apply(plan, to: source)
    let walk = source.walk(
      rowsPerStrip: plan.rowsPerStrip, workers: frame.planning.workers, control: control)
    return (walk, plan)
  }

  private func fit(
    _ members: [Member], _ frame: Frame, _ warnings: inout [String], clock: inout StageClock
  ) throws -> (SceneFit, [Member], MemoryPlan) {
    let scene = frame.scene
    var pool: PooledSample?
    var (used, last) = ([Member](), MemoryPlan?.none)
    var (valid, rejected) = (0, [String: Int]())
    for member in members {
      try leaveOut(member.scene, &warnings) {
        let (walk, plan) = try walk(member, frame)
        var (seeded, none) = (scene, LabelledCollector?.none)
        seeded.seed = Self.seed(scene.seed, member.index)
        var collector = try SceneFit.sample(walk, seeded, size: plan.sampleSize, &none)
        valid += collector.validCount
        rejected.merge(zip(walk.reasons, collector.rejected), uniquingKeysWith: +)
        // All have as many bands and features, and so as large a sample.
        var gathered = pool ?? PooledSample(size: plan.sampleSize)
        gathered.add(collector.finish(), scene: used.count)
        (pool, last) = (gathered, plan)
        used.append(member)
      }
    }
    guard let pool, let last else { throw Self.nothingLeft(warnings) }
    clock.lap("sample")
    var sample = try coded(pool, used, frame, clock: &clock)
    (sample.validPixels, sample.rejected) = (valid, rejected)
    let fit = try SceneFit.clustered(
      sample, scene, frame.context, control: control, clock: &clock)
    return (fit, used, last)
  }

  /// One scene alone is sampled as by a fit to it; the others in ways that
  /// have nothing to do with each other.
  private static func seed(_ seed: UInt64, _ index: Int) -> UInt64 {
    index == 0 ? seed : CounterRandom(seed: seed, stream: 0x706f_6f6c).bits(UInt64(index))
  }

  private func coded(
    _ pool: PooledSample, _ members: [Member], _ frame: Frame, clock: inout StageClock
  ) throws -> CodedSample {
    let recipe = frame.scene.recipe
    let all = pool.joined()
    let encoding = try recipe.fitEncoding(
      all.samples, extremes: all.extremes, context: frame.context)
    clock.lap("fit encoder")
    let codes: PlanarMatrix
    if let filter = encoding.filter {
      codes = PlanarMatrix(
        joining: try pool.parts.map { part in
          try FilteredCodes(
            walk: walk(members[part.scene], frame).walk, encoding: encoding, filter: filter
          ).collect(at: part.positions)
        })
      clock.lap("filter sample")
    } else {
      codes = encoding.encoder.encode(
        encoding.scaler.apply(all.samples.values), workers: frame.planning.workers)
    }
    return CodedSample(
      encoding: encoding, codes: codes, samples: all.samples.values, values: all.bandValues,
      positions: all.positions,
      space: SceneFit.scaledBands(all, recipe.scaling, encoding.scaler),
      validPixels: 0, rejected: [:])
  }
}

extension RunReport {
  /// The files that were read.
  fileprivate mutating func setInputs(_ paths: [String]) {
    inputs = paths.map {
      Input(path: $0, bytes: FileDigest.bytes(of: $0), sha256: FileDigest.sha256(of: $0))
    }
  }
}
