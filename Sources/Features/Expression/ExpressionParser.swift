import Rasters

/// Turns the words of an expression into steps of a stack machine, by
/// recursive descent of bounded depth.
struct ExpressionParser {
  static let functions = ["log", "sqrt", "abs", "min", "max"]

  private let tokens: [ExpressionToken]
  private var at = 0
  private var nesting = 0
  private(set) var instructions: [BandExpression.Instruction] = []
  private(set) var symbols: [BandExpression.Symbol] = []

  /// `tokens` must end in `.end`.
  init(_ tokens: [ExpressionToken]) { self.tokens = tokens }

  private var token: ExpressionToken { tokens[at] }

  private mutating func advance() { at = min(at + 1, tokens.count - 1) }

  mutating func parse() throws {
    guard token.kind != .end else {
      throw ExpressionError(column: 1, message: "the expression is empty")
    }
    try sum()
    guard token.kind == .end else { throw unexpected("an operator or the end") }
  }

  private func unexpected(_ wanted: String) -> ExpressionError {
    ExpressionError(column: token.column, message: "expected \(wanted), found \(token.text)")
  }

  /// The binary operator that stands here, if it is one of these.
  private func binary(_ signs: String) -> BandExpression.Binary? {
    guard case .sign(let sign) = token.kind, signs.contains(sign) else { return nil }
    return BandExpression.Binary(rawValue: String(sign))
  }

  private mutating func sum() throws {
    try product()
    while let operation = binary("+-") {
      advance()
      try product()
      instructions.append(.binary(operation))
    }
  }

  private mutating func product() throws {
    try factor()
    while let operation = binary("*/") {
      advance()
      try factor()
      instructions.append(.binary(operation))
    }
  }

  private mutating func factor() throws {
    var negative = false
    while let sign = binary("+-") {
      negative = negative != (sign == .subtract)
      advance()
    }
    try power()
    if negative { instructions.append(.unary(.negate)) }
  }

  /// Before a sign in front of it, and from the right: -2^2 is -4, 2^3^2 is
  /// 512.
  private mutating func power() throws {
    try value()
    guard let operation = binary("^") else { return }
    try nested {
      $0.advance()
      try $0.factor()
    }
    instructions.append(.binary(operation))
  }

  private mutating func value() throws {
    switch token.kind {
    case .number(let number):
      instructions.append(.number(number))
      advance()
    case .name(let name):
      let column = token.column
      advance()
      if token.kind == .sign("(") {
        try call(name, column: column)
      } else {
        instructions.append(.symbol(index(of: name, column: column)))
      }
    case .sign("("):
      try bracketed { try $0.sum() }
    default:
      throw unexpected("a band, a number or '('")
    }
  }

  private mutating func index(of name: String, column: Int) -> Int {
    if let known = symbols.firstIndex(where: { $0.name == name }) { return known }
    symbols.append(BandExpression.Symbol(name: name, column: column))
    return symbols.count - 1
  }

  /// `body` between "(", which stands here, and ")".
  private mutating func bracketed(_ body: (inout Self) throws -> Void) throws {
    try nested {
      $0.advance()
      try body(&$0)
      guard $0.token.kind == .sign(")") else { throw $0.unexpected("an operator or ')'") }
      $0.advance()
    }
  }

  /// `body` a level deeper than what stands here.
  private mutating func nested(_ body: (inout Self) throws -> Void) throws {
    nesting += 1
    guard nesting <= BandExpression.deepestNesting else {
      throw ExpressionError(
        column: token.column,
        message: "nested more than \(BandExpression.deepestNesting) levels deep")
    }
    try body(&self)
    nesting -= 1
  }

  // MARK: functions

  private mutating func call(_ name: String, column: Int) throws {
    if let function = BandExpression.Unary(rawValue: name) {
      try bracketed { try $0.sum() }
      instructions.append(.unary(function))
    } else if let function = BandExpression.Binary(rawValue: name) {
      try bracketed { try $0.operands(of: function) }
    } else {
      throw ExpressionError(
        column: column,
        message: "'\(name)' is not a function"
          + DidYouMean.hint(for: name, among: Self.functions)
          + "; there are \(Self.functions.joined(separator: ", "))")
    }
  }

  /// Two or more sums between commas.
  private mutating func operands(of function: BandExpression.Binary) throws {
    try sum()
    guard token.kind == .sign(",") else {
      throw unexpected("',' (\(function.rawValue) takes two values or more)")
    }
    while token.kind == .sign(",") {
      advance()
      try sum()
      instructions.append(.binary(function))
    }
  }
}
