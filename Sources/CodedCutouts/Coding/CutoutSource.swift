package import Learning
import Rasters

/// Where cutouts come from: cut out of an image, or a folder of them.
package protocol CutoutSource {
  /// What it is, in words.
  var words: String { get }
  var objects: SurveyObjects { get }
  /// Bands of a cutout; of a folder, of its first readable file.
  var bandCount: Int { get }
  /// Pixels along a side of all cutouts; nil where they differ.
  var size: Int? { get }
  /// Bytes of cutouts that are on their way together, at least.
  var leastBytes: Int { get }

  /// What is to be known of what was taken and what was not.
  var notes: [String] { get }

  /// Calls `body` with the cutouts of the rows, some at a time and each once,
  /// in an order of the source's own that depends on the rows alone.
  func forEach(
    _ rows: [Int], stage: String, _ context: FitContext,
    _ body: ([CutoutReading]) throws -> Void) throws
}

extension CutoutSource {
  package var notes: [String] { [] }
}

/// A cutout, or why there is none.
package struct CutoutReading: Sendable {
  package var row: Int
  package var planes: CutoutPlanes?
  var problem: String?
}
