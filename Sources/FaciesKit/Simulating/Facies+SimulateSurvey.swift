package import Jobs
import Kernels
import Rasters
import Simulation

/// A field of the sky to be made up.
public struct SurveySimulation: Sendable {
  public var width = 1200
  public var height = 900
  public var sources = 240
  public var seed: UInt64 = 1
  /// Noise in multiples of the usual one.
  public var noise = 1.0
  public var threads: Int?

  public init() {}
}

/// What `facies simulate --survey` wrote.
public struct SimulatedSurveyFiles: Codable, Sendable {
  /// FITS images of the bands g, r and i.
  public var images: [String]
  public var pointSpread: String
  /// The table of the sources, as CSV and as FITS.
  public var truth: [String]
  public var sources: Int
}

extension Facies {
  /// Writes a field of galaxies and stars in three bands, with what is true
  /// of them.
  package static func simulateSurvey(
    _ options: SurveySimulation, into folder: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) throws -> SimulatedSurveyFiles {
    let request = SurveyRequest(
      width: options.width, height: options.height, sources: options.sources, seed: options.seed,
      noise: options.noise)
    try request.check()
    let staged = try SimulationFolder(
      folder, names: SurveyRequest.fileNames, inner: nil, overwrite: overwrite)
    let result = try staged.fill {
      try Simulation.simulateSurvey(
        request, into: $0, workers: Workers(options.threads ?? Workers.available),
        progress: control.simulating)
    }
    return SimulatedSurveyFiles(
      images: result.images.map(staged.place), pointSpread: staged.place(result.pointSpread),
      truth: result.truth.map(staged.place), sources: result.sources)
  }
}
