public import Rasters

/// What a command reads after an option.
public enum OptionForm: Sendable {
  case integer
  /// A whole number from 0.
  case seed
  case number
  case text
  /// Nothing: the option itself says yes.
  case flag
}

/// An option of a command that changes an owner, such as a scene: the command makes it from the
/// declaration of the setting.
public struct SettingOption<Owner>: Sendable {
  public let name: SettingName
  /// What `--help` says.
  public let help: String
  public let form: OptionForm
  let read: @Sendable (any SettingSource, inout Owner) throws -> Void

  package init<Value>(
    _ setting: Setting<Value>, _ form: OptionForm,
    _ read: @escaping @Sendable (any SettingSource, inout Owner) throws -> Void
  ) {
    name = setting.name
    help = setting.help
    self.form = form
    self.read = read
  }

  private init(
    as other: (name: SettingName, help: String, form: OptionForm),
    _ read: @escaping @Sendable (any SettingSource, inout Owner) throws -> Void
  ) {
    (name, help, form) = other
    self.read = read
  }

  /// The option of what the owner belongs to.
  package func within<Outer>(
    _ place: any WritableKeyPath<Outer, Owner> & Sendable
  ) -> SettingOption<Outer> {
    let read = read
    return SettingOption<Outer>(as: (name, help, form)) { try read($0, &$1[keyPath: place]) }
  }

  /// Changes the owner as was typed.
  ///
  /// - Throws: ``Failure``, which names the setting.
  public func apply(_ text: String, to owner: inout Owner) throws {
    try read(TypedText(text: text), &owner)
  }
}
