import Foundation
import Rasters
import Scenes

/// `classes.yaml` in a folder of results.
enum GroupClasses {
  /// Writes it unless somebody has changed the one that is there; says so
  /// where it stays.
  static func write(
    _ files: GroupFiles, groups: Int, names: [Int: String], hints: [Int: ClassHint],
    tally: GroupTally
  ) throws -> String? {
    let path = files.file(GroupFiles.classes)
    if let there = try? String(contentsOfFile: path, encoding: .utf8),
      !ClassFile.isUntouched(there)
    {
      return "\(GroupFiles.classes) has been changed by hand and stays as it is; "
        + "--classes brings its names into the catalogue"
    }
    var notes: [Int: String] = [:]
    for (index, group) in tally.groups.enumerated() {
      let reason = hints[index + 1].map { "; \($0.reason)" } ?? ""
      notes[index + 1] = "\(group.voted) voted\(reason)"
    }
    try TemporaryName.write(
      ClassFile.text(
        groups: groups, names: names, hints: hints.mapValues(\.name), notes: notes),
      to: path)
    return nil
  }
}
