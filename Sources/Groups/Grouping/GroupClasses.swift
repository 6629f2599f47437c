import Files
import Foundation
import Rasters
import Scenes

/// `classes.yaml` in a folder of results: names and hints of the groups, to be
/// edited.
package enum GroupClasses {
  package static let name = "classes.yaml"

  /// A line of the file, for the group of its place.
  package struct Group {
    /// Empty where nobody gave it one.
    package var name: String
    package var hint: String?
    /// The figures that the hint rests on.
    package var reason: String?
    package var voted: Int

    package init(name: String, hint: String? = nil, reason: String? = nil, voted: Int) {
      self.name = name
      self.hint = hint
      self.reason = reason
      self.voted = voted
    }
  }

  /// Writes the file unless somebody has changed the one that is there; says so
  /// where it stays.
  ///
  /// - Parameter place: where the file is in the end.
  package static func write(_ groups: [Group], to path: String, place: String) throws -> String? {
    if let there = try? String(contentsOfFile: place, encoding: .utf8),
      !ClassFile.isUntouched(there)
    {
      return "\(name) has been changed by hand and stays as it is; name it as classes to "
        + "bring its names into the catalogue"
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
