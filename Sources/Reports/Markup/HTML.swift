/// A piece of a page. What is written out in an interpolated literal is
/// taken as it stands; every text that is put into it is escaped, so that no
/// name from outside can become markup:
///
///     let cell: HTML = "<td title=\"\(name)\">\(name)</td>"
struct HTML: Equatable, ExpressibleByStringInterpolation {
  private(set) var source: String

  init(stringLiteral value: String) { source = value }
  init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

  /// Escaped text.
  init(text: String) { source = HTMLText.escaped(text) }

  static let none: HTML = ""

  static func + (a: HTML, b: HTML) -> HTML { "\(a)\(b)" }

  struct StringInterpolation: StringInterpolationProtocol {
    var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) { source += HTMLText.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { source += "\(number)" }
    mutating func appendInterpolation(_ piece: HTML) { source += piece.source }
    mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { source += piece.source }
    }
  }
}
