import Clusterers
import Fitting
import Jobs
import Rasters

/// Where objects and their features come from.
protocol GroupSource {
  /// The SHA-256 of the input where it is one file.
  var digest: String? { get }
  /// How features were made, in words.
  var words: String { get }
  /// Whether features are brought to one footing as the options say.
  var isScaled: Bool { get }
  /// Identifiers and features.
  func objects(_ context: FitContext) throws -> any ObjectWalk
  /// Whether ``draw`` is to be given objects.
  var hasPictures: Bool { get }
  /// Pictures of the groups; returns their names.
  func draw(
    _ objects: [GroupedObject], _ groups: Int, _ files: GroupFiles, _ context: FitContext
  ) throws -> [String]
}

/// A table of features, which has no pictures.
struct TableSource: GroupSource {
  let path: String
  let words: String
  let table: any ObjectWalk

  /// `features` of a fitted vote, or those that the options name.
  init(path: String, options: GroupOptions, features: [String]?) throws {
    self.path = path
    if path.lowercased().hasSuffix(".npy") {
      guard options.identifier == nil, options.columns == nil else {
        throw Failure.usage(
          "\(GroupOptions.identifier) and \(GroupOptions.columns) name columns of a .csv; "
            + "'\(path)' has none")
      }
      words = "NumPy array"
      table = try NumPyTable(path: path)
    } else {
      words = "CSV table"
      table = try CSVTable(
        path: path, identifier: options.identifier, features: features ?? options.columns,
        setting: features == nil ? GroupOptions.columns.name : GroupOptions.apply.name)
    }
  }

  var digest: String? { FileDigest.sha256(of: path) }
  var isScaled: Bool { true }
  var hasPictures: Bool { false }

  func objects(_ context: FitContext) throws -> any ObjectWalk { table }

  func draw(
    _ objects: [GroupedObject], _ groups: Int, _ files: GroupFiles, _ context: FitContext
  ) throws -> [String] { [] }
}
