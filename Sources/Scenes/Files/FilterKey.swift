import Documents
import Learning

/// The key `filter` of a scene file.
enum FilterKey {
  private static let keys = BilateralSettings.keys.map { FileKey.key($0) }

  /// `none`, `bilateral`, or `{method: bilateral, radius: 2, bandwidth: 1}`.
  static func filter(_ value: YAMLValue) throws -> BilateralSettings? {
    guard value.isMapping else {
      return try isNone(value, "filter") ? nil : BilateralSettings()
    }
    let entries = try value.mapping("filter", known: ["method"] + keys.map(\.name))
    if let method = entries["method"], try isNone(method, "filter method") { return nil }
    var settings = BilateralSettings()
    try FileKey.take(entries, keys, into: &settings)
    return settings
  }

  private static func isNone(_ value: YAMLValue, _ what: String) throws -> Bool {
    try value.choice(what, of: ["none", "bilateral"]) == "none"
  }

  static func text(_ filter: BilateralSettings?) -> String {
    filter.map {
      "{method: bilateral, radius: \($0.radius), bandwidth: \($0.bandwidth), passes: \($0.passes)}"
    } ?? "none"
  }
}
