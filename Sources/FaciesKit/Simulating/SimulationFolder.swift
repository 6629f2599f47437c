import Jobs

/// The folder of what is made up; its files take their places together.
struct SimulationFolder {
  private let folder: String
  private let names: [String]
  private let staged: StagedFolder

  /// Refuses a folder that holds files of these names unless told to overwrite
  /// them.
  ///
  /// - Parameter inner: a folder in it that takes files too.
  init(_ folder: String, names: [String], inner: String?, overwrite: Bool) throws {
    (self.folder, self.names) = (folder, names)
    staged = try StagedFolder(
      folder, names: names, folders: inner.map { [$0] } ?? [], overwrite: overwrite)
  }

  /// Has the files written, and moves them to their places.
  func fill<R>(_ write: (_ folder: String) throws -> R) throws -> R {
    do {
      let result = try write(staged.staging)
      try staged.publish(names, keeping: [])
      return result
    } catch {
      throw staged.abandon(error)
    }
  }

  /// Where a file that was written is in the end.
  func place(_ path: String) -> String { folder + path.dropFirst(staged.staging.count) }
}
