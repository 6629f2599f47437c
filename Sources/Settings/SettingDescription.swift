/// A setting without its type: what `facies methods --json` lists, and what forms of other programs
/// are made of.
public struct SettingDescription: Sendable, Codable, Equatable {
  /// Its key with the keys above it, such as `detection.threshold`.
  public var key: String
  /// The command's long option without its dashes; nil for what only a file can say.
  public var option: String?
  /// "whole number", "number", "word", "true or false", "text" or "list".
  public var type: String
  public var unit: String?
  public var least: Double?
  /// Nil where there is no largest number.
  public var most: Double?
  public var choices: [String]?
  /// The allowed values in words; nil where any will do.
  public var allowed: String?
  /// The default, or how it is found; nil where there is none.
  public var `default`: String?
  public var meaning: String

  public init(
    key: String, option: String?, type: String, unit: String?, least: Double?, most: Double?,
    choices: [String]?, allowed: String?, default standard: String?, meaning: String
  ) {
    self.key = key
    self.option = option
    self.type = type
    self.unit = unit
    self.least = least
    // JSON has no infinity.
    self.most = most.flatMap { $0.isFinite ? $0 : nil }
    self.choices = choices
    self.allowed = allowed
    self.default = standard
    self.meaning = meaning
  }

  /// "from 8 to 4096 pixels; default: 64": the range and the default, as far as there are any.
  public var facts: String {
    let range = allowed.map { [$0, unit].compactMap(\.self).joined(separator: " ") }
    return [range, self.default.map { "default: \($0)" }].compactMap(\.self)
      .joined(separator: "; ")
  }
}
