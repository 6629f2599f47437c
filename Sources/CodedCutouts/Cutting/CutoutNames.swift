/// Names of files for identifiers of any kind: letters that no file system
/// minds, each name once also where capitals are not told apart.
struct CutoutNames {
  private var taken: [String: Int] = [:]
  private static let longest = 100

  /// "NGC 6976" becomes "NGC_6976", and the second one "NGC_6976-2".
  mutating func name(for id: String) -> String {
    var plain = String(
      id.prefix(Self.longest).map {
        $0.isASCII && ($0.isLetter || $0.isNumber || "+-_.".contains($0)) ? $0 : "_"
      })
    if plain.isEmpty || plain.hasPrefix(".") || plain.hasPrefix("-") { plain = "_" + plain }
    var name = plain
    while let count = taken[name.lowercased()] {
      taken[name.lowercased()] = count + 1
      name = "\(plain)-\(count + 1)"
    }
    taken[name.lowercased()] = 1
    return name
  }
}
