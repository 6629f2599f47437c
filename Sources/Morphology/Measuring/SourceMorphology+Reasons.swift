extension SourceMorphology {
  /// All reasons, separated by "; ".
  public var reasonText: String { reasons.map(\.rawValue).joined(separator: "; ") }

  /// Letters that `reasonText` has at most.
  public static let longestReasonText = QualityReason.allCases.map(\.rawValue)
    .joined(separator: "; ").utf8.count
}
