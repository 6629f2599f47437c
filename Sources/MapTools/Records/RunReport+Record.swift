import Files
import Foundation
package import Jobs
import Rasters

extension RunReport {
  /// Names what was read in the way that is wished.
  package mutating func name(by recorded: RecordedPaths) {
    if let applied = appliedModel {
      appliedModel = recorded.name(applied)
      model = appliedModel
    }
    for index in inputs.indices { inputs[index].path = recorded.name(inputs[index].path) }
    if let labels = known?.labels { known?.labels = recorded.name(labels) }
    if let reference = score?.reference { score?.reference = recorded.name(reference) }
  }
}

extension RunReport {
  /// Brings the checksums of some files of a result up to date, which have been
  /// written anew with other names and colours.
  static func refresh(_ names: Set<String>, in folder: String) throws {
    let path = folder + "/" + ResultRecord.name
    guard let data = ResultRecord.text(in: folder),
      var report = try? ResultRecord.decoder.decode(RunReport.self, from: data)
    else { return }
    report.files = report.files.map {
      names.contains($0.name) ? ResultFile($0.name, in: folder) : $0
    }
    let fresh = try report.json()
    if fresh != data { try TemporaryName.write(fresh, to: path) }
  }
}
