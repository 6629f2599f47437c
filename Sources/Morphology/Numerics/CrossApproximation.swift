/// A matrix as a sum of few products of a column and a row: the cross
/// approximation with full pivoting (Goreinov et al. 1997). Smooth
/// point-spread functions need one to a few.
enum CrossApproximation {
  struct Part {
    var column: [Double]
    var row: [Double]
  }

  /// Parts until no element is left above `tolerance` times the largest.
  static func parts(of matrix: [Double], width: Int, tolerance: Double) -> [Part] {
    let height = matrix.count / width
    var rest = matrix
    let limit = tolerance * (matrix.map { abs($0) }.max() ?? 0)
    var parts: [Part] = []
    while parts.count < min(width, height) {
      guard let at = rest.indices.max(by: { abs(rest[$0]) < abs(rest[$1]) }), abs(rest[at]) > limit
      else { break }
      let (i, j, pivot) = (at / width, at % width, rest[at])
      let column = (0..<height).map { rest[$0 * width + j] / pivot }
      let row = Array(rest[(i * width)..<((i + 1) * width)])
      for y in 0..<height {
        for x in 0..<width { rest[y * width + x] -= column[y] * row[x] }
      }
      parts.append(Part(column: column, row: row))
    }
    return parts
  }
}
