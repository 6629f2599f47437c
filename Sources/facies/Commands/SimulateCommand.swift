import ArgumentParser
import Mapping

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make up a plausible scene with known units.",
    discussion: """
      Writes the scene, truth.tif (the true units) and scene.yaml, which maps it.

      EXAMPLE
        facies simulate --sensor landsat8 --size 2000 --out demo
        facies simulate --sensor landsat8 --size 1000 --clouds 0.2 --product --out product
      """)

  @Option(help: "landsat8, sentinel2 or aster.") var sensor = "landsat8"
  @Option(help: "Pixels across, or across and down: 2000 or 2000x1500.") var size = "1000"
  @Option(help: "Number of units.") var units = 8
  @Option(help: "Seed: another seed is another place.") var seed: UInt64 = 1
  @Option(help: "Share of the scene under clouds, 0 to 0.9.") var clouds = 0.0
  @Option(help: "Mean share of the ground under plants, 0 to 0.9.") var vegetation = 0.12
  @Option(help: "Noise in multiples of the sensor's own.") var noise = 1.0
  @Flag(help: "As a product folder under true Landsat Collection 2 names.") var product = false
  @Option(help: "Folder of the results.") var out: String
  @Option(help: "Threads (default: the processors that the process may use).") var threads: Int?
  @Flag(name: .shortAndLong, help: "No progress.") var quiet = false
  @Flag(help: "Progress and result as JSON.") var json = false

  private var sides: (Int, Int)? {
    let parts = size.lowercased().split(separator: "x", omittingEmptySubsequences: false)
      .map { Int($0) }
    guard let width = parts[0], parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return (width, width) }
    return parts[1].map { (width, $0) }
  }

  func validate() throws {
    if sides == nil {
      throw ValidationError("--size is '\(size)', must be such as 2000 or 2000x1500")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), must be from 1 to 1024")
    }
  }

  func run() throws {
    ProgressBar.start(quiet: quiet, json: json)
    let (width, height) = sides ?? (1000, 1000)
    let files = try Facies.simulate(
      SimulateOptions(
        sensor: sensor, width: width, height: height, units: units, seed: seed, clouds: clouds,
        vegetation: vegetation, noise: noise, asProduct: product, threads: threads),
      into: out,
      control: RunControl(
        progress: { ProgressBar.shared.update($0, $1) }, checkpoint: Signals.checkpoint))
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
