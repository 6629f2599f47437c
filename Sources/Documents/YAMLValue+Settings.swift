package import Foundation
package import Rasters
package import Settings

/// Reads values as their settings allow them; errors call a setting by the last part of its key,
/// which stands in the file.
extension YAMLValue: SettingSource {
  package func read(_ setting: Setting<Int>) throws -> Int {
    guard let value = plainInteger else {
      throw error("\(setting.name.leaf) must be a whole number", about: setting.name)
    }
    return try checked(value, setting)
  }

  package func read(_ setting: Setting<UInt64>) throws -> UInt64 {
    if let value = plainCount { return try checked(value, setting) }
    guard let value = plainInteger else {
      throw error("\(setting.name.leaf) must be a whole number", about: setting.name)
    }
    throw outside("\(value)", setting.name, setting.allowed.text)
  }

  package func read(_ setting: Setting<Double>) throws -> Double {
    try checked(number(setting.name.leaf), setting)
  }

  package func read(_ setting: Setting<Bool>) throws -> Bool { try flag(setting.name.leaf) }

  package func read(_ setting: Setting<String>) throws -> String {
    if let words = setting.allowed.choices { return try choice(setting.name.leaf, of: words) }
    return try checked(string(setting.name.leaf), setting)
  }

  package func read(_ setting: Setting<[String]>) throws -> [String] {
    try checked(strings(setting.name.leaf), setting)
  }

  /// One number, or a list of them.
  package func read(_ setting: Setting<[Int]>) throws -> [Int] {
    let items = isList ? try list(setting.name.leaf) : [self]
    return try checked(
      items.map { item in
        guard let value = item.plainInteger else {
          throw item.error("each of \(setting.name.leaf) must be a whole number")
        }
        return value
      }, setting)
  }

  /// One number, or a list of them.
  package func read(_ setting: Setting<[Double]>) throws -> [Double] {
    let items = isList ? try list(setting.name.leaf) : [self]
    return try checked(items.map { try $0.number("each of \(setting.name.leaf)") }, setting)
  }

  /// One of the cases of an enumeration.
  package func read<Value>(_ setting: Setting<Value>) throws -> Value
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    let word = try choice(setting.name.leaf, of: words)
    guard let value = Value(rawValue: word) else {
      throw outside(word, setting.name, setting.allowed.text)
    }
    return value
  }

  package func read<Value>(
    _ setting: Setting<Value>, by grammar: (String) throws -> Value
  ) throws -> Value {
    let text = try string(setting.name.leaf)
    do { return try grammar(text) } catch let failure as Failure { throw error(failure) }
  }

  /// A path that begins at the folder of the file.
  package func path(_ setting: Setting<String>) throws -> String {
    try path(setting.name.leaf)
  }

  /// A path that begins at the folder of the file.
  package func path(_ what: String) throws -> String {
    let path = try string(what)
    return path.hasPrefix("/") ? path : folder.appendingPathComponent(path).path
  }

  /// The folder of the file.
  package var folder: URL { URL(fileURLWithPath: file).deletingLastPathComponent() }

  /// The value itself where the setting allows it.
  package func checked<Value>(_ value: Value, _ setting: Setting<Value>) throws -> Value {
    guard setting.allowed.holds(value) else {
      throw outside(setting.text(of: value), setting.name, setting.allowed.text)
    }
    return value
  }

  private func outside(_ found: String, _ name: SettingName, _ allowed: String) -> DocumentError {
    var out = error("\(name.leaf) is \(found), must be \(allowed)", about: name)
    (out.code, out.found, out.allowed) = (.outOfRange, found, allowed)
    return out
  }

  private func error(_ message: String, about name: SettingName) -> DocumentError {
    var out = error(message)
    out.key = name.key
    return out
  }

  /// What the library says of a value, at its place in the file.
  package func error(_ failure: any FaciesError) -> DocumentError {
    var out = error(failure.description)
    out.code = failure.code == .failed || failure.code == .badRequest ? .document : failure.code
    (out.key, out.found, out.allowed) = (failure.key, failure.found, failure.allowed)
    return out
  }
}
