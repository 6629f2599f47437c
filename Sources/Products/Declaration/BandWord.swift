import Foundation
import Rasters

/// One word of a list of bands: a name, a range of numbers ("1-50"), a range
/// of wavelengths ("0.45-0.9um", "450-900nm") or "all"; with "not" before it
/// what it means is taken out again.
struct BandWord {
  enum Meaning: Equatable {
    case name(String)
    case numbers(ClosedRange<Int>)
    /// Micrometres.
    case wavelengths(ClosedRange<Double>)
    case all
  }

  /// As typed, for messages.
  let typed: String
  let meaning: Meaning
  let isExcluded: Bool

  init(_ typed: String) throws {
    self.typed = typed
    let word = typed.trimmingSpaces
    isExcluded = word.lowercased().hasPrefix("not ")
    meaning = try Self.meaning(isExcluded ? String(word.dropFirst(4)).trimmingSpaces : word)
  }

  /// A plain name, whatever it looks like.
  init(name: String) {
    typed = name
    meaning = .name(name)
    isExcluded = false
  }

  private static func meaning(_ word: String) throws -> Meaning {
    let plain = word.lowercased().filter { !$0.isWhitespace }.replacing("µ", with: "u")
      .replacing("μ", with: "u")
    if plain == "all" { return .all }
    if let match = plain.wholeMatch(of: /b?([0-9]{1,6})-b?([0-9]{1,6})/),
      let low = Int(match.output.1), let high = Int(match.output.2)
    {
      guard low <= high else { throw backwards(word) }
      return .numbers(low...high)
    }
    if let match = plain.wholeMatch(of: /([0-9.]+)(um|nm)?-([0-9.]+)(um|nm)/),
      let first = Double(match.output.1), let last = Double(match.output.3)
    {
      let low = first * size(match.output.2 ?? match.output.4)
      let high = last * size(match.output.4)
      guard low <= high else { throw backwards(word) }
      return .wavelengths(low...high)
    }
    return .name(word)
  }

  private static func size(_ unit: Substring) -> Double { unit == "nm" ? 0.001 : 1 }

  private static func backwards(_ word: String) -> Failure {
    .usage("the bands '\(word)' run backwards; write the smaller end first")
  }

  /// Whether a range or "all" takes in a band; never for a name.
  func takesIn(_ band: BandDeclaration) -> Bool {
    switch meaning {
    case .name: false
    case .numbers(let range): band.aliases.contains { Int($0).map(range.contains) ?? false }
    case .wavelengths(let range):
      band.wavelength.map { range.lowerBound - 1e-9 <= $0 && $0 <= range.upperBound + 1e-9 }
        ?? false
    case .all: true
    }
  }
}
