import ArgumentParser
import FaciesKit

/// What declares its options itself.
protocol OptionOwner: SendableMetatype {
  static var options: [SettingOption<Self>] { get }
}

extension Scene: OptionOwner {}
extension Survey: OptionOwner {}

/// Options that are made from the keys of a scene or survey file: a key that is declared with an
/// option needs no line here.
///
/// ArgumentParser finds options by reflection, so that this type shows it one child per setting.
struct DeclaredOptions<Owner: OptionOwner>: ParsableArguments, CustomReflectable {
  /// What was typed, by option.
  private var typed: [String: String] = [:]

  init() {}

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Name.self)
    for option in Owner.options {
      let name = Name(option)
      typed[name.stringValue] =
        switch option.form {
        case .integer: try Self.text(Option<Int?>.self, values, name)
        case .seed: try Self.text(Option<UInt64?>.self, values, name)
        case .number: try Self.text(Option<Double?>.self, values, name)
        case .text: try values.decode(Option<String?>.self, forKey: name).wrappedValue
        case .flag: try values.decode(Flag<Bool>.self, forKey: name).wrappedValue ? "true" : nil
        }
    }
  }

  private static func text<Value: Decodable>(
    _ type: Option<Value?>.Type, _ values: KeyedDecodingContainer<Name>, _ name: Name
  ) throws -> String? { try values.decode(type, forKey: name).wrappedValue.map { "\($0)" } }

  var customMirror: Mirror {
    Mirror(self, children: Owner.options.map { (Name($0).stringValue, Self.definition($0)) })
  }

  private static func definition(_ option: SettingOption<Owner>) -> Any {
    let name = NameSpecification.customLong(Name(option).stringValue)
    let help = ArgumentHelp(stringLiteral: option.help)
    return switch option.form {
    case .integer: Option<Int?>(name: name, help: help)
    case .seed: Option<UInt64?>(name: name, help: help)
    case .number: Option<Double?>(name: name, help: help)
    case .text: Option<String?>(name: name, help: help)
    case .flag: Flag<Bool>(wrappedValue: false, name: name, help: help)
    }
  }

  /// Those that are given.
  var given: [SettingName] {
    Owner.options.map(\.name).filter { typed[$0.option ?? $0.key] != nil }
  }

  func apply(to owner: inout Owner) throws {
    for option in Owner.options {
      if let text = typed[Name(option).stringValue] { try option.apply(text, to: &owner) }
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ option: SettingOption<Owner>) { stringValue = option.name.option ?? option.name.key }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
