import FaciesKit

/// The list of settings as text.
enum SettingsText {
  static func text(_ groups: [SettingGroup]) -> String {
    groups.map { group in
      let places =
        (group.file.map { ["\($0) files"] } ?? []) + [
          group.commands.map { "facies \($0)" }.joined(separator: ", ")
        ]
      return (["\(group.name) (\(places.joined(separator: "; ")))"] + group.settings.map(line))
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static func line(_ setting: SettingDescription) -> String {
    let option = setting.option.map { " --\($0)" } ?? ""
    let name = (setting.key + option).padding(
      toLength: max(36, setting.key.count + option.count), withPad: " ", startingAt: 0)
    return "  \(name) \(setting.meaning)" + (setting.facts.isEmpty ? "" : " (\(setting.facts))")
  }
}
