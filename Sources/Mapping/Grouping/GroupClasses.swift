import Foundation
import Rasters
import Scenes

/// `classes.yaml` in a folder of results: names and hints of the groups, to be
/// edited.
enum GroupClasses {
  static let name = "classes.yaml"

  /// A line of the file, for the group of its place.
  struct Group {
    /// Empty where nobody gave it one.
    var name: String
    var hint: String?
    /// The figures that the hint rests on.
    var reason: String?
    var voted: Int
  }

  /// Writes the file unless somebody has changed the one that is there; says so
  /// where it stays.
  ///
  /// - Parameter place: where the file is in the end.
  static func write(_ groups: [Group], to path: String, place: String) throws -> String? {
    if let there = try? String(contentsOfFile: place, encoding: .utf8),
      !ClassFile.isUntouched(there)
    {
      return "\(name) has been changed by hand and stays as it is; --classes brings its names into "
        + "the catalogue"
    }
    func keyed<Value>(_ value: (Group) -> Value?) -> [Int: Value] {
      Dictionary(
        uniqueKeysWithValues: groups.enumerated().compactMap { index, group in
          value(group).map { (index + 1, $0) }
        })
    }
    try TemporaryName.write(
      ClassFile.text(
        groups: groups.count, names: keyed { $0.name.isEmpty ? nil : $0.name },
        hints: keyed(\.hint),
        notes: keyed { "\($0.voted) voted" + ($0.reason.map { "; \($0)" } ?? "") }),
      to: path)
    return nil
  }
}
