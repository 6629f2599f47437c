/// A type of values that are read and written alike wherever they stand.
package protocol SettingValue: Sendable {
  static func read(_ setting: Setting<Self>, from source: any SettingSource) throws -> Self
  var settingText: SettingText { get }
  /// How a command reads it.
  static var form: OptionForm { get }
}

extension Int: SettingValue {
  package static func read(_ setting: Setting<Int>, from source: any SettingSource) throws -> Int {
    try source.read(setting)
  }
  package var settingText: SettingText { .plain("\(self)") }
  package static var form: OptionForm { .integer }
}

extension UInt64: SettingValue {
  package static func read(
    _ setting: Setting<UInt64>, from source: any SettingSource
  ) throws -> UInt64 { try source.read(setting) }
  package var settingText: SettingText { .plain("\(self)") }
  package static var form: OptionForm { .seed }
}

extension Double: SettingValue {
  package static func read(
    _ setting: Setting<Double>, from source: any SettingSource
  ) throws -> Double { try source.read(setting) }
  package var settingText: SettingText { .plain("\(self)") }
  package static var form: OptionForm { .number }
}

extension Bool: SettingValue {
  package static func read(
    _ setting: Setting<Bool>, from source: any SettingSource
  ) throws -> Bool { try source.read(setting) }
  package var settingText: SettingText { .plain("\(self)") }
  package static var form: OptionForm { .flag }
}

extension String: SettingValue {
  package static func read(
    _ setting: Setting<String>, from source: any SettingSource
  ) throws -> String { try source.read(setting) }
  package var settingText: SettingText { .text(self) }
  package static var form: OptionForm { .text }
}

extension Array: SettingValue where Element: SettingItem {
  package static func read(
    _ setting: Setting<[Element]>, from source: any SettingSource
  ) throws -> [Element] { try Element.list(setting, from: source) }
  package var settingText: SettingText { Element.text(self) }
  package static var form: OptionForm { .text }
}

/// What lists of values hold.
package protocol SettingItem: Sendable {
  static func list(_ setting: Setting<[Self]>, from source: any SettingSource) throws -> [Self]
  static func text(_ list: [Self]) -> SettingText
}

extension String: SettingItem {
  package static func list(
    _ setting: Setting<[String]>, from source: any SettingSource
  ) throws -> [String] { try source.read(setting) }
  package static func text(_ list: [String]) -> SettingText { .texts(list) }
}

extension Int: SettingItem {
  package static func list(
    _ setting: Setting<[Int]>, from source: any SettingSource
  ) throws -> [Int] { try source.read(setting) }
  package static func text(_ list: [Int]) -> SettingText { .numbers(list.map { "\($0)" }) }
}

extension Double: SettingItem {
  package static func list(
    _ setting: Setting<[Double]>, from source: any SettingSource
  ) throws -> [Double] { try source.read(setting) }
  package static func text(_ list: [Double]) -> SettingText { .numbers(list.map { "\($0)" }) }
}
