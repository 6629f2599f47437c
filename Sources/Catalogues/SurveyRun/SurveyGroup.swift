import Foundation
import Rasters

/// A group of a survey's objects, for reports.
public struct SurveyGroup: Codable, Sendable, Equatable {
  public var group: Int
  /// The class that somebody gave it; empty where nobody did.
  public var name: String
  public var colour: String
  /// What the measurements suggest; nil where they do not.
  public var hint: String?
  /// The figures that the hint rests on.
  public var reason: String?
  public var voted: Int
  public var completed: Int
  /// Mean of the voted members'.
  public var agreement: Double
  /// Medians of the voted members whose measurements are good, by name.
  public var medians: [String: Double]
  /// Rows of the members nearest to the middle.
  public var prototypes: [Int]
}
