import Fitting

/// How the clusters of one member are named by those of another, the pivot.
public enum LabelAlignment: String, Sendable, CaseIterable, Codable {
  /// One to one, so that as many samples as possible agree (``Hungarian``).
  case assignment
  /// Every cluster takes the pivot's label that most of its members have, the
  /// first of equals; several clusters may take one label, and are then one
  /// (Fang et al. 2025, A&A 693, A141).
  case majority

  /// The pivot's label of every cluster; nil for one that has no partner.
  package func names(
    of labels: [Int32], clusters: Int, pivot: [Int32], groups: Int
  ) -> [Int?] {
    var counts = [Int](repeating: 0, count: clusters * groups)
    for (label, own) in zip(labels, pivot) { counts[Int(label) * groups + Int(own)] += 1 }
    switch self {
    case .assignment:
      let best = Hungarian.maximum(rows: clusters, columns: groups) { counts[$0 * groups + $1] }
      return best.enumerated().map { row, column in
        column.flatMap { counts[row * groups + $0] > 0 ? $0 : nil }
      }
    case .majority:
      return (0..<clusters).map { row in
        let own = counts[row * groups..<(row + 1) * groups]
        guard let most = own.max(), most > 0 else { return nil }
        return own.firstIndex(of: most).map { $0 - row * groups }
      }
    }
  }
}
