import Rasters

/// A piece of a page. What is written out in an interpolated literal is
/// taken as it stands; every text that is put into it is escaped, so that no
/// name from outside can become markup:
///
///     let cell: HTML = "<td title=\"\(name)\">\(name)</td>"
package struct HTML: Equatable, ExpressibleByStringInterpolation {
  package private(set) var source: String

  package init(stringLiteral value: String) { source = value }
  package init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

  /// Escaped text.
  package init(text: String) { source = MarkupText.html(text) }

  static let none: HTML = ""

  package static func + (a: HTML, b: HTML) -> HTML { "\(a)\(b)" }

  package struct StringInterpolation: StringInterpolationProtocol {
    var source = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { source += literal }
    package mutating func appendInterpolation(_ text: String) { source += MarkupText.html(text) }
    package mutating func appendInterpolation(_ number: Int) { source += "\(number)" }
    package mutating func appendInterpolation(_ piece: HTML) { source += piece.source }
    package mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { source += piece.source }
    }
  }
}
