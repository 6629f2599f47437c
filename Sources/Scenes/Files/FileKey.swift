import Documents
import Settings

/// A key of a file that says what an owner (a scene, a survey or a part of one) is to be: how it is
/// read and written, and the options of commands that say the same.
struct FileKey<Owner>: Sendable {
  let name: String
  let settings: [SettingDescription]
  let read: @Sendable (YAMLValue, inout Owner) throws -> Void
  /// What stands after the colon; nil where an owner need not say it, because it is as in the usual
  /// one. Without a usual one all is said that there is.
  let text: @Sendable (_ owner: Owner, _ usual: Owner?) -> String?
  let options: [SettingOption<Owner>]

  private init(
    name: String, settings: [SettingDescription], options: [SettingOption<Owner>],
    read: @escaping @Sendable (YAMLValue, inout Owner) throws -> Void,
    text: @escaping @Sendable (Owner, Owner?) -> String?
  ) {
    (self.name, self.settings, self.options) = (name, settings, options)
    (self.read, self.text) = (read, text)
  }
}

extension FileKey {
  /// A key that is read and written in a way of its own.
  init(
    _ name: String, _ settings: [SettingDescription], option: SettingOption<Owner>? = nil,
    read: @escaping @Sendable (YAMLValue, inout Owner) throws -> Void = { _, _ in },
    text: @escaping @Sendable (Owner) -> String?
  ) {
    self.init(name, settings, options: option.map { [$0] } ?? [], read: read, text: text)
  }

  /// A key whose ways have options of their own.
  init(
    _ name: String, _ settings: [SettingDescription], options: [SettingOption<Owner>],
    read: @escaping @Sendable (YAMLValue, inout Owner) throws -> Void,
    text: @escaping @Sendable (Owner) -> String?
  ) {
    self.init(
      name: name, settings: settings, options: options, read: read,
      text: { owner, _ in text(owner) })
  }

  /// A key that is said where an owner differs from the usual one in it.
  init(
    _ name: String, _ settings: [SettingDescription],
    read: @escaping @Sendable (YAMLValue, inout Owner) throws -> Void,
    difference: @escaping @Sendable (_ owner: Owner, _ usual: Owner?) -> String?
  ) {
    self.init(name: name, settings: settings, options: [], read: read, text: difference)
  }

  /// A key of one value.
  ///
  /// - Parameters:
  ///   - isOption: whether the command that does the whole job has the setting's option.
  ///   - isAlwaysSaid: whether it is written even if its value is the usual one.
  static func key(
    _ key: SettingKey<Owner>, isOption: Bool = false, isAlwaysSaid: Bool = false
  ) -> FileKey {
    FileKey(
      name: key.name, settings: [key.description],
      options: isOption ? [key.option].compactMap(\.self) : [],
      read: { try key.read($0, &$1) },
      text: { owner, usual in
        let own = key.text(owner)
        if let usual, !isAlwaysSaid, own == key.text(usual) { return nil }
        return own.map(YAMLText.value)
      })
  }

  /// A key with keys below it, which say a part of the owner.
  static func mapping<Part>(
    _ name: String, _ place: any WritableKeyPath<Owner, Part> & Sendable, _ keys: [FileKey<Part>]
  ) -> FileKey {
    FileKey(
      name: name, settings: keys.flatMap(\.settings),
      options: keys.flatMap(\.options).map { $0.within(place) },
      read: { try FileKey<Part>.read($0, name, keys, into: &$1[keyPath: place]) },
      text: { owner, usual in
        FileKey<Part>.mapping(keys, owner[keyPath: place], usual: usual?[keyPath: place])
      })
  }
}

extension FileKey {
  /// Reads the entries of a mapping, in the order of the keys.
  static func read(
    _ value: YAMLValue, _ what: String, _ keys: [FileKey], into owner: inout Owner
  ) throws {
    try take(value.mapping(what, known: keys.map(\.name)), keys, into: &owner)
  }

  /// Takes over those entries that are there.
  static func take(
    _ entries: [String: YAMLValue], _ keys: [FileKey], into owner: inout Owner
  ) throws {
    for key in keys {
      if let value = entries[key.name] { try key.read(value, &owner) }
    }
  }

  /// "{size: 32, band: 2}"; nil where nothing is to be said.
  static func mapping(_ keys: [FileKey], _ owner: Owner, usual: Owner?) -> String? {
    let entries = keys.compactMap { key in
      key.text(owner, usual).map { "\(key.name): \($0)" }
    }
    return entries.isEmpty ? nil : "{" + entries.joined(separator: ", ") + "}"
  }

  /// A line for every key that says something.
  static func lines(_ keys: [FileKey], _ owner: Owner, usual: Owner?) -> [String] {
    keys.compactMap { key in
      key.text(owner, usual).map { key.name + ($0.hasPrefix("\n") ? ":" : ": ") + $0 }
    }
  }
}
