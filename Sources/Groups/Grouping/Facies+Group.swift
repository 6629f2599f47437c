package import Jobs
import Rasters

extension Facies {
  /// Groups objects by a vote of clusterers: `input` is a table of features
  /// (.csv with a header, .npy) or a folder of cutouts. Writes `catalog.csv`
  /// and `run.json`, and for cutouts `overview.png` and `groups/NN.png`.
  package static func group(
    _ input: String, options: GroupOptions, control: RunControl = RunControl()
  ) throws -> GroupReport {
    try GroupRun(input: input, options: options, control: control).run()
  }
}
