import Learning
import Rasters

/// Where the features of objects come from.
protocol GroupSource {
  /// The SHA-256 of the input where it is one file.
  var digest: String? { get }
  /// How features were made, in words.
  var words: String { get }
  /// Identifiers and features, scaled.
  func table(_ checked: GroupOptions.Checked, _ context: FitContext) throws -> ObjectTable
  /// Pictures of the groups; returns their names.
  func draw(
    _ table: ObjectTable, _ objects: [GroupedObject], _ groups: Int, _ files: GroupFiles,
    _ context: FitContext
  ) throws -> [String]
}

/// A table of features, which has no pictures.
struct TableSource: GroupSource {
  let path: String
  let identifier: String?
  let columns: [String]?
  let isArray: Bool

  var digest: String? { FileDigest.sha256(of: path) }
  var words: String { isArray ? "NumPy array" : "CSV table" }

  func table(_ checked: GroupOptions.Checked, _ context: FitContext) throws -> ObjectTable {
    var table =
      isArray
      ? try NumPyTable(path: path).read()
      : try CSVTable(path: path, identifier: identifier, columns: columns).read(context.checkpoint)
    let scaler = Scaler.fit(checked.scaling, to: table.features, extremes: [])
    table.features = scaler.apply(table.features)
    return table
  }

  func draw(
    _ table: ObjectTable, _ objects: [GroupedObject], _ groups: Int, _ files: GroupFiles,
    _ context: FitContext
  ) throws -> [String] { [] }
}
