public import Foundation
public import Rasters

/// What a run did: the content of `run.json`.
public struct RunReport: Codable, Sendable {
  public struct Input: Codable, Sendable {
    public var path: String
    public var bytes: Int
    public var sha256: String?
  }

  public struct Unit: Codable, Sendable {
    public var unit: Int
    public var name: String
    public var colour: String
    public var pixels: Int
    public var hectares: Double?
    public var percent: Double
    /// What the mean spectrum suggests.
    public var hint: String?
    public var resembles: [Resemblance]
    /// Indices and ratios of the mean spectrum.
    public var indices: [String: Double]
  }

  /// A material of a small schematic table.
  public struct Resemblance: Codable, Sendable {
    public var material: String
    /// Between the spectra, in degrees.
    public var angle: Double
    /// Share of green plants that was allowed for, 0...1.
    public var plants: Double
  }

  public struct Band: Codable, Sendable {
    public var name: String
    public var label: String
    public var quantity: String
    public var scaling: String
    public var wavelength: Double?
  }

  public struct Feature: Codable, Sendable {
    public var name: String
    /// How it is computed from the bands.
    public var formula: String
  }

  public struct Grid: Codable, Sendable {
    public var width: Int
    public var height: Int
    public var transform: [Double]?
    public var reference: String?
  }

  public struct Curve: Codable, Sendable {
    public var name: String
    public var values: [Double]
  }

  public struct Step: Codable, Sendable {
    public var method: String
    public var parameters: [String: String]
    public var facts: [String: Double]
    public var curves: [Curve]
  }

  public struct Quality: Codable, Sendable {
    public var samples: Int
    public var inertia: Double?
    public var daviesBouldin: Double?
    public var calinskiHarabasz: Double?
    public var silhouette: Double?
    public var silhouetteSamples: Int
    /// What space they were computed in.
    public var space: String
  }

  /// A mask beside those of the product.
  public struct Mask: Codable, Sendable {
    public var name: String
    /// What it tests.
    public var rule: String
    /// That it removed; a pixel counts for the first mask that does.
    public var pixels: Int
  }

  /// What was done to small patches.
  public struct Sieve: Codable, Sendable {
    /// The smallest patch that is kept, such as "5.0 ha".
    public var unit: String
    public var merged: Int
    public var patches: Int
    public var rounds: Int
  }

  /// Units that were known before the fit.
  public struct Known: Codable, Sendable {
    public struct Unit: Codable, Sendable {
      public var unit: Int
      public var name: String
      /// Polygons, points or squares of its labels on the map.
      public var places: Int
      public var heldOut: Int
      /// Valid pixels that are not held out, and those that were learnt from.
      public var pixels: Int
      public var used: Int
    }

    public var labels: String
    public var holdOut: Double
    public var units: [Unit]
    /// Nil where nothing was held out.
    public var heldOut: HeldOut?
  }

  /// The map against labels that the fit did not see.
  public struct HeldOut: Codable, Sendable {
    public struct Class: Codable, Sendable {
      public var name: String
      public var pixels: Int
      public var producersAccuracy: Double?
      public var usersAccuracy: Double?
    }

    /// Held-out pixels that are mapped, and those that are not.
    public var pixels: Int
    public var unmapped: Int
    /// Share of the mapped ones that are in the unit of their name.
    public var accuracy: Double
    public var classes: [Class]
    public var units: [String]
    /// Pixels [unit][class].
    public var confusion: [[Int]]
  }

  public struct Stage: Codable, Sendable {
    public var name: String
    public var seconds: Double
  }

  public var scene: String
  public var product: String
  public var level: String
  public var sensor: String
  public var acquired: String?
  public var inputs: [Input]
  public var bands: [Band]
  /// What is learnt from.
  public var features: [Feature]
  public var grid: Grid
  public var region: [Int]
  public var resampling: String
  public var recipe: String
  public var scaling: String
  public var encoder: Step?
  /// Whether codes were brought to unit covariance.
  public var whitening: Bool
  public var filter: [String: Double]?
  public var clusterer: Step?
  public var smoothing: String
  public var sieve: Sieve?
  public var seed: UInt64
  public var samples: Int
  public var validPixels: Int
  public var rejectedPixels: [String: Int]
  public var masks: [Mask]
  public var quality: Quality?
  public var known: Known?
  /// Against the labels that the scene names as its reference.
  public var score: ScoreReport?
  public var units: [Unit]
  /// Where a sweep has chosen the number of units.
  public var chosenUnits: ChosenUnits?
  /// Which units are most alike, for reading the map with fewer of them.
  public var tree: UnitTree?
  public var model: String?
  /// Where the model lay that was applied; nil after a fit.
  public var appliedModel: String?
  public var outputs: [String]
  /// All files but this record, as they were written.
  public var files: [ResultFile] = []
  /// The scene as a file that says all of it, with absolute paths.
  public var sceneFile = ""
  public var notes: [String]
  public var warnings: [String]
  public var threads: Int
  public var memoryBudgetBytes: Int
  public var peakMemoryBytes: Int
  public var stages: [Stage]
  public var totalSeconds: Double
  /// Of the program and its libraries; "kernels" is the instruction set in
  /// use: bytes are the same on one kind.
  public var versions: [String: String]

  /// The text of `run.json`.
  public func json() throws -> Data {
    return try JSONText.data(self, namesInfinities: true)
  }
}
