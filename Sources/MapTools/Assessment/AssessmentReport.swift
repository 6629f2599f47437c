package import Assessment
import Foundation
import Jobs
import Rasters

/// Accuracies and areas of a map estimated from samples: what
/// `facies assess` prints.
public struct AssessmentReport: Codable, Sendable {
  /// An estimate with its uncertainty; nil where a stratum has one sample.
  public struct Figure: Codable, Sendable {
    public var value: Double
    public var standardError: Double?
    /// Half of the 95 % confidence interval.
    public var margin95: Double?
  }

  public struct Class: Codable, Sendable {
    public var name: String
    /// Units of this name; none for a class that the map lacks.
    public var units: [Int]
    /// Visited samples on it in the map, and those that were found to be it.
    public var mapSamples: Int
    public var referenceSamples: Int
    /// Share of the map that shows it.
    public var mapShare: Double
    public var mapHectares: Double?
    /// Share of the mapped area that is it.
    public var areaShare: Figure
    public var areaHectares: Figure?
    public var usersAccuracy: Figure?
    public var producersAccuracy: Figure?

    package init(
      name: String, units: [Int], mapSamples: Int, referenceSamples: Int, mapShare: Double,
      mapHectares: Double? = nil, areaShare: Figure, areaHectares: Figure? = nil,
      usersAccuracy: Figure? = nil, producersAccuracy: Figure? = nil
    ) {
      self.name = name
      self.units = units
      self.mapSamples = mapSamples
      self.referenceSamples = referenceSamples
      self.mapShare = mapShare
      self.mapHectares = mapHectares
      self.areaShare = areaShare
      self.areaHectares = areaHectares
      self.usersAccuracy = usersAccuracy
      self.producersAccuracy = producersAccuracy
    }
  }

  public struct Stratum: Codable, Sendable {
    public var unit: Int
    public var name: String
    public var weight: Double
    public var visited: Int
  }

  public var map: String
  public var samples: String
  /// Where the strata come from.
  public var design: String
  public var visited: Int
  /// Points without a reference class.
  public var unvisited: Int
  /// Visited points where the map has no unit; in no figure.
  public var outside: Int
  public var hectares: Double?
  public var overallAccuracy: Figure
  public var classes: [Class]
  /// Samples [map class][reference class].
  public var counts: [[Int]]
  /// Estimated shares of the area [map class][reference class].
  public var proportions: [[Double]]
  public var strata: [Stratum]
  public var notes: [String]
}

extension AssessmentReport.Figure {
  package init(_ estimate: Estimate) {
    self.init(
      value: estimate.value, standardError: estimate.standardError, margin95: estimate.margin)
  }
}

extension AssessmentReport {
  /// One row per class, with the estimated shares of the area by reference
  /// class at its end.
  public var csv: String {
    let head = [
      "class", "units", "map_samples", "reference_samples", "map_share", "map_hectares",
      "area_share", "area_share_ci95", "area_hectares", "area_hectares_ci95", "users_accuracy",
      "users_accuracy_ci95", "producers_accuracy", "producers_accuracy_ci95",
    ]
    let rows = zip(classes, proportions).map { line, shares in
      [
        line.name, line.units.map(String.init).joined(separator: " "), "\(line.mapSamples)",
        "\(line.referenceSamples)", Self.number(line.mapShare), Self.number(line.mapHectares),
      ] + Self.pair(line.areaShare) + Self.pair(line.areaHectares)
        + Self.pair(line.usersAccuracy) + Self.pair(line.producersAccuracy)
        + shares.map { Self.number($0) }
    }
    return ([head + classes.map { "share_found_\($0.name)" }] + rows)
      .map { $0.map { CSVText.field($0) }.joined(separator: ",") + "\n" }.joined()
  }

  private static func pair(_ figure: Figure?) -> [String] {
    [number(figure?.value), number(figure?.margin95)]
  }

  private static func number(_ value: Double?) -> String {
    value.map { String(format: "%.8g", $0) } ?? ""
  }
}
