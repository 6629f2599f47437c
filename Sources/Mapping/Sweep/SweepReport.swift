public import Foundation
import Learning
import Rasters

/// What a sweep found: the content of `sweep.json`.
public struct SweepReport: Codable, Sendable {
  /// One number of units. Indices are missing where they are not defined.
  public struct Trial: Codable, Sendable {
    public var units: Int
    public var inertia: Double?
    /// Larger is better; -1 to 1.
    public var silhouette: Double?
    /// Smaller is better.
    public var daviesBouldin: Double?
    /// Larger is better.
    public var calinskiHarabasz: Double?
    /// Smaller is better.
    public var bic: Double?
    public var gap: Double?
    public var gapError: Double?
    /// Mean adjusted Rand index over pairs of seeds; at most 1.
    public var stability: Double?
    public var stabilityDeviation: Double?
    /// Share of the sample in the smallest unit.
    public var smallestShare: Double
  }

  /// The number of units that one index would take.
  public struct Choice: Codable, Sendable, Equatable {
    public var index: String
    public var rule: String
    public var units: Int?
  }

  public struct Recommendation: Codable, Sendable, Equatable {
    public var units: Int
    public var reason: String
    /// What it takes for granted.
    public var assumption: String
  }

  public var scene: String
  public var product: String
  public var recipe: String
  public var scaling: String
  public var encoder: String
  public var clusterer: String
  public var seed: UInt64
  /// Fits behind each stability.
  public var seeds: Int
  public var samples: Int
  public var validPixels: Int
  /// Where all indices but BIC and stability are taken.
  public var space: String
  /// Which BIC: "mixture of the codes" or "spheres about the centroids".
  public var bicModel: String
  public var trials: [Trial]
  public var choices: [Choice]
  public var recommendation: Recommendation
  public var outputs: [String]
  public var notes: [String]
  public var warnings: [String]
  public var threads: Int
  public var stages: [RunReport.Stage]
  public var totalSeconds: Double
  public var versions: [String: String]

  /// The text of `sweep.json`.
  public func json() throws -> Data {
    return try JSONText.data(self)
  }
}

extension SweepReport.Trial {
  init(_ trial: UnitTrial) {
    self.init(
      units: trial.units, inertia: trial.quality.inertia, silhouette: trial.quality.silhouette,
      daviesBouldin: trial.quality.daviesBouldin,
      calinskiHarabasz: trial.quality.calinskiHarabasz, bic: trial.bic, gap: trial.gap,
      gapError: trial.gapError, stability: trial.stability,
      stabilityDeviation: trial.stabilityDeviation, smallestShare: trial.smallestShare)
  }
}
