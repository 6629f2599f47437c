package import Rasters

extension Failure {
  /// A file that another job has written since this one began.
  ///
  /// - Parameter results: what messages call the files of both jobs.
  package static func writtenMeanwhile(_ path: String, results: String = "results") -> Failure {
    .failed(
      "'\(path)' has been written by another job while this one ran: its \(results) stay, those "
        + "of this job are given up", code: .exists, path: path)
  }
}
