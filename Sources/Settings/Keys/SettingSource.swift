/// What values of settings are read from: a place in a file, or a text that was typed.
package protocol SettingSource {
  func read(_ setting: Setting<Int>) throws -> Int
  func read(_ setting: Setting<UInt64>) throws -> UInt64
  func read(_ setting: Setting<Double>) throws -> Double
  func read(_ setting: Setting<Bool>) throws -> Bool
  func read(_ setting: Setting<String>) throws -> String
  func read(_ setting: Setting<[String]>) throws -> [String]
  func read(_ setting: Setting<[Int]>) throws -> [Int]
  func read(_ setting: Setting<[Double]>) throws -> [Double]
  func read<Value>(_ setting: Setting<Value>) throws -> Value
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String
  /// A value with a grammar of its own.
  func read<Value>(
    _ setting: Setting<Value>, by grammar: (String) throws -> Value
  ) throws -> Value
  /// A path, which begins at the folder of the file that it stands in.
  func path(_ setting: Setting<String>) throws -> String
}
