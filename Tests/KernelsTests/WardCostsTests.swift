import Testing

@testable import Kernels

@Suite struct WardCostsTests {
  /// The plain reference: bounds hold the cost, and are as narrow as the slack
  /// says.
  @Test func boundsHoldTheCost() {
    var random = RandomSequence(seed: 2)
    let (width, count) = (9, 64)
    let a = (0..<width).map { _ in Float(random.normal()) }
    let b = (0..<count * width).map { _ in Float(random.normal()) }
    let weights = (0..<count).map { _ in Float(1 + random.index(below: 5)) }
    func square(_ values: ArraySlice<Float>) -> Float { values.reduce(0) { $0 + $1 * $1 } }
    let squares = (0..<count).map { square(b[$0 * width..<($0 + 1) * width]) }
    var products = [Float](repeating: 0, count: count)
    RowProducts.compute(
      a, rows: 1, b, columns: count, width: width, into: &products, outStride: count)
    let slack = Float(4 * width + 64) * 0x1p-24
    let high = Planar.wardCosts(
      count: count, square: square(a[...]), weight: 3, slack: slack, squares: squares,
      weights: weights, products: &products)
    var least = Double.infinity
    for j in 0..<count {
      var distance = 0.0
      for k in 0..<width {
        let step = Double(a[k]) - Double(b[j * width + k])
        distance += step * step
      }
      let w = 3 * Double(weights[j]) / (3 + Double(weights[j]))
      let cost = w * distance
      let room = 2.1 * w * Double(slack) * Double(square(a[...]) + squares[j])
      #expect(Double(products[j]) <= cost && cost - Double(products[j]) <= room)
      least = min(least, cost)
    }
    #expect(Double(high) >= least && Double(high) <= least * 1.001)
  }
}
