import ArgumentParser
import FaciesKit

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make up a plausible scene with known units, or a field of the sky.",
    discussion: """
      Writes the scene, truth.tif (the true units) and scene.yaml, which maps it. With --survey, \
      the images sky_g.fits, sky_r.fits and sky_i.fits of galaxies (early, late, irregular, \
      merging) and stars with places on the sky, their point-spread function psf.fits, and \
      truth.csv and truth.fits: place, class, Sérsic index, radius, axis ratio, angles, \
      magnitudes. One source lies at each edge and corner, some are faint, some have pixels \
      without a value.

      EXAMPLE
        facies simulate --sensor landsat8 --size 2000 --out demo
        facies simulate --sensor landsat8 --size 1000 --clouds 0.2 --product --out product
        facies simulate --survey --size 1200x900 --sources 240 --out sky
      """)

  @Option(help: .of(SimulationSettings.sensor)) var sensor: String?
  @Option(help: .of(SimulationSettings.size))
  var size: String?
  @Option(help: .of(SimulationSettings.units)) var units: Int?
  @Option(help: .of(SimulationSettings.seed)) var seed: UInt64?
  @Option(help: .of(SimulationSettings.clouds)) var clouds: Double?
  @Option(help: .of(SimulationSettings.vegetation))
  var vegetation: Double?
  @Option(help: .of(SimulationSettings.noise)) var noise: Double?
  @Flag(help: .of(SimulationSettings.survey)) var survey = false
  @Option(help: .of(SimulationSettings.sources)) var sources: Int?
  @Flag(help: .of(SimulationSettings.product)) var product = false
  @Option(help: "Folder of the results.") var out: String
  @OptionGroup var workers: ThreadOption
  @Flag(help: "Replace files of an earlier simulation.") var overwrite = false
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false
  @Flag(help: "Progress and result as JSON.") var json = false

  private var sides: (Int, Int)? {
    guard let size else { return survey ? (1200, 900) : (1000, 1000) }
    let parts = size.lowercased().split(separator: "x", omittingEmptySubsequences: false)
      .map { Int($0) }
    guard let width = parts[0], parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return (width, width) }
    return parts[1].map { (width, $0) }
  }

  func validate() throws {
    try Typed.check {
      try validateKind()
      guard sides == nil else { return }
      throw Failure.outOfRange(
        SimulationSettings.size.name, found: "'\(size ?? "")'",
        allowed: SimulationSettings.size.allowed.text)
    }
  }

  private func validateKind() throws {
    let ofScenes = [
      (SimulationSettings.sensor.name, sensor != nil),
      (SimulationSettings.units.name, units != nil),
      (SimulationSettings.clouds.name, clouds != nil),
      (SimulationSettings.vegetation.name, vegetation != nil),
      (SimulationSettings.product.name, product),
    ]
    if survey, let other = ofScenes.first(where: \.1) {
      throw Failure.usage("\(other.0) goes with scenes, not with \(SimulationSettings.survey)")
    }
    if !survey, sources != nil {
      throw Failure.usage("\(SimulationSettings.sources) goes with \(SimulationSettings.survey)")
    }
  }

  func run() async throws {
    ProgressBar.start(quiet: quiet, json: json)
    let control = RunControl(
      progress: { ProgressBar.shared.update($0, $1) }, checkpoint: Signals.checkpoint)
    if survey { try await runSurvey(control) } else { try await runScene(control) }
  }

  private func runSurvey(_ control: RunControl) async throws {
    var options = SurveySimulation()
    (options.width, options.height) = sides ?? (options.width, options.height)
    options.sources = sources ?? options.sources
    options.seed = seed ?? options.seed
    options.noise = noise ?? options.noise
    options.threads = workers.threads
    let files = try await Facies.simulateSurvey(
      options, into: out, overwrite: overwrite, control: control)
    ProgressBar.shared.clear()
    guard !json else { return try Terminal.json(files) }
    Terminal.print(
      """
      images  \(files.images.joined(separator: " "))
      truth   \(files.truth.joined(separator: " "))
      cut it  facies cutouts \(files.images.joined(separator: " ")) --detect --out \(out)/cutouts
      """)
  }

  private func runScene(_ control: RunControl) async throws {
    let (width, height) = sides ?? (1000, 1000)
    let files = try await Facies.simulate(
      SimulateOptions(
        sensor: sensor ?? SimulationSettings.sensor.default, width: width, height: height,
        units: units ?? SimulationSettings.units.default,
        seed: seed ?? SimulationSettings.seed.default,
        clouds: clouds ?? SimulationSettings.clouds.default,
        vegetation: vegetation ?? SimulationSettings.vegetation.default,
        noise: noise ?? SimulationSettings.noise.default, asProduct: product,
        threads: workers.threads),
      into: out, overwrite: overwrite, control: control)
    ProgressBar.shared.clear()
    guard !json else { return try Terminal.json(files) }
    Terminal.print(
      """
      scene   \(files.scene)
      truth   \(files.truth)
      map it  facies run \(files.sceneFile) --out \(out)/map
      """)
  }
}
