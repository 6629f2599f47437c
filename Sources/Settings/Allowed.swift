/// Which values a setting takes, to check them and to say it.
public struct Allowed<Value: Sendable>: Sendable {
  /// "whole number", "number", "word", "true or false", "text" or "list".
  public let type: String
  /// After "must be": "from 8 to 4096".
  public let text: String
  /// The least and the largest number, for forms that people fill in.
  public let bounds: ClosedRange<Double>?
  /// The words among which one is chosen.
  public let choices: [String]?
  /// Whether the range is worth saying in `--help`: not where any text or path will do.
  public let isListed: Bool
  /// Whether a value is allowed.
  public let holds: @Sendable (Value) -> Bool

  init(
    type: String, text: String, bounds: ClosedRange<Double>? = nil,
    choices: [String]? = nil, isListed: Bool = true, holds: @escaping @Sendable (Value) -> Bool
  ) {
    self.type = type
    self.text = text
    self.bounds = bounds
    self.choices = choices
    self.isListed = isListed
    self.holds = holds
  }
}

extension Allowed where Value == Int {
  /// Whole numbers of a range.
  public static func from(_ range: ClosedRange<Int>) -> Allowed {
    Allowed(
      type: "whole number", text: "from \(range.lowerBound) to \(range.upperBound)",
      bounds: Double(range.lowerBound)...Double(range.upperBound), holds: range.contains)
  }

  /// Odd numbers of a range.
  public static func odd(_ range: ClosedRange<Int>) -> Allowed {
    Allowed(
      type: "whole number", text: "an odd number from \(range.lowerBound) to \(range.upperBound)",
      bounds: Double(range.lowerBound)...Double(range.upperBound)
    ) { range.contains($0) && $0 % 2 == 1 }
  }

  /// Whole numbers that are at least this.
  public static func atLeast(_ least: Int) -> Allowed {
    Allowed(type: "whole number", text: "at least \(least)", bounds: Double(least)...(.infinity)) {
      $0 >= least
    }
  }
}

extension Allowed where Value == UInt64 {
  /// Any seed.
  public static var seed: Allowed {
    Allowed(
      type: "whole number", text: "at least 0", bounds: 0...(.infinity), isListed: false
    ) { _ in true }
  }
}

extension Allowed where Value == Double {
  /// Numbers of a range, both ends included.
  public static func from(_ range: ClosedRange<Double>) -> Allowed {
    Allowed(
      type: "number",
      text: "from \(NumberText.plain(range.lowerBound)) to \(NumberText.plain(range.upperBound))",
      bounds: range, holds: range.contains)
  }

  /// Finite numbers above a bound.
  public static func above(_ bound: Double) -> Allowed {
    Allowed(type: "number", text: "above \(NumberText.plain(bound))", bounds: bound...(.infinity)) {
      $0 > bound && $0.isFinite
    }
  }

  /// Numbers above a bound and at most another.
  public static func above(_ bound: Double, upTo most: Double) -> Allowed {
    Allowed(
      type: "number",
      text: "above \(NumberText.plain(bound)) and at most \(NumberText.plain(most))",
      bounds: bound...most
    ) { $0 > bound && $0 <= most }
  }
}

extension Allowed where Value == [String] {
  /// Names with commas between them, or a list in a file.
  public static var names: Allowed {
    Allowed(type: "list", text: "a list of names", isListed: false) { !$0.contains("") }
  }

  /// As many names as in the range.
  public static func names(_ count: ClosedRange<Int>) -> Allowed {
    Allowed(
      type: "list",
      text: count.count == 1
        ? "\(count.lowerBound) names" : "from \(count.lowerBound) to \(count.upperBound) names"
    ) { count.contains($0.count) && !$0.contains("") }
  }
}

extension Allowed where Value == Bool {
  /// True or false.
  public static var flag: Allowed {
    Allowed(type: "true or false", text: "true or false", isListed: false) { _ in true }
  }
}

extension Allowed where Value == String {
  /// A text, a name or a path that is not empty.
  public static var text: Allowed {
    Allowed(type: "text", text: "a text that is not empty", isListed: false) { !$0.isEmpty }
  }

  /// Any text, also none.
  public static var anyText: Allowed {
    Allowed(type: "text", text: "a text", isListed: false) { _ in true }
  }

  /// One of some words.
  public static func words(_ words: [String]) -> Allowed {
    Allowed(
      type: "word", text: "one of \(words.joined(separator: ", "))", choices: words,
      holds: words.contains)
  }
}

extension Allowed where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// The cases of an enumeration.
  public static var cases: Allowed {
    let words = Value.allCases.map(\.rawValue)
    return Allowed(
      type: "word", text: "one of \(words.joined(separator: ", "))", choices: words
    ) { _ in true }
  }
}

extension Allowed {
  /// What has a grammar of its own, said in words after "must be": "such as 2-of-3".
  ///
  /// - Parameter isListed: whether `--help` says it beside the meaning.
  public static func described(
    _ text: String, type: String = "text", isListed: Bool = false,
    holds: @escaping @Sendable (Value) -> Bool = { _ in true }
  ) -> Allowed {
    Allowed(type: type, text: text, isListed: isListed, holds: holds)
  }
}
