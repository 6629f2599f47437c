import RasterIO

/// Features of a vector file that are not used, counted by why.
package struct PassedOver: Sendable, Equatable {
  private var counts: [String: Int] = [:]

  package init() {}

  package var count: Int { counts.values.reduce(0, +) }
  package var isEmpty: Bool { counts.isEmpty }

  /// `why` follows the number: "without geometry".
  mutating func add(_ why: String, _ count: Int = 1) { counts[why, default: 0] += count }

  /// Features passed over for one reason.
  func count(_ why: String) -> Int { counts[why] ?? 0 }

  /// "2 lines, 1 without geometry", the most frequent first.
  package var text: String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.value == 1 ? Self.singular[$0.key] ?? $0.key : $0.key)" }
      .joined(separator: ", ")
  }

  private static let singular = ["lines": "line", "points": "point"]

  /// Nil where nothing was passed over.
  package func note(of path: String, among all: Int) -> String? {
    isEmpty ? nil : "'\(path)': passed over of \(all) features: \(text)"
  }
}
