/// The labels of a segmentation, and the numbers of 32 bits that measuring
/// knows them by: the labels themselves, or their places where one is larger.
struct SegmentLabels: Sendable {
  /// Ascending; nil where labels are their own numbers.
  private let large: [Int64]?
  private let places: [Int64: Int32]

  /// - Parameter sorted: all labels, ascending, without 0.
  init(_ sorted: [Int64]) {
    guard let last = sorted.last, last > Int64(Int32.max) else {
      (large, places) = (nil, [:])
      return
    }
    large = sorted
    places = Dictionary(
      uniqueKeysWithValues: sorted.enumerated().map { ($1, Int32(truncatingIfNeeded: $0 + 1)) })
  }

  /// Whether 32 bits do not hold all labels.
  var areLarge: Bool { large != nil }

  func number(_ label: Int64) -> Int32 {
    large == nil ? Int32(truncatingIfNeeded: label) : places[label] ?? 0
  }

  func label(_ number: Int32) -> Int64 {
    guard let large else { return Int64(number) }
    return number > 0 ? large[Int(number) - 1] : 0
  }
}
