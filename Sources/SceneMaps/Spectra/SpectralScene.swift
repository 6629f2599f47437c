package import Jobs
package import Kernels
import Learning
package import RasterIO
package import Rasters
package import Scenes
package import Spectra

/// A scene that is opened for its spectra: its own bands, without those of heat and heights, and
/// nothing of how it would be mapped.
package struct SpectralScene {
  let source: OpenScene
  /// Nil where it is not looked at.
  package let library: StackLibrary?
  let plan: MemoryPlan
  package let workers: Workers
  let known: KnownLabels?

  package var scene: Scene { source.scene }
  package var stack: BandStack { source.stack }
  /// Of the part that is looked at.
  package var grid: Grid { source.grid }
  package var budgetBytes: Int { plan.budgetBytes }

  /// What is to be seen in a scene.
  package struct View {
    /// What a sample is encoded as.
    package struct Codes {
      package var encoder: String
      package var components: Int

      package init(encoder: String, components: Int) {
        self.encoder = encoder
        self.components = components
      }
    }

    /// Nil takes no codes.
    package var codes: Codes?
    /// Whether pixels of known outcrops are collected.
    package var usesKnown = false
    /// The names of the bands that are wanted of the scene's library; nil where the library is not
    /// looked at.
    package var bands: ((StackLibrary) throws -> [String])?

    package init(
      codes: Codes? = nil, usesKnown: Bool = false,
      bands: ((StackLibrary) throws -> [String])? = nil
    ) {
      self.codes = codes
      self.usesKnown = usesKnown
      self.bands = bands
    }
  }

  package init(_ original: Scene, options: RunOptions, view: View) throws {
    var scene = Self.plain(original, view)
    var opened = try OpenScene(scene)
    let kept = opened.stack.bands.filter { !$0.isThermal && $0.terrain == nil }.map(\.name)
    guard !kept.isEmpty else {
      throw Failure("'\(opened.stack.name)' has no band of reflected light")
    }
    if kept.count < opened.stack.bands.count {
      scene.bands = kept
      opened = try OpenScene(scene)
    }
    var library = try StackLibrary(of: scene, opened.stack)
    if let own = library, let bands = view.bands {
      let names = try bands(own)
      if names != opened.stack.bands.map(\.name) {
        scene.bands = names
        opened = try OpenScene(scene)
        library = try StackLibrary(of: scene, opened.stack)
      }
    }
    let planning = try ScenePlanning(scene, options: options)
    let labels = try view.usesKnown ? SceneLabels(scene, onto: opened.grid, fits: true) : nil
    plan = try planning.plan(opened, smoothing: .none, labels: labels)
    planning.apply(plan, to: opened)
    (source, self.library, workers, known) = (opened, library, planning.workers, labels?.known)
  }

  private static func plain(_ scene: Scene, _ view: View) -> Scene {
    var out = scene
    out.features = [.bands]
    // Outcrops of as many classes as there may be; nothing is clustered.
    out.units = .exactly(Classifier.mostUnits)
    out.recipe = Recipe(
      scaling: .none, encoder: view.codes?.encoder ?? "identity",
      encoderParameters: view.codes.map { ["components": .integer($0.components)] } ?? [:],
      clusterer: "k-means", units: out.units.most)
    out.smoothing = .none
    out.sieve = nil
    out.reference = nil
    out.relabel = nil
    if view.bands == nil { out.library = nil }
    if view.usesKnown { out.known?.holdOut = 0 } else { out.known = nil }
    return out
  }

  /// Calls `body(strip, core)` with strips from top to bottom.
  ///
  /// - Returns: pixels that do not count, by reason.
  package func forEachStrip(
    stage: String, control: RunControl, _ body: (_ strip: Strip, _ core: Range<Int>) throws -> Void
  ) throws -> [String: Int] {
    let walk = walk(control)
    var rejected = [Int](repeating: 0, count: walk.reasons.count)
    try walk.forEach(stage: stage, halo: 0) { strip, core in
      try body(strip.features, core)
      for index in strip.rejected.indices { rejected[index] += strip.rejected[index] }
    }
    return Dictionary(zip(walk.reasons, rejected), uniquingKeysWith: +)
  }

  func walk(_ control: RunControl) -> SceneWalk {
    source.walk(rowsPerStrip: plan.rowsPerStrip, workers: workers, control: control)
  }
}
