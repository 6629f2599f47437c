import Files
import Foundation
import Rasters

/// A hidden folder that takes the files of a job until they are complete, on the
/// file system of the place where they go.
package struct StagingFolder {
  package let path: String
  /// What stands where the folder stands in messages.
  private let place: String

  /// Makes the folder beside `file`, and the folders above it.
  ///
  /// - Parameters:
  ///   - place: what messages name instead of the hidden folder.
  ///   - refusal: what is said where the folder cannot be made, before the
  ///     system's own words.
  package init(beside file: String, place: String, refusal: String) throws {
    path = TemporaryName.beside(file)
    self.place = place
    try TemporaryName.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    guard mkdir(path, 0o777) == 0 else {
      throw Failure("\(refusal): \(TemporaryName.systemReason)")
    }
  }

  package func file(_ name: String) -> String { path + "/" + name }

  /// Removes the folder and what is in it.
  package func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// Returns the error with the names that files would have had.
  package func named(_ error: any Error) -> any Error {
    guard let ours = error as? any FaciesError, ours.description.contains(path) else {
      return error
    }
    return Failure(ours.message.replacing(path, with: place), exitCode: ours.exitCode)
  }
}
