import Foundation

/// What is noticed of the values of features while they are read.
final class FeatureTally {
  /// What tables write where there is no value, above or below 0.
  private static let signs: [Float] = [
    99, 99.9, 99.99, 999, 999.9, 9999, 99_999, 32_768, 1e20, 1e30, 1e35, 1e36, 1e37,
  ]

  private let path: String
  private let features: [String]
  /// The least and the greatest value of each feature, but for ``signs``.
  private var ranges: [(least: Float, most: Float)] = []
  /// Values of ``signs``, by feature.
  private var found: [[Float: Int]] = []
  /// Values that stand for none by the name of their feature.
  private var absent: [Int] = []
  /// Features that have a decimal comma; they stay when the table is read again.
  private(set) var commas: Set<Int> = []

  init(path: String, features: [String]) {
    (self.path, self.features) = (path, features)
    reset()
  }

  /// Forgets what was counted, before the table is read again.
  func reset() {
    ranges = features.map { _ in (.infinity, -.infinity) }
    found = features.map { _ in [:] }
    absent = features.map { _ in 0 }
  }

  func add(_ value: Float, _ feature: Int) {
    guard value.isFinite else { return }
    if abs(value) >= 99, Self.signs.contains(abs(value)) {
      found[feature][value, default: 0] += 1
    } else {
      ranges[feature].least = min(ranges[feature].least, value)
      ranges[feature].most = max(ranges[feature].most, value)
    }
  }

  func addAbsent(_ feature: Int) { absent[feature] += 1 }
  func addComma(_ feature: Int) { commas.insert(feature) }

  var notes: [String] {
    var notes: [String] = []
    let count = absent.reduce(0, +)
    if count > 0 {
      let names = zip(features, absent).filter { $0.1 > 0 }.map(\.0)
      notes.append(
        "-99 stands for no value in statmorph's measurements: so it does \(count) times in "
          + "\(Self.listed(names)) of '\(path)'")
    }
    if !commas.isEmpty {
      notes.append(
        "numbers of '\(path)' have a decimal comma (0,5 is 0.5): "
          + Self.listed(commas.sorted().map { features[$0] }))
    }
    return notes + features.indices.compactMap(far)
  }

  /// Values that often stand for none, far from all others of the feature.
  private func far(_ feature: Int) -> String? {
    let (least, most) = ranges[feature]
    guard least <= most else { return nil }
    let width = most - least
    let far = found[feature].filter { $0.key < least - width || $0.key > most + width }
    guard let sign = far.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
    return "column '\(features[feature])' of '\(path)' holds \(Self.text(sign.key)) in "
      + "\(sign.value) rows, far from its other values (\(Self.text(least)) to "
      + "\(Self.text(most))), and it is taken for a value: leave cells empty that have none"
  }

  private static func text(_ value: Float) -> String { String(format: "%.6g", value) }

  private static func listed(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " …" : "")
  }
}
