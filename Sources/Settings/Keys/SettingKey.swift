import Rasters

/// A setting and the place of its value in what it belongs to. Files and commands read, check and
/// write the value by it.
package struct SettingKey<Owner>: Sendable {
  package let description: SettingDescription
  /// The last part of its key, which stands in the file.
  package let name: String
  package let read: @Sendable (any SettingSource, inout Owner) throws -> Void
  /// The value as a file holds it; nil where there is none.
  package let text: @Sendable (Owner) -> SettingText?
  /// Throws where the value is not allowed.
  package let check: @Sendable (Owner) throws -> Void
  /// The option of commands that change it; nil where its declaration names none.
  package let option: SettingOption<Owner>?

  /// A setting that is read and written in a way of its own.
  package init<Value>(
    _ setting: Setting<Value>, form: OptionForm = .text,
    read: @escaping @Sendable (any SettingSource, inout Owner) throws -> Void,
    text: @escaping @Sendable (Owner) -> SettingText?,
    check: @escaping @Sendable (Owner) throws -> Void = { _ in }
  ) {
    description = setting.description
    name = setting.name.leaf
    self.read = read
    self.text = text
    self.check = check
    option = setting.name.option == nil ? nil : SettingOption(setting, form, read)
  }

  package init<Value: SettingValue>(
    _ setting: Setting<Value>, _ place: any WritableKeyPath<Owner, Value> & Sendable
  ) {
    self.init(setting, form: Value.form) { source, owner in
      owner[keyPath: place] = try Value.read(setting, from: source)
    } text: {
      $0[keyPath: place].settingText
    } check: {
      try setting.checked($0[keyPath: place])
    }
  }

  /// Nil where nobody says it.
  package init<Value: SettingValue>(
    _ setting: Setting<Value>, _ place: any WritableKeyPath<Owner, Value?> & Sendable
  ) {
    self.init(setting, form: Value.form) { source, owner in
      owner[keyPath: place] = try Value.read(setting, from: source)
    } text: {
      $0[keyPath: place]?.settingText
    } check: {
      if let value = $0[keyPath: place] { try setting.checked(value) }
    }
  }

  /// One of several words.
  package init<Value>(
    _ setting: Setting<Value>, _ place: any WritableKeyPath<Owner, Value> & Sendable
  ) where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    self.init(setting) { source, owner in
      owner[keyPath: place] = try source.read(setting)
    } text: {
      .plain($0[keyPath: place].rawValue)
    }
  }

  package init<Value>(
    _ setting: Setting<Value>, _ place: any WritableKeyPath<Owner, Value?> & Sendable
  ) where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    self.init(setting) { source, owner in
      owner[keyPath: place] = try source.read(setting)
    } text: {
      $0[keyPath: place].map { .plain($0.rawValue) }
    }
  }

  /// A path.
  package init(
    path setting: Setting<String>, _ place: any WritableKeyPath<Owner, String?> & Sendable
  ) {
    self.init(setting) { source, owner in
      owner[keyPath: place] = try source.path(setting)
    } text: {
      $0[keyPath: place].map { .text($0) }
    }
  }
}
