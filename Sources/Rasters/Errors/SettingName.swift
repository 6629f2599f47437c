/// What a setting is called: the key of a scene or survey file, with the keys above it, and the long
/// option of the command, where it has one.
public struct SettingName: Sendable, Hashable {
  /// Such as `detection.threshold`.
  public let key: String
  /// Without the two dashes, such as `threshold`; nil for what only a file can say.
  public let option: String?

  public init(_ key: String, option: String? = nil) {
    self.key = key
    self.option = option
  }

  /// The last part of the key, which stands in the file.
  public var leaf: String { key.split(separator: ".").last.map(String.init) ?? key }
}
