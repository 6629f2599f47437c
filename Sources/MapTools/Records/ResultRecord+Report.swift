import Foundation
package import Jobs
import Rasters

extension ResultRecord {
  /// The record of a finished run on a scene, whole.
  package static func report(in folder: String) throws -> RunReport {
    let path = folder + "/" + name
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(
        "'\(folder)' holds no run.json: it is no result of a run, or the run did not finish")
    }
    guard let report = try? decoder.decode(RunReport.self, from: data) else {
      throw Failure("'\(path)' is damaged, or not the record of a run on a scene")
    }
    return report
  }
}
