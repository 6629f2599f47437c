import Foundation
import Jobs
import Rasters

extension Facies {
  /// Compares a folder of results with the checksums in its `run.json`.
  ///
  /// - Parameters:
  ///   - folder: of a finished run.
  ///   - again: runs the scene or survey once more, in a folder that is removed afterwards, and
  ///     compares its files byte by byte too.
  ///   - options: threads and memory of that run; nil takes the usual ones.
  ///   - control: progress, and whether the work is to stop.
  public static func verify(
    _ folder: String, again: Bool = false, options: RunOptions? = nil,
    control: RunControl = RunControl()
  ) async throws -> VerificationReport {
    try await Work.run(control) {
      try verify(folder, again: again, options: options, control: $0)
    }
  }

  /// Writes a plausible scene whose units are known; replaces files of an earlier
  /// one only where told to.
  public static func simulate(
    _ options: SimulateOptions, into folder: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) async throws -> SimulatedFiles {
    try await Work.run(control) {
      try simulate(options, into: folder, overwrite: overwrite, control: $0)
    }
  }

  /// Writes a field of the sky in three bands whose galaxies and stars are known;
  /// replaces files of an earlier one only where told to.
  public static func simulateSurvey(
    _ options: SurveySimulation, into folder: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) async throws -> SimulatedSurveyFiles {
    try await Work.run(control) {
      try simulateSurvey(options, into: folder, overwrite: overwrite, control: $0)
    }
  }
}
