extension Range<Int> {
  /// Consecutive pieces of about equal length.
  package func split(into pieces: Int) -> [Range<Int>] {
    (0..<pieces).map { piece in
      lowerBound + count * piece / pieces..<lowerBound + count * (piece + 1) / pieces
    }
  }
}
