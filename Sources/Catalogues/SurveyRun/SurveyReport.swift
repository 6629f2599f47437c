public import Foundation
public import Jobs
import Rasters

/// What a survey's run did: the content of `run.json`.
public struct SurveyReport: Codable, Sendable {
  public struct Input: Codable, Sendable {
    public var path: String
    public var sha256: String?
  }

  public var facies: String
  public var name: String
  public var inputs: [Input]
  public var catalogue: Input?
  public var width: Int?
  public var height: Int?
  public var bands: Int
  /// Reference system of ra and dec; nil where there is no sky.
  public var skySystem: String?
  public var objects: Int
  public var voted: Int
  public var completed: Int
  public var rejected: Int
  public var invalid: Int
  /// Voted objects, in percent of those that have a code.
  public var votedPercent: Double
  /// Objects by their quality flag (0, 1, 2, 4); empty where nothing was
  /// measured.
  public var flags: [String: Int]
  /// What went wrong with objects that have no code.
  public var problems: [String: Int]
  public var encoder: String
  public var encoderFacts: [String: Double]
  public var view: String
  public var codeLength: Int
  /// The variance of the features that the codes explain.
  public var explainedVariance: Double
  public var members: [String]
  public var rule: String
  public var alignment: String
  public var groupsAsked: Int
  public var groups: [SurveyGroup]
  public var seed: UInt64
  public var warnings: [String]
  public var outputs: [String]
  /// All files but this record, as they were written.
  public var files: [ResultFile] = []
  /// The survey as a file that says all of it, with absolute paths.
  public var surveyFile = ""
  public var threads: Int
  public var seconds: [String: Double]
  public var totalSeconds: Double
  public var peakMemoryBytes: Int
  public var versions: [String: String]

  public func json() throws -> Data {
    return try JSONText.data(self)
  }
}
