/// A recursive descent through the grammar of RFC 8259.
struct StrictJSONParser {
  private let bytes: [UInt8]
  private let limits: StrictJSON.Limits
  private var position = 0
  private var values = 0
  private var depth = 0

  init(_ bytes: [UInt8], limits: StrictJSON.Limits) throws(StrictJSONProblem) {
    self.bytes = bytes
    self.limits = limits
    if let fault = Self.invalidUTF8(bytes) { throw problem(.notUTF8, at: fault) }
  }

  mutating func document() throws(StrictJSONProblem) -> StrictJSON {
    skipSpace()
    guard position < bytes.count else { throw problem(.empty) }
    let value = try value()
    skipSpace()
    if position < bytes.count { throw problem(.trailing(bytes[position])) }
    return value
  }

  private static func invalidUTF8(_ bytes: [UInt8]) -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}

// MARK: - Values

extension StrictJSONParser {
  private mutating func value() throws(StrictJSONProblem) -> StrictJSON {
    try countValue()
    switch try peek() {
    case UInt8(ascii: "{"):
      return try nested { parser throws(StrictJSONProblem) in try parser.object() }
    case UInt8(ascii: "["):
      return try nested { parser throws(StrictJSONProblem) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case let byte: throw problem(.unexpected(byte, wanted: "a value"))
    }
  }

  private mutating func countValue() throws(StrictJSONProblem) {
    values += 1
    if values > limits.values { throw problem(.tooManyValues(limits.values)) }
  }

  private mutating func nested(
    _ body: (inout Self) throws(StrictJSONProblem) -> StrictJSON
  ) throws(StrictJSONProblem) -> StrictJSON {
    if depth >= limits.depth { throw problem(.tooDeep(limits.depth)) }
    depth += 1
    position += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  /// After "{".
  private mutating func object() throws(StrictJSONProblem) -> StrictJSON {
    var members: [StrictJSON.Member] = []
    var keys: Set<String> = []
    if try closes(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipSpace()
      let start = position
      try countValue()
      try expect(UInt8(ascii: "\""), "a key in quotes", consume: false)
      let key = try string()
      if !keys.insert(key).inserted { throw problem(.duplicateKey(key), at: start) }
      skipSpace()
      try expect(UInt8(ascii: ":"), "':'")
      skipSpace()
      members.append(.init(key: key, value: try value()))
    } while try goesOn(until: UInt8(ascii: "}"), "',' or '}'")
    return .object(members)
  }

  /// After "[".
  private mutating func array() throws(StrictJSONProblem) -> StrictJSON {
    var items: [StrictJSON] = []
    if try closes(UInt8(ascii: "]")) { return .array([]) }
    repeat {
      skipSpace()
      items.append(try value())
    } while try goesOn(until: UInt8(ascii: "]"), "',' or ']'")
    return .array(items)
  }

  private mutating func word(
    _ word: String, _ value: StrictJSON
  ) throws(StrictJSONProblem) -> StrictJSON {
    for byte in word.utf8 { try expect(byte, "'\(word)'") }
    return value
  }

  private mutating func number() throws(StrictJSONProblem) -> StrictJSON {
    let start = position
    let isWhole = try skipNumber()
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw problem(.numberTooLarge, at: start)
    }
    return .number(value)
  }

  /// Passes over a number; whether it had neither fraction nor exponent.
  private mutating func skipNumber() throws(StrictJSONProblem) -> Bool {
    let start = position
    skip(UInt8(ascii: "-"))
    let hasZero = skip(UInt8(ascii: "0"))
    let digits = skipDigits()
    guard hasZero ? digits == 0 : digits > 0 else { throw problem(.badNumber, at: start) }
    var isWhole = true
    if skip(UInt8(ascii: ".")) {
      isWhole = false
      if skipDigits() == 0 { throw problem(.badNumber, at: start) }
    }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      isWhole = false
      if !skip(UInt8(ascii: "+")) { skip(UInt8(ascii: "-")) }
      if skipDigits() == 0 { throw problem(.badNumber, at: start) }
    }
    return isWhole
  }
}

// MARK: - Strings

extension StrictJSONParser {
  /// At the opening quote.
  private mutating func string() throws(StrictJSONProblem) -> String {
    position += 1
    var out: [UInt8] = []
    while true {
      let start = position
      while position < bytes.count, Self.isPlain(bytes[position]) { position += 1 }
      out += bytes[start..<position]
      switch try peek() {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: out, as: UTF8.self)
      case UInt8(ascii: "\\"):
        out += try escape().utf8
      case let byte: throw problem(.controlCharacter(byte))
      }
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// At the backslash.
  private mutating func escape() throws(StrictJSONProblem) -> String {
    let start = position
    position += 1
    let letter = try peek()
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(Unicode.Scalar(letter))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return String(try scalar(from: start))
    default: throw problem(.badEscape, at: start)
    }
  }

  /// After "\u", at the digits: one scalar, of one escape or of a pair.
  private mutating func scalar(from start: Int) throws(StrictJSONProblem) -> Unicode.Scalar {
    let first = try codeUnit(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xdc00, skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else {
      throw problem(.loneSurrogate, at: start)
    }
    let second = try codeUnit(from: start)
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw problem(.loneSurrogate, at: start) }
    return scalar
  }

  /// Four hexadecimal digits.
  private mutating func codeUnit(from start: Int) throws(StrictJSONProblem) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
        throw problem(.badEscape, at: start)
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}

// MARK: - Bytes

extension StrictJSONParser {
  private func peek() throws(StrictJSONProblem) -> UInt8 {
    guard position < bytes.count else { throw problem(.endsEarly) }
    return bytes[position]
  }

  private mutating func expect(
    _ byte: UInt8, _ wanted: String, consume: Bool = true
  ) throws(StrictJSONProblem) {
    let found = try peek()
    guard found == byte else { throw problem(.unexpected(found, wanted: wanted)) }
    if consume { position += 1 }
  }

  /// Whether an object or array ends before it has begun.
  private mutating func closes(_ byte: UInt8) throws(StrictJSONProblem) -> Bool {
    skipSpace()
    guard try peek() == byte else { return false }
    position += 1
    return true
  }

  /// After a member: true for a comma, false for the end.
  private mutating func goesOn(
    until end: UInt8, _ wanted: String
  ) throws(StrictJSONProblem) -> Bool {
    skipSpace()
    if skip(UInt8(ascii: ",")) { return true }
    try expect(end, wanted)
    return false
  }

  @discardableResult
  private mutating func skip(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    return position - start
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0a, 0x0d: position += 1
      default: return
      }
    }
  }

  private func problem(_ kind: StrictJSONProblem.Kind, at place: Int? = nil) -> StrictJSONProblem {
    let offset = min(place ?? position, bytes.count)
    let before = bytes[..<offset]
    let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return StrictJSONProblem(
      kind: kind, offset: offset, line: line, column: offset - lineStart + 1)
  }
}
