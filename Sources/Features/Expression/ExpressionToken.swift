import Foundation

/// A word of an expression and where it begins.
struct ExpressionToken: Equatable {
  enum Kind: Equatable {
    case number(Float)
    /// A band, or a function where a bracket follows.
    case name(String)
    /// One of `+ - * / ^ ( ) ,`; `**` is `^`.
    case sign(Character)
    case end
  }

  var kind: Kind
  /// From 1, in characters.
  var column: Int

  /// As errors quote it.
  var text: String {
    switch kind {
    case .number(let value): "\(value)"
    case .name(let name): "'\(name)'"
    case .sign(let sign): "'\(sign)'"
    case .end: "the end"
    }
  }
}

/// Cuts an expression into words.
///
/// Names and numbers are runs of letters, digits, dots and underscores; what
/// begins like a number and is none ("560nm") is a name. Any other name is
/// put between single quotes: `'swir2-2165'`.
struct ExpressionLexer {
  static let signs: Set<Character> = ["+", "-", "*", "/", "^", "(", ")", ","]

  private let characters: [Character]
  private var at = 0

  private init(_ text: String) { characters = Array(text) }

  static func tokens(_ text: String) throws -> [ExpressionToken] {
    var lexer = ExpressionLexer(text)
    var tokens: [ExpressionToken] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens + [ExpressionToken(kind: .end, column: lexer.characters.count + 1)]
  }

  private mutating func next() throws -> ExpressionToken? {
    while at < characters.count, characters[at].isWhitespace { at += 1 }
    guard at < characters.count else { return nil }
    let column = at + 1
    let first = characters[at]
    if Self.signs.contains(first) {
      at += 1
      if first == "*", at < characters.count, characters[at] == "*" {
        at += 1
        return ExpressionToken(kind: .sign("^"), column: column)
      }
      return ExpressionToken(kind: .sign(first), column: column)
    }
    if first == "'" { return ExpressionToken(kind: .name(try quoted()), column: column) }
    guard Self.isWord(first) else {
      throw ExpressionError(column: column, message: "'\(first)' means nothing here")
    }
    return ExpressionToken(kind: try word(column), column: column)
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "."
  }

  private mutating func quoted() throws -> String {
    let start = at + 1
    guard let end = characters[start...].firstIndex(of: "'") else {
      throw ExpressionError(column: at + 1, message: "the quote is not closed")
    }
    at = end + 1
    guard end > start else {
      throw ExpressionError(column: start, message: "the name between the quotes is empty")
    }
    return String(characters[start..<end])
  }

  private mutating func word(_ column: Int) throws -> ExpressionToken.Kind {
    let start = at
    skipWord()
    if endsInExponent(from: start) {
      at += 1
      skipWord()
    }
    let text = String(characters[start..<at])
    guard Self.looksNumeric(text) else { return .name(text) }
    guard let value = Float(text), value.isFinite else {
      throw ExpressionError(column: column, message: "'\(text)' is not a number")
    }
    return .number(value)
  }

  private mutating func skipWord() {
    while at < characters.count, Self.isWord(characters[at]) { at += 1 }
  }

  /// "1e" before "-5".
  private func endsInExponent(from start: Int) -> Bool {
    guard at + 1 < characters.count, "+-".contains(characters[at]),
      Self.isDigit(characters[at + 1]), let last = characters[start..<at].last,
      "eE".contains(last), at - start > 1
    else { return false }
    return characters[start..<at - 1].allSatisfy { Self.isDigit($0) || $0 == "." }
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// Digits, one dot or more, one exponent: not "560nm", "nan" or "0x10".
  private static func looksNumeric(_ text: String) -> Bool {
    guard let first = text.first, isDigit(first) || first == "." else { return false }
    return text.allSatisfy { isDigit($0) || ".eE+-".contains($0) }
  }
}
