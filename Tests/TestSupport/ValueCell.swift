package import Foundation
import Testing

/// A small raster for a row of the table of docs/values.md, with what it is as
/// labels and as an image of the sky (Fixtures/make_value_cells.py).
package struct ValueCell: Decodable, Sendable, CustomTestStringConvertible {
  package var row: String
  package var what: String
  package var ending: String
  package var file: Data
  /// What lies beside it (.aux.xml).
  package var side: String?
  package var unit: String?
  /// Pixels of every class.
  package var labels: [String: Int]
  package var names: [String: String]
  /// [row from the top][column]; nil is no value. Nil where no image of the sky
  /// is of this kind.
  package var sky: [[Double?]]?

  package var testDescription: String { "\(row): \(what)" }

  package static let all: [ValueCell] =
    (try? JSONFixture.decode("value-cells.json", in: .module)) ?? []

  package func write(to folder: TemporaryFolder) throws -> String {
    let path = folder.file("cell." + ending)
    try file.write(to: URL(fileURLWithPath: path))
    if let side { try folder.write(side, to: "cell.\(ending).aux.xml") }
    return path
  }
}
