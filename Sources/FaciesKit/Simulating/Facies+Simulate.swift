package import Jobs
import Kernels
import Rasters
import Settings
import Simulation

/// A scene to be made up.
public struct SimulateOptions: Sendable {
  /// "landsat8", "sentinel2" or "aster".
  public var sensor: String
  public var width: Int
  public var height: Int
  public var units: Int
  public var seed: UInt64
  /// Share of the scene under clouds.
  public var clouds: Double
  /// Mean share of the ground under plants.
  public var vegetation: Double
  /// Noise in multiples of the sensor's own.
  public var noise: Double
  /// Whether the scene is a product folder under true Landsat Collection 2 names.
  public var asProduct: Bool
  public var threads: Int?

  public init(
    sensor: String? = nil, width: Int = 1000, height: Int = 1000,
    units: Int? = nil, seed: UInt64? = nil,
    clouds: Double? = nil,
    vegetation: Double? = nil,
    noise: Double? = nil,
    asProduct: Bool = false, threads: Int? = nil
  ) {
    self.sensor = sensor ?? SimulationSettings.sensor.default
    self.width = width
    self.height = height
    self.units = units ?? SimulationSettings.units.default
    self.seed = seed ?? SimulationSettings.seed.default
    self.clouds = clouds ?? SimulationSettings.clouds.default
    self.vegetation = vegetation ?? SimulationSettings.vegetation.default
    self.noise = noise ?? SimulationSettings.noise.default
    self.asProduct = asProduct
    self.threads = threads
  }
}

/// What `facies simulate` wrote.
public struct SimulatedFiles: Codable, Sendable {
  public var scene: String
  public var truth: String
  public var sceneFile: String
  public var units: [String]
}

extension Facies {
  package static var simulatedSensors: [String] { SimulatedSensor.allCases.map(\.rawValue) }

  /// Writes a physically plausible scene with known units, its truth, and a
  /// scene file that maps it.
  package static func simulate(
    _ options: SimulateOptions, into folder: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) throws -> SimulatedFiles {
    guard let sensor = SimulatedSensor(rawValue: options.sensor) else {
      throw Failure.usage(
        "'\(options.sensor)' is not a sensor that can be simulated"
          + DidYouMean.hint(for: options.sensor, among: simulatedSensors)
          + "; choose from \(simulatedSensors.joined(separator: ", "))")
    }
    let request = SimulationRequest(
      sensor: sensor, width: options.width, height: options.height, seed: options.seed,
      units: options.units, clouds: options.clouds, vegetation: options.vegetation,
      noise: options.noise, asProduct: options.asProduct)
    try request.check()
    let staged = try SimulationFolder(
      folder, names: request.fileNames, inner: request.productFolder, overwrite: overwrite)
    let result = try staged.fill {
      try Simulation.simulate(
        request, into: $0, workers: Workers(options.threads ?? Workers.available),
        progress: control.simulating)
    }
    return SimulatedFiles(
      scene: staged.place(result.scene), truth: staged.place(result.truth),
      sceneFile: staged.place(result.sceneFile), units: result.unitNames)
  }
}

extension RunControl {
  /// Says how far a simulation is; throws when it is to be given up.
  @Sendable func simulating(_ share: Double) throws {
    try checkpoint()
    progress("simulating", share)
  }
}
