/// A line of text with places to fill in, such as "{map}: {units} units".
/// "{{" and "}}" stand for the braces themselves.
package struct TextTemplate: Hashable, Sendable {
  /// What a template can tell.
  package enum Place: String, CaseIterable, Sendable {
    /// The name of the map.
    case map
    /// The name of the scene it was made of.
    case scene
    /// How many units it has.
    case units
    /// The name of the reference system.
    case reference
    /// Columns and rows of the map.
    case size
    /// When the scene was taken.
    case date
  }

  package var text: String

  package init(_ text: String) {
    self.text = text
  }

  /// The text with its places filled in; places without a value, and braces
  /// around anything else, come to nothing.
  package func filled(_ values: [Place: String]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .place(let name): Place(rawValue: name).flatMap { values[$0] } ?? ""
      }
    }.joined()
  }

  /// Names in braces that are no place.
  var unknownPlaces: [String] {
    pieces.compactMap { piece in
      guard case .place(let name) = piece, Place(rawValue: name) == nil else { return nil }
      return name
    }
  }

  private enum Piece {
    case text(String)
    case place(String)
  }

  private var pieces: [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      pieces.append(.text(String(rest[..<brace])))
      let after = rest.index(after: brace)
      let doubled = after < rest.endIndex && rest[after] == rest[brace]
      if !doubled, rest[brace] == "{", let end = rest[after...].firstIndex(of: "}") {
        pieces.append(.place(String(rest[after..<end])))
        rest = rest[rest.index(after: end)...]
      } else {
        pieces.append(.text(String(rest[brace])))
        rest = rest[(doubled ? rest.index(after: after) : after)...]
      }
    }
    return pieces + [.text(String(rest))]
  }
}
