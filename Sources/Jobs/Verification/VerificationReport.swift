import Foundation

/// What became of a result since its run: what `facies verify` prints.
public struct VerificationReport: Codable, Sendable {
  public enum State: String, Codable, Sendable {
    case unchanged, changed, missing
    /// A file that people are meant to change.
    case edited
    /// Was and is not readable, or has no checksum.
    case unknown
  }

  public struct Check: Codable, Sendable {
    public var path: String
    public var state: State

    package init(path: String, state: State) {
      self.path = path
      self.state = state
    }
  }

  public var folder: String
  public var files: [Check]
  /// What the result was made from.
  public var inputs: [Check]
  /// The files of a second run beside the first's; nil where none was asked for.
  public var again: [Check]?
  /// Remains of runs that were killed.
  public var leftovers: [String]

  /// Every file is as the run wrote it and, where it was run again, comes out
  /// the same. Inputs may have gone.
  public var isRight: Bool {
    (files + (again ?? [])).allSatisfy { $0.state == .unchanged || $0.state == .edited }
  }

  package init(
    folder: String, files: [Check], inputs: [Check], again: [Check]? = nil, leftovers: [String]
  ) {
    self.folder = folder
    self.files = files
    self.inputs = inputs
    self.again = again
    self.leftovers = leftovers
  }
}

extension ResultRecord {
  /// Inputs of the finished run in a folder that hold something else now, or are gone.
  package static func changedInputs(of folder: String) throws -> [String] {
    try ResultRecord(folder: folder).inputs.filter {
      let state = $0.state(in: folder)
      return state == .changed || state == .missing
    }.map(\.path)
  }
}

extension ResultRecord.Input {
  /// What became of an input of the result in a folder.
  package func state(in folder: String) -> VerificationReport.State {
    let path = RecordedPaths.path(path, in: folder)
    guard FileManager.default.fileExists(atPath: path) else { return .missing }
    guard let wanted = sha256 else { return .unknown }
    return InputDigests.sha256(at: path) == wanted ? .unchanged : .changed
  }
}
