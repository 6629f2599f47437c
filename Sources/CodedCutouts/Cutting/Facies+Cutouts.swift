import Foundation
package import Jobs
import Surveys

extension Facies {
  /// Cuts square images of sources out of a FITS image, or of several aligned
  /// ones that are its bands, and writes them with a table of the sources,
  /// `catalog.csv` and `catalog.fits`, into a folder. A source beyond the
  /// image is a row with a flag, never an error. Memory stays within a
  /// budget, however large image and catalogue are.
  package static func cutouts(
    _ images: [String], to folder: String, options: CutoutOptions = CutoutOptions(),
    control: RunControl = RunControl()
  ) throws -> CutoutReport {
    let run = try CutoutRun(images, options, control)
    let target = try CutoutFolder(folder, overwrite: options.overwrite)
    do {
      let report = try run.write(into: target, named: folder)
      try target.publish()
      return report
    } catch {
      throw target.abandon(error)
    }
  }
}
