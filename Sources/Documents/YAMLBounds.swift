/// Bounds that a text keeps before a YAML parser sees it. That parser calls
/// itself once per level and repeats whatever an alias names, so that a small
/// text could fill the stack or take forever. Works on scalars and knows all
/// of YAML's line breaks; errs towards counting too much.
enum YAMLBounds {
  static let deepestNesting = 32
  /// Lists and mappings in brackets, in a whole file.
  static let mostBrackets = 2000
  static let mostAliases = 16

  static func check(_ text: String, file: String) throws(DocumentError) {
    var count = Count()
    for (index, line) in lines(text).enumerated() {
      count.add(line)
      if let problem = count.problem {
        throw DocumentError(file: file, line: index + 1, column: 1, message: problem)
      }
    }
  }

  private typealias Line = Substring.UnicodeScalarView

  private static func lines(_ text: String) -> [Line] {
    let unmarked = text.unicodeScalars.first == "\u{feff}" ? text.dropFirst() : text[...]
    return unmarked.replacing("\r\n", with: "\n").unicodeScalars.split(
      omittingEmptySubsequences: false
    ) { ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0) }
  }

  private struct Count {
    var depth = 0
    var indentation = 0
    var brackets = 0
    var aliases = 0

    mutating func add(_ line: Line) {
      guard line.first(where: { $0 != " " }) != "#" else { return }
      indentation = Self.levels(line)
      var last: Unicode.Scalar = " "
      for scalar in line {
        if scalar == "[" || scalar == "{" {
          depth += 1
          brackets += 1
        }
        if scalar == "]" || scalar == "}" { depth = max(0, depth - 1) }
        if scalar == "*", " \t[]{},:?-".unicodeScalars.contains(last) { aliases += 1 }
        last = scalar
      }
    }

    /// Levels that a line's indentation can open: each mark, and each step of
    /// four spaces.
    private static func levels(_ line: Line) -> Int {
      var marks = 0
      var length = 0
      var rest = line[...]
      while let first = rest.popFirst() {
        if first != " " {
          guard "-?:".unicodeScalars.contains(first), rest.first ?? " " == " " else { break }
          marks += 1
        }
        length += 1
      }
      return marks + length / 4
    }

    var problem: String? {
      if max(depth, indentation) > deepestNesting {
        return "nested more than \(deepestNesting) levels deep"
      }
      if brackets > mostBrackets { return "more than \(mostBrackets) brackets" }
      return aliases > mostAliases ? "more than \(mostAliases) aliases ('*name')" : nil
    }
  }
}
