import Jobs
import Mixtures
import RasterIO
import Rasters
import SceneMaps
import Scenes
import Settings
import Spectra

/// Comes by the endmembers of a scene in the way that is asked for.
struct EndmemberChoice {
  let options: UnmixOptions
  let control: RunControl

  /// The scene with the bands that the endmembers have.
  func open(_ scene: Scene) throws -> SpectralScene {
    if options.endmembers == .known, scene.known == nil {
      throw Failure.usage(
        "endmembers are to be known outcrops, and the scene names none with \(SceneSettings.known)",
        code: .missing, setting: SceneSettings.known.name)
    }
    var components: Int?
    if case .found(let count) = options.endmembers {
      components = try MixtureSettings.count.checked(count) - 1
    }
    var view = SpectralScene.View(
      codes: components.map { .init(encoder: options.space.rawValue, components: $0) },
      usesKnown: options.endmembers == .known)
    if case .library(let names) = options.endmembers {
      view.bands = { try Self.covered($0, names) }
    }
    return try SpectralScene(scene, options: options.run, view: view)
  }

  /// Names of the bands that all chosen spectra cover.
  static func covered(_ library: StackLibrary, _ names: [String]?) throws -> [String] {
    let spectra = try library.chosen(names, setting: MixtureSettings.spectra.name)
    let seen = library.seen(spectra)
    let names = seen.common.map { seen.bands[$0].name }
    guard names.count >= SensorSpectra.fewestBands else {
      throw Failure.usage(
        "the spectra that are chosen from '\(library.path)' have \(names.count) bands of the scene "
          + "in common, \(SensorSpectra.fewestBands) are needed: choose others with "
          + "\(MixtureSettings.spectra)", setting: MixtureSettings.spectra.name)
    }
    return names
  }

  func endmembers(_ opened: SpectralScene) throws -> EndmemberSet {
    let bands = opened.stack.bands
    switch options.endmembers {
    case .found(let count): return try found(count, opened)
    case .known: return try known(opened)
    case .table(let path): return try EndmemberTable.read(path, bands: bands)
    case .library(let names):
      guard let library = opened.library else {
        throw Failure.usage(
          "endmembers are to be spectra of a library, and the scene names none with "
            + "\(SceneSettings.library)", code: .missing, setting: SceneSettings.library.name)
      }
      let seen = library.seen(
        try library.chosen(names, setting: MixtureSettings.spectra.name))
      return EndmemberSet(
        names: seen.names, spectra: seen.values, origin: "the library '\(library.path)'")
    }
  }

  // MARK: pixels of the scene

  private func found(_ count: Int, _ opened: SpectralScene) throws -> EndmemberSet {
    let bands = opened.stack.bands.count
    guard count <= bands + 1 else {
      throw Failure.outOfRange(
        MixtureSettings.count.name, found: "\(count)",
        allowed: "at most \(bands + 1) in \(bands) bands")
    }
    let sample = try opened.sample(control)
    control.progress("endmembers", 0)
    guard let codes = sample.codes, codes.features == count - 1 else {
      let most = (sample.codes?.features ?? 0) + 1
      throw Failure(
        "the pixels of '\(opened.stack.name)' span \(most) endmembers, \(count) are asked for with "
          + "\(MixtureSettings.count)")
    }
    let corners = try EndmemberSearch(codes, checkpoint: control.checkpoint).corners()
    let spectra = corners.map { sample.values.sample($0).map(Double.init) }
    let sorted = Self.order(spectra)
    control.progress("endmembers", 1)
    return EndmemberSet(
      names: sorted.indices.map { "endmember \($0 + 1)" }, spectra: sorted.map { spectra[$0] },
      places: sorted.map { Self.place(sample.place(corners[$0]), on: opened.stack.grid) },
      origin: "the \(count) most extreme of \(sample.values.count) sampled pixels "
        + "(\(sample.space))")
  }

  /// From the darkest to the brightest, as units are numbered.
  private static func order(_ spectra: [[Double]]) -> [Int] {
    let brightness = spectra.map { $0.reduce(0, +) }
    return spectra.indices.sorted { (brightness[$0], $0) < (brightness[$1], $1) }
  }

  private static func place(
    _ pixel: (column: Int, row: Int), on grid: Grid
  ) -> EndmemberSet.Place {
    let ground = grid.transform?.apply(
      column: Double(pixel.column) + 0.5, row: Double(pixel.row) + 0.5)
    return .init(column: pixel.column, row: pixel.row, x: ground?.x, y: ground?.y)
  }

  /// The means of the labelled pixels of every class.
  private func known(_ opened: SpectralScene) throws -> EndmemberSet {
    guard let found = try opened.outcrops(control) else {
      throw Failure("the scene has no known outcrops")
    }
    return EndmemberSet(
      names: found.names, spectra: found.means,
      origin: "means of the known outcrops of '\(found.path)'")
  }
}
