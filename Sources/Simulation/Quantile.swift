/// Values that split a sample by share.
enum Quantile {
  /// The value that `share` (0 to 1) of a sorted list lies below.
  static func of(sorted values: [Float], share: Double) -> Float {
    guard let last = values.last else { return 0 }
    let index = Int(Double(values.count) * min(1, max(0, share)))
    return index < values.count ? values[index] : last
  }

  static func of(_ values: [Float], share: Double) -> Float {
    of(sorted: values.sorted(), share: share)
  }
}
