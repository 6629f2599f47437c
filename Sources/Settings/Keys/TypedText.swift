import Rasters

/// A value that was typed after an option.
struct TypedText: SettingSource {
  let text: String

  private func number<Value>(
    _ number: Value?, _ setting: Setting<Value>
  ) throws -> Value {
    guard let number else { throw refused(setting) }
    return try setting.checked(number)
  }

  private func refused<Value>(_ setting: Setting<Value>) -> Failure {
    .outOfRange(setting.name, found: "'\(text)'", allowed: setting.allowed.text)
  }

  private var words: [String] { text.split(separator: ",").map(String.init) }

  func read(_ setting: Setting<Int>) throws -> Int { try number(Int(text), setting) }
  func read(_ setting: Setting<UInt64>) throws -> UInt64 { try number(UInt64(text), setting) }
  func read(_ setting: Setting<Double>) throws -> Double { try number(Double(text), setting) }
  func read(_ setting: Setting<Bool>) throws -> Bool { try number(Bool(text), setting) }

  func read(_ setting: Setting<String>) throws -> String {
    guard let words = setting.allowed.choices, !words.contains(text) else {
      return try setting.checked(text)
    }
    throw Failure.unknownName(setting.name, found: text, known: words)
  }

  /// Names with commas between them.
  func read(_ setting: Setting<[String]>) throws -> [String] { try setting.checked(words) }

  func read(_ setting: Setting<[Int]>) throws -> [Int] {
    try setting.checked(
      words.map {
        guard let number = Int($0) else { throw refused(setting) }
        return number
      })
  }

  func read(_ setting: Setting<[Double]>) throws -> [Double] {
    try setting.checked(
      words.map {
        guard let number = Double($0) else { throw refused(setting) }
        return number
      })
  }

  func read<Value>(_ setting: Setting<Value>) throws -> Value
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    try setting.read(text)
  }

  func read<Value>(
    _ setting: Setting<Value>, by grammar: (String) throws -> Value
  ) throws -> Value { try grammar(text) }

  /// Begins where the command was called.
  func path(_ setting: Setting<String>) throws -> String { text }
}
