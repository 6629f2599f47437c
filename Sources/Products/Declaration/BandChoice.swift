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

  /// The named bands in the order they were named, or the default ones. A
  /// list of nothing but exclusions begins with the default ones.
  func choose(_ words: [String]?) throws -> [BandDeclaration] {
    guard let words else { return try defaults() }
    guard !words.isEmpty else { throw Failure.usage("the list of bands is empty") }
    let parsed = try words.map(parse)
    let excluded = Set(try parsed.filter(\.isExcluded).flatMap(excluded(by:)))
    let included = parsed.filter { !$0.isExcluded }
    let start = included.isEmpty ? try defaultIndices() : try indices(of: included)
    let chosen = start.filter { !excluded.contains($0) }
    guard !chosen.isEmpty else {
      throw Failure.usage("no band is left of \(title) by '\(words.joined(separator: ", "))'")
    }
    return chosen.map { bands[$0] }
  }

  /// Bands of exact names.
  func named(_ names: [String]) throws -> [BandDeclaration] {
    try names.map { bands[try find($0)] }
  }

  /// A band that is called "1-50" is that band.
  private func parse(_ word: String) throws -> BandWord {
    let plain = word.trimmingSpaces.lowercased()
    let isName = bands.contains { $0.name.lowercased() == plain || $0.label.lowercased() == plain }
    return isName ? BandWord(name: word) : try BandWord(word)
  }

  private func indices(of words: [BandWord]) throws -> [Int] {
    var named = Set<Int>()
    var chosen: [Int] = []
    for word in words {
      guard case .name(let name) = word.meaning else {
        chosen += try range(word)
        continue
      }
      let index = try find(name)
      guard named.insert(index).inserted else {
        throw Failure.usage("band '\(word.typed)' is named twice")
      }
      chosen.append(index)
    }
    return unique(chosen)
  }

  /// Ranges pass over bands that are used only when named; "all" does not.
  private func range(_ word: BandWord) throws -> [Int] {
    let within = bands.indices.filter { word.takesIn(bands[$0]) && bands[$0].refusal == nil }
    let used = word.meaning == .all ? within : within.filter { bands[$0].leftOut == nil }
    guard used.isEmpty else { return used }
    guard let first = within.first else {
      throw Failure.usage("\(title) has no band within '\(word.typed)'; it has: \(list)")
    }
    throw Failure.usage(
      "every band of \(title) within '\(word.typed)' is left out "
        + "(\(bands[first].leftOut ?? "")); name them one by one, or write 'all'")
  }

  private func excluded(by word: BandWord) throws -> [Int] {
    if case .name(let name) = word.meaning { return [try find(name)] }
    return bands.indices.filter { word.takesIn(bands[$0]) }
  }

  private func defaultIndices() throws -> [Int] {
    _ = try defaults()
    return bands.indices.filter { bands[$0].leftOut == nil }
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
