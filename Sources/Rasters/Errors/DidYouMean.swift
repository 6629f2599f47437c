/// Finds the known word nearest to a mistyped one.
package enum DidYouMean {
  /// " (did you mean 'x'?)" where a candidate is near enough, else "".
  package static func hint(for word: String, among candidates: some Sequence<String>) -> String {
    guard let best = nearest(to: word, among: candidates) else { return "" }
    return " (did you mean '\(best)'?)"
  }

  package static func nearest(
    to word: String, among candidates: some Sequence<String>
  ) -> String? {
    let limit = max(1, word.count / 3)
    let scored = candidates.map { ($0, distance(word.lowercased(), $0.lowercased())) }
    return scored.filter { $0.1 <= limit }.min { $0.1 < $1.1 }?.0
  }

  /// Restricted Damerau-Levenshtein distance: insertions, deletions,
  /// substitutions and swaps of neighbours.
  static func distance(_ a: String, _ b: String) -> Int {
    let x = Array(a.prefix(64))
    let y = Array(b.prefix(64))
    guard !x.isEmpty, !y.isEmpty else { return max(x.count, y.count) }
    var before = [Int](repeating: 0, count: y.count + 1)
    var last = Array(0...y.count)
    for i in 1...x.count {
      var row = [i] + [Int](repeating: 0, count: y.count)
      for j in 1...y.count {
        let cost = x[i - 1] == y[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, x[i - 1] == y[j - 2], x[i - 2] == y[j - 1] {
          row[j] = min(row[j], before[j - 2] + 1)
        }
      }
      (before, last) = (last, row)
    }
    return last[y.count]
  }
}
