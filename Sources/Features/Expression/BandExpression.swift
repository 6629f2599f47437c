/// A formula in band names: `(swir1 + nir) / red`.
///
///     sum     = product { ("+" | "-") product }
///     product = factor { ("*" | "/") factor }
///     factor  = { "-" | "+" } value [ ("^" | "**") factor ]
///     value   = number | name | call | "(" sum ")"
///     call    = ("log" | "sqrt" | "abs") "(" sum ")"
///             | ("min" | "max") "(" sum "," sum { "," sum } ")"
///
/// `log` is the natural logarithm. A division by zero, a logarithm of what is
/// not positive, a root of what is negative and a power that is no real number
/// have no value, and neither has anything made from them.
public struct BandExpression: Sendable, Equatable {
  /// What an expression may not exceed.
  package static let mostCharacters = 1000
  package static let deepestNesting = 32

  /// A band's name and where it first stands.
  package struct Symbol: Sendable, Equatable {
    package let name: String
    package let column: Int
  }

  /// One step of a stack machine.
  enum Instruction: Sendable, Equatable {
    case number(Float)
    /// Pushes the value of a symbol, by its index.
    case symbol(Int)
    case unary(Unary)
    case binary(Binary)
  }

  enum Unary: String, Sendable, CaseIterable {
    case negate = "-"
    case log, sqrt, abs
  }

  enum Binary: String, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
    case min, max
  }

  package let text: String
  /// In the order in which they first stand.
  package let symbols: [Symbol]
  let instructions: [Instruction]
  /// The most values that lie on the stack at once.
  let depth: Int

  public init(_ text: String) throws {
    let count = text.count
    guard count <= Self.mostCharacters else {
      throw ExpressionError(
        column: Self.mostCharacters + 1,
        message: "\(count) characters is too long (at most \(Self.mostCharacters))")
    }
    var parser = ExpressionParser(try ExpressionLexer.tokens(text))
    try parser.parse()
    self.text = text
    symbols = parser.symbols
    instructions = parser.instructions
    depth = Self.depth(of: parser.instructions)
  }

  /// A band as it is, whatever its name looks like.
  init(band name: String) {
    text = name
    symbols = [Symbol(name: name, column: 1)]
    instructions = [.symbol(0)]
    depth = 1
  }

  /// The text with other names for its bands. Only for formulas whose names
  /// are plain words.
  func text(naming name: (String) -> String) throws -> String {
    let words = Dictionary(uniqueKeysWithValues: symbols.map { ($0.name, name($0.name)) })
    var out = ""
    var word = ""
    for character in text + " " {
      if character.isLetter || character.isNumber || "_.".contains(character) {
        word.append(character)
      } else {
        out += words[word].map(Self.quoted) ?? word
        word = ""
        out.append(character)
      }
    }
    return String(out.dropLast())
  }

  /// A name as an expression takes it.
  private static func quoted(_ name: String) -> String {
    name.allSatisfy { $0.isLetter || $0.isNumber || "_.".contains($0) } ? name : "'\(name)'"
  }

  private static func depth(of instructions: [Instruction]) -> Int {
    var height = 0
    return instructions.reduce(0) { deepest, instruction in
      switch instruction {
      case .number, .symbol: height += 1
      case .unary: break
      case .binary: height -= 1
      }
      return max(deepest, height)
    }
  }
}
