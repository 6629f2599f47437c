/// Settings of one subject, and where they can be given.
public struct SettingGroup: Sendable, Codable, Equatable {
  /// Such as "detection".
  public var name: String
  /// "scene" or "survey", whose files have the keys; nil where no file has them.
  public var file: String?
  /// Commands that have the options.
  public var commands: [String]
  public var settings: [SettingDescription]

  public init(
    _ name: String, file: String? = nil, commands: [String], settings: [SettingDescription]
  ) {
    self.name = name
    self.file = file
    self.commands = commands
    self.settings = settings
  }
}

extension [SettingDescription] {
  /// The last parts of the keys right below a key, such as `threshold` below `detection`; those of
  /// the file itself where the key is empty. Every part comes once, in the order of the settings.
  public func keys(below parent: String = "") -> [String] {
    var out: [String] = []
    for setting in self {
      let parts = setting.key.split(separator: ".").map(String.init)
      let above = parent.split(separator: ".").map(String.init)
      guard parts.count > above.count, parts.starts(with: above) else { continue }
      if !out.contains(parts[above.count]) { out.append(parts[above.count]) }
    }
    return out
  }
}
