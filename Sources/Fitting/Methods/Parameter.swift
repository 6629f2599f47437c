import Rasters

/// One setting of a method as people write it: declared once, it is checked
/// in scene files, listed by `facies methods` and stored in models.
package struct Parameter: Sendable {
  package enum Kind: Sendable, Equatable {
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case choice([String])
    case flag
    /// A list of whole numbers, such as the widths of layers.
    case integers(ClosedRange<Int>)
    /// A list of names out of many.
    case names([String])
  }

  package let name: String
  package let kind: Kind
  package let standard: ParameterValue
  package let help: String

  package init(_ name: String, _ kind: Kind, default standard: ParameterValue, _ help: String) {
    self.name = name
    self.kind = kind
    self.standard = standard
    self.help = help
  }

  /// What is wrong with a value, as the end of a sentence; nil if nothing.
  package func problem(with value: ParameterValue) -> String? {
    switch (kind, value) {
    case (.integer(let range), .integer(let number)):
      range.contains(number) ? nil : "must be from \(range.lowerBound) to \(range.upperBound)"
    case (.number(let range), .number), (.number(let range), .integer):
      value.number.map(range.contains) == true
        ? nil : "must be from \(range.lowerBound) to \(range.upperBound)"
    case (.choice(let words), .text(let word)):
      words.contains(word)
        ? nil
        : "must be one of \(words.joined(separator: ", "))"
    case (.flag, .flag): nil
    case (.integers(let range), .integers(let list)):
      list.allSatisfy(range.contains)
        ? nil : "must hold numbers from \(range.lowerBound) to \(range.upperBound)"
    case (.names(let allowed), .texts(let list)): Self.problem(with: list, among: allowed)
    case (.integer, _): "must be a whole number"
    case (.number, _): "must be a number"
    case (.choice(let words), _): "must be one of \(words.joined(separator: ", "))"
    case (.flag, _): "must be true or false"
    case (.integers, _): "must be a list of whole numbers, such as [64, 32, 4]"
    case (.names(let allowed), _): "must be a list of names, such as [\(allowed.first ?? "")]"
    }
  }

  private static func problem(with list: [String], among allowed: [String]) -> String? {
    if list.isEmpty { return "must name one at least" }
    return list.first { !allowed.contains($0) }.map {
      "holds '\($0)', which there is not" + DidYouMean.hint(for: $0, among: allowed)
    }
  }
}

/// A parameter's value.
public enum ParameterValue: Sendable, Equatable, Codable {
  case integer(Int)
  case number(Double)
  case text(String)
  case flag(Bool)
  case integers([Int])
  case texts([String])

  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  public init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([Int].self) {
      self = .integers(value)
    } else if let value = try? container.decode([String].self) {
      self = .texts(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .integers(let value): try container.encode(value)
    case .texts(let value): try container.encode(value)
    }
  }
}

extension ParameterValue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .flag(let value): "\(value)"
    case .integers(let value): "[" + value.map(String.init).joined(separator: ", ") + "]"
    case .texts(let value): "[" + value.joined(separator: ", ") + "]"
    }
  }
}

/// The settings of one method: what was given, and defaults for the rest.
package struct Parameters: Sendable, Equatable {
  package private(set) var values: [String: ParameterValue]

  /// `given` must have been checked against `declared`.
  package init(_ declared: [Parameter], given: [String: ParameterValue] = [:]) {
    values = Dictionary(uniqueKeysWithValues: declared.map { ($0.name, $0.standard) })
      .merging(given) { _, new in new }
  }

  /// Parameters from values that nobody has checked yet, found in `file`.
  package init(
    _ declared: [Parameter], checking given: [String: ParameterValue], of file: String
  ) throws {
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let parameter = declared.first(where: { $0.name == name }) else {
        throw Failure("the model '\(file)' sets '\(name)', which this program does not know")
      }
      if let problem = parameter.problem(with: value) {
        throw Failure("in the model '\(file)', \(name) is \(value): \(problem)")
      }
    }
    self.init(declared, given: given)
  }

  package func integer(_ name: String) -> Int {
    if case .integer(let value)? = values[name] { return value }
    return values[name]?.number.map { Int($0) } ?? 0
  }

  package func number(_ name: String) -> Double { values[name]?.number ?? 0 }

  package func text(_ name: String) -> String {
    if case .text(let value)? = values[name] { return value }
    return ""
  }

  package func flag(_ name: String) -> Bool { values[name] == .flag(true) }

  package func integers(_ name: String) -> [Int] {
    if case .integers(let value)? = values[name] { return value }
    return []
  }

  package func texts(_ name: String) -> [String] {
    if case .texts(let value)? = values[name] { return value }
    return []
  }
}
