public import Foundation
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

    package init(
      units: Int, inertia: Double? = nil, silhouette: Double? = nil, daviesBouldin: Double? = nil,
      calinskiHarabasz: Double? = nil, bic: Double? = nil, gap: Double? = nil,
      gapError: Double? = nil, stability: Double? = nil, stabilityDeviation: Double? = nil,
      smallestShare: Double
    ) {
      self.units = units
      self.inertia = inertia
      self.silhouette = silhouette
      self.daviesBouldin = daviesBouldin
      self.calinskiHarabasz = calinskiHarabasz
      self.bic = bic
      self.gap = gap
      self.gapError = gapError
      self.stability = stability
      self.stabilityDeviation = stabilityDeviation
      self.smallestShare = smallestShare
    }
  }

  /// The number of units that one index would take.
  public struct Choice: Codable, Sendable, Equatable {
    public var index: String
    public var rule: String
    public var units: Int?

    package init(index: String, rule: String, units: Int? = nil) {
      self.index = index
      self.rule = rule
      self.units = units
    }
  }

  public struct Recommendation: Codable, Sendable, Equatable {
    public var units: Int
    public var reason: String
    /// What it takes for granted.
    public var assumption: String

    package init(units: Int, reason: String, assumption: String) {
      self.units = units
      self.reason = reason
      self.assumption = assumption
    }
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

  package init(
    scene: String, product: String, recipe: String, scaling: String, encoder: String,
    clusterer: String, seed: UInt64, seeds: Int, samples: Int, validPixels: Int, space: String,
    bicModel: String, trials: [Trial], choices: [Choice], recommendation: Recommendation,
    outputs: [String], notes: [String], warnings: [String], threads: Int, stages: [RunReport.Stage],
    totalSeconds: Double, versions: [String: String]
  ) {
    self.scene = scene
    self.product = product
    self.recipe = recipe
    self.scaling = scaling
    self.encoder = encoder
    self.clusterer = clusterer
    self.seed = seed
    self.seeds = seeds
    self.samples = samples
    self.validPixels = validPixels
    self.space = space
    self.bicModel = bicModel
    self.trials = trials
    self.choices = choices
    self.recommendation = recommendation
    self.outputs = outputs
    self.notes = notes
    self.warnings = warnings
    self.threads = threads
    self.stages = stages
    self.totalSeconds = totalSeconds
    self.versions = versions
  }
}
