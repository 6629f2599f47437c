import Rasters

/// Why a style cannot be used: everything that is wrong with the file, in its
/// order, one line each.
package struct StyleError: FaciesError, Equatable {
  package var problems: [StyleProblem]

  package var description: String {
    problems.map(\.description).joined(separator: "\n")
  }

  package var exitCode: Int32 { 2 }
}

/// One thing wrong with a style, and where.
package struct StyleProblem: Hashable, Sendable, CustomStringConvertible {
  package var file: String
  /// From 1; nil where the whole file is meant.
  package var line: Int?
  package var column: Int?
  package var text: String

  package var description: String {
    let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
    return "\(file)\(place): \(text)"
  }
}
