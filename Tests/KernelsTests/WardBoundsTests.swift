import Testing

@testable import Kernels

@Suite struct WardBoundsTests {
  /// The plain reference: bounds hold the cost, and are as narrow as the slack
  /// says; a group itself is infinitely far.
  @Test(arguments: [(1, 9), (7, 64), (70, 3)])
  func boundsHoldTheCost(_ rows: Int, _ width: Int) {
    var random = RandomSequence(seed: 2)
    let count = 3 * Planar.panel
    let a = (0..<rows * width).map { _ in Float(random.normal()) }
    let b = (0..<count * width).map { _ in Float(random.normal()) }
    let masses = (0..<rows).map { _ in Float(1 + random.index(below: 5)) }
    let weights = (0..<count).map { _ in Float(1 + random.index(below: 5)) }
    func squares(_ x: [Float]) -> [Float] {
      (0..<x.count / width).map { i in
        (0..<width).reduce(0) { $0 + x[i * width + $1] * x[i * width + $1] }
      }
    }
    var panels = [Float](repeating: 0, count: count * width)
    for column in 0..<count {
      let base = column / Planar.panel * Planar.panel * width + column % Planar.panel
      for k in 0..<width { panels[base + k * Planar.panel] = b[column * width + k] }
    }
    let own = (0..<rows).map { Int32($0 % 3 == 0 ? -1 : ($0 * 31) % count) }
    let slack = Float(4 * width + 64) * 0x1p-24
    var low = [Float](repeating: 0, count: rows * count)
    var high = [Float](repeating: .infinity, count: rows)
    Planar.wardBounds(
      rows: rows, features: width, count: count, q: a, square: squares(a), weight: masses,
      own: own, slack: slack, panels: panels, squares: squares(b), weights: weights, low: &low,
      lowStride: count, high: &high)
    for row in 0..<rows {
      var least = Double.infinity
      for column in 0..<count {
        let bound = Double(low[row * count + column])
        guard Int32(column) != own[row] else {
          #expect(bound == .infinity)
          continue
        }
        var distance = 0.0
        for k in 0..<width {
          let step = Double(a[row * width + k]) - Double(b[column * width + k])
          distance += step * step
        }
        let w = Double(masses[row] * weights[column]) / Double(masses[row] + weights[column])
        let room = 2.1 * w * Double(slack) * Double(squares(a)[row] + squares(b)[column])
        #expect(bound <= w * distance && w * distance - bound <= room)
        least = min(least, w * distance)
      }
      #expect(Double(high[row]) >= least && Double(high[row]) <= least * 1.01 + 1e-3)
    }
  }

  @Test func whatIsAtMostTheLimitIsFound() {
    var random = RandomSequence(seed: 3)
    let values =
      (0..<160).map { _ in Float(random.normal()) } + [.infinity, .nan] + (0..<14).map { _ in 0 }
    for limit in [-5, -1, 0, 0.3, .infinity] as [Float] {
      var places = [Int32](repeating: -1, count: values.count)
      let found = Planar.atMost(limit, count: values.count, x: values, places: &places)
      #expect(places.prefix(found).map(Int.init) == values.indices.filter { values[$0] <= limit })
    }
  }
}
