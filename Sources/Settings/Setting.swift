public import Rasters

/// One setting as people meet it, declared once: scene files and the command check their values by
/// it, `--help` and `facies methods` are worded from it.
public struct Setting<Value: Sendable>: Sendable {
  /// Its key in a file and its option of the command.
  public let name: SettingName
  public let allowed: Allowed<Value>
  /// What its numbers count or measure, such as "pixels"; nil for plain numbers and words.
  public let unit: String?
  /// The value where nobody gives one; nil where `standardText` says how it is found.
  public let standard: Value?
  /// The default in words.
  public let standardText: String?
  /// One sentence, with its full stop.
  public let meaning: String

  public init(
    _ key: String, option: String? = nil, _ allowed: Allowed<Value>, unit: String? = nil,
    default standard: Value, _ meaning: String
  ) {
    name = SettingName(key, option: option)
    self.allowed = allowed
    self.unit = unit
    self.standard = standard
    standardText = Self.text(standard)
    self.meaning = meaning
  }

  /// A setting without one default.
  ///
  /// - Parameter chosen: how its value is found where nobody gives one, such as "all processors";
  ///   nil where it must be given or does nothing unless it is.
  public init(
    _ key: String, option: String? = nil, _ allowed: Allowed<Value>, unit: String? = nil,
    chosen: String? = nil, _ meaning: String
  ) {
    name = SettingName(key, option: option)
    self.allowed = allowed
    self.unit = unit
    standard = nil
    standardText = chosen
    self.meaning = meaning
  }

  /// The value where nobody gives one, for the rooms of facies, which ask it of settings that they
  /// declare with one; programs read ``standard``.
  package var `default`: Value {
    // No input chooses which setting is asked: a declaration without a default is found by any test
    // that makes the options which it belongs to.
    guard let standard else { preconditionFailure("'\(name.key)' is declared without a default") }
    return standard
  }

  /// The value itself where it is allowed.
  ///
  /// - Throws: ``Failure`` with the code `outOfRange`, which names the setting.
  @discardableResult
  public func checked(_ value: Value) throws -> Value {
    guard allowed.holds(value) else {
      throw Failure.outOfRange(name, found: Self.text(value), allowed: allowed.text)
    }
    return value
  }

  /// What `--help` says: "Pixels along a side of the cutouts (from 8 to 4096 pixels; default: 64)."
  public var help: String {
    // A flag that is not given is off.
    help(default: standard as? Bool == false ? nil : standardText)
  }

  /// What `--help` says, with a default of the command's own.
  public func help(default standardText: String?) -> String {
    var description = self.description
    description.default = standardText
    let facts = description.facts
    guard !facts.isEmpty else { return meaning }
    let sentence = meaning.hasSuffix(".") ? String(meaning.dropLast()) : meaning
    return "\(sentence) (\(facts))."
  }

  /// The declaration without its type, for lists of settings.
  public var description: SettingDescription {
    SettingDescription(
      key: name.key, option: name.option, type: allowed.type, unit: unit,
      least: allowed.bounds?.lowerBound, most: allowed.bounds?.upperBound, choices: allowed.choices,
      allowed: allowed.isListed ? allowed.text : nil, default: standardText, meaning: meaning)
  }

  /// A value as people write it.
  public func text(of value: Value) -> String { Self.text(value) }

  static func text(_ value: Value) -> String {
    if let word = value as? any RawRepresentable, let text = word.rawValue as? String {
      return text
    }
    if let list = value as? [Any] { return list.map { "\($0)" }.joined(separator: ", ") }
    return (value as? Double).map(NumberText.plain) ?? "\(value)"
  }
}

extension Message.StringInterpolation {
  /// A setting, which is worded by who shows the message.
  public mutating func appendInterpolation<Value>(_ setting: Setting<Value>) {
    appendInterpolation(setting.name)
  }
}

extension Setting where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// The case of a word.
  ///
  /// - Throws: ``Failure`` with the code `unknownName`, which says what is likely meant.
  public func read(_ word: String) throws -> Value {
    if let value = Value(rawValue: word) { return value }
    throw Failure.unknownName(name, found: word, known: Value.allCases.map(\.rawValue))
  }
}

extension DefaultStringInterpolation {
  /// Text alone would show what a setting is made of; a message names it.
  @available(*, deprecated, message: "a setting stands in a Message")
  public mutating func appendInterpolation<Value>(_ setting: Setting<Value>) {
    appendInterpolation(setting.name.leaf)
  }
}
