import Rasters

/// Finds the bands that somebody named.
struct BandChoice {
  let bands: [BandDeclaration]
  let missing: [String]
  let incomplete: Failure?
  let title: String

  init(_ scene: ProductScene) {
    bands = scene.bands
    missing = scene.missing
    incomplete = scene.incomplete
    title = "\(scene.product) '\(scene.name)'"
  }

  /// The named bands in the order they were named, or the default ones.
  func choose(_ words: [String]?) throws -> [BandDeclaration] {
    guard let words else { return try defaults() }
    guard !words.isEmpty else { throw Failure.usage("the list of bands is empty") }
    var chosen: [Int] = []
    for word in words {
      let index = try find(word)
      guard !chosen.contains(index) else {
        throw Failure.usage("band '\(word)' is named twice")
      }
      chosen.append(index)
    }
    return chosen.map { bands[$0] }
  }

  private func defaults() throws -> [BandDeclaration] {
    if let incomplete { throw incomplete }
    let used = bands.filter { $0.leftOut == nil }
    guard !used.isEmpty else {
      throw Failure("\(title) has none of its default bands; it has: \(list); name some of them")
    }
    return used
  }

  private var list: String {
    let words = bands.map { $0.name == $0.label ? $0.name : "\($0.name) (\($0.label))" }
    let shown = words.prefix(24).joined(separator: ", ")
    return words.isEmpty ? "no band" : words.count > 24 ? shown + ", …" : shown
  }

  /// By name, else by label, else by number; without case.
  private func find(_ word: String) throws -> Int {
    let wanted = word.trimmingSpaces.lowercased()
    let keys: [(BandDeclaration) -> [String]] = [
      { [$0.name] }, { [$0.label] }, { $0.aliases },
    ]
    for key in keys {
      let hits = bands.indices.filter { key(bands[$0]).contains { $0.lowercased() == wanted } }
      if let first = hits.first, hits.count == 1 { return first }
      guard hits.isEmpty else {
        throw Failure.usage("\(title) has \(hits.count) bands called '\(word)'; use numbers")
      }
    }
    throw unknown(word, wanted)
  }

  private func unknown(_ word: String, _ wanted: String) -> Failure {
    if let lost = missing.first(where: { entry in
      entry.lowercased().split(whereSeparator: { " ()".contains($0) }).contains { $0 == wanted }
    }) {
      return Failure("\(title) lists band \(lost), but its file is not there; it has: \(list)")
    }
    let hint = DidYouMean.hint(for: word, among: bands.flatMap { [$0.name, $0.label] })
    return Failure.usage("\(title) has no band '\(word)'\(hint); it has: \(list)")
  }
}

extension String {
  var trimmingSpaces: String {
    let head = drop(while: \.isWhitespace)
    return String(head.reversed().drop(while: \.isWhitespace).reversed())
  }
}
