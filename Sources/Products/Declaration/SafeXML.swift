import Rasters

/// Reads small XML documents and follows nothing: no document type, no
/// entity but XML's own five, no address. Size, depth and counts are bounded.
struct SafeXML {
  struct Element {
    /// Without the namespace prefix.
    var name: String
    var attributes: [String: String] = [:]
    /// All of its own text, as it stands.
    var text = ""
    var children: [Element] = []
  }

  /// Real product metadata have 500 elements in at most ten levels, tile
  /// metadata about 5000.
  private static let mostElements = 200_000
  private static let deepest = 32
  private static let mostAttributes = 64
  private static let longestName = 256

  private let bytes: [UInt8]
  private let shown: String
  private var at = 0
  private var open: [Element] = []
  private var root: Element?
  private var count = 0

  /// The root element of a document; `shown` is how messages name the file.
  static func parse(_ bytes: [UInt8], shown: String) throws -> Element {
    var reader = SafeXML(bytes, shown)
    return try reader.document()
  }

  private init(_ bytes: [UInt8], _ shown: String) {
    self.bytes = bytes
    self.shown = shown
  }

  private mutating func document() throws -> Element {
    try checkText()
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<") { try markup() } else { try characters() }
    }
    if let unclosed = open.last { throw cutOff("<\(unclosed.name)>") }
    guard let root else { throw malformed("no XML element") }
    return root
  }

  private func checkText() throws {
    let controls = bytes.first { $0 < 32 && $0 != 9 && $0 != 10 && $0 != 13 }
    guard controls == nil, String(validating: bytes, as: UTF8.self) != nil else {
      throw Failure("\(shown) is not UTF-8 text: no XML that can be read")
    }
  }

  // MARK: errors

  private func malformed(_ what: String) -> Failure {
    let line = bytes.prefix(at).count { $0 == 10 } + 1
    return Failure("\(shown), line \(line): \(what)")
  }

  private func cutOff(_ what: String) -> Failure {
    Failure("\(shown) ends inside \(what): the file is cut off")
  }

  // MARK: markup

  private mutating func markup() throws {
    if take("<?") { return try skip(to: "?>", "a processing instruction") }
    if take("<!--") { return try skip(to: "-->", "a comment") }
    if take("<![CDATA[") { return try rawText() }
    guard !take("<!") else {
      throw malformed("a document type declaration, which is refused")
    }
    if take("</") { return try close() }
    at += 1
    try begin()
  }

  private func looksAt(_ word: String) -> Bool { bytes[at...].starts(with: word.utf8) }

  private mutating func take(_ word: String) -> Bool {
    guard looksAt(word) else { return false }
    at += word.utf8.count
    return true
  }

  private mutating func skip(to end: String, _ what: String) throws {
    while at < bytes.count {
      if take(end) { return }
      at += 1
    }
    throw cutOff(what)
  }

  private mutating func rawText() throws {
    guard !open.isEmpty else { throw malformed("text outside the root element") }
    let start = at
    try skip(to: "]]>", "a CDATA section")
    open[open.count - 1].text += String(decoding: bytes[start..<(at - 3)], as: UTF8.self)
  }

  private mutating func begin() throws {
    count += 1
    guard count <= Self.mostElements, open.count < Self.deepest else {
      throw malformed(
        "more than \(Self.mostElements) elements or \(Self.deepest) levels, which no "
          + "product's metadata have")
    }
    guard root == nil else { throw malformed("a second root element") }
    var element = Element(name: Self.localPart(try name()))
    while try attribute(of: &element) {}
    if take("/>") { return finish(element) }
    guard take(">") else { throw malformed("the tag <\(element.name)> is not closed by '>'") }
    open.append(element)
  }

  private mutating func close() throws {
    let name = Self.localPart(try name())
    skipSpace()
    guard at < bytes.count else { throw cutOff("</\(name)>") }
    guard take(">"), let element = open.popLast(), element.name == name else {
      throw malformed("</\(name)> closes no such element")
    }
    finish(element)
  }

  private mutating func finish(_ element: Element) {
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }

  // MARK: names and values

  private static func localPart(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 128...:
      true
    default: "_-.:".utf8.contains(byte)
    }
  }

  private mutating func name() throws -> String {
    let text = bytes[at...].prefix(Self.longestName + 1).prefix(while: Self.isNamePart)
    guard !text.isEmpty, text.count <= Self.longestName else {
      throw malformed("a tag without a name that XML allows")
    }
    at = text.endIndex
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func skipSpace() {
    while at < bytes.count, [9, 10, 13, 32].contains(bytes[at]) { at += 1 }
  }

  /// Takes one attribute; false where the tag ends.
  private mutating func attribute(of element: inout Element) throws -> Bool {
    skipSpace()
    guard at < bytes.count else { throw cutOff("the tag <\(element.name)>") }
    if looksAt(">") || looksAt("/>") { return false }
    let key = try name()
    let value = try quoted(key)
    guard element.attributes.updateValue(value, forKey: key) == nil,
      element.attributes.count <= Self.mostAttributes
    else { throw malformed("the attribute '\(key)' of <\(element.name)> is one too many") }
    return true
  }

  private mutating func quoted(_ key: String) throws -> String {
    skipSpace()
    guard take("=") else { throw malformed("the attribute '\(key)' has no value") }
    skipSpace()
    guard at < bytes.count, "\"'".utf8.contains(bytes[at]) else {
      throw malformed("the value of '\(key)' is not in quotation marks")
    }
    let mark = bytes[at]
    let start = at + 1
    guard let end = bytes[start...].firstIndex(of: mark) else { throw cutOff("'\(key)'") }
    guard !bytes[start..<end].contains(UInt8(ascii: "<")) else {
      throw malformed("the value of '\(key)' holds '<'")
    }
    at = end + 1
    return try decoded(bytes[start..<end])
  }

  private mutating func characters() throws {
    let end = bytes[at...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    let text = bytes[at..<end]
    if !open.isEmpty {
      open[open.count - 1].text += try decoded(text)
    } else if !text.allSatisfy({ [9, 10, 13, 32].contains($0) }) {
      throw malformed("text outside the root element: no XML of a product")
    }
    at = end
  }

  // MARK: entities

  private func decoded(_ text: ArraySlice<UInt8>) throws -> String {
    let pieces = text.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    var out = String(decoding: pieces.first ?? [], as: UTF8.self)
    for piece in pieces.dropFirst() {
      guard let end = piece.prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
        throw malformed("'&' does not begin an entity")
      }
      out.unicodeScalars.append(try entity(String(decoding: piece[..<end], as: UTF8.self)))
      out += String(decoding: piece[(end + 1)...], as: UTF8.self)
    }
    return out
  }

  private static let entities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]

  private func entity(_ name: String) throws -> Unicode.Scalar {
    if let known = Self.entities[name] { return known }
    let isHex = name.hasPrefix("#x")
    if name.hasPrefix("#"),
      let code = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10),
      let scalar = Unicode.Scalar(code), code >= 32 || [9, 10, 13].contains(code)
    {
      return scalar
    }
    throw malformed("the entity '&\(name);' is not one of XML's own")
  }
}
