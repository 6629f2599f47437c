public import Foundation
public import Jobs
import MapTools
import Rasters

/// What unmixing, or matching with a library, did: the content of its `run.json`.
public struct MixtureReport: Codable, Sendable {
  /// An endmember or a spectrum that was matched.
  public struct Spectrum: Codable, Sendable {
    public var name: String
    /// The pixel of the scene that it is, from 0; nil for others.
    public var column: Int?
    public var row: Int?
    public var x: Double?
    public var y: Double?
    /// By band, in the order of the report's bands; nil where a library does not cover the band.
    public var values: [Double?]
    /// Of an endmember: its mean share of the pixels.
    public var meanShare: Double?
    /// Of a spectrum that was matched: the smallest angle of a pixel in degrees.
    public var leastAngle: Double?
  }

  public struct Input: Codable, Sendable {
    public var path: String
    public var bytes: Int
    public var sha256: String?
  }

  public struct Stage: Codable, Sendable {
    public var name: String
    public var seconds: Double
  }

  /// "unmix" or "match".
  public var job: String
  public var scene: String
  public var product: String
  public var level: String
  public var sensor: String
  public var inputs: [Input]
  public var bands: [String]
  /// Centres of the bands in micrometres; nil where they are not known.
  public var wavelengths: [Double?]
  /// Where the spectra come from, in words.
  public var origin: String
  public var spectra: [Spectrum]
  /// Whether shares sum to 1; nil for matches.
  public var sumsToOne: Bool?
  public var seed: UInt64
  public var validPixels: Int
  public var rejectedPixels: [String: Int]
  /// Root mean square of what mixtures miss, over all pixels and bands; nil for matches.
  public var residual: Double?
  public var outputs: [String]
  /// All files but this record, as they were written.
  public var files: [ResultFile] = []
  public var notes: [String]
  public var warnings: [String]
  public var threads: Int
  public var memoryBudgetBytes: Int
  public var peakMemoryBytes: Int
  public var stages: [Stage] = []
  public var totalSeconds: Double = 0
  public var versions: [String: String]

  /// The text of `run.json`.
  public func json() throws -> Data { try JSONText.data(self, namesInfinities: true) }
}
