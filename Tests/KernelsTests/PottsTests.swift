import Foundation
import Kernels
import Testing

/// The Potts field's kernels against their definitions.
@Suite struct PottsTests {
  static let steps = 4096.0

  /// Rows of shares and energies with a border of 3 pixels; a fifth of the
  /// pixels is not valid.
  struct Field {
    let k: Int
    let width: Int
    let height = 3
    let margin = 3
    var shares: [UInt8]
    var valid: [UInt8]
    var energy: [UInt16]
    var row: Int { width + 2 * margin }
    var plane: Int { row * (height + 2 * margin) + 32 }

    init(_ k: Int, width: Int) {
      (self.k, self.width) = (k, width)
      (shares, valid, energy) = ([], [], [])
      let random = CounterRandom(seed: UInt64(k))
      valid = (0..<plane).map { random.uniform(UInt64($0)) < 0.8 ? 1 : 0 }
      shares = (0..<plane * k).map {
        valid[$0 % plane] == 0 ? 0 : UInt8(random.uniform(UInt64(1_000_000 + $0)) * 255)
      }
      energy = (0..<plane * k).map { UInt16(random.uniform(UInt64(2_000_000 + $0)) * 30_000) }
    }

    func start(ofRow y: Int, _ column: Int = 0) -> Int { (y + margin) * row + margin + column }

    func sweep(
      row y: Int, from column: Int = 0, count: Int, radius: Int, strength: Float
    ) -> (next: [UInt8], labels: [Int32], margins: [Float]) {
      var next = [UInt8](repeating: 7, count: k * count)
      var labels = [Int32](repeating: -1, count: count)
      var margins = [Float](repeating: -1, count: count)
      let at = start(ofRow: y, column)
      shares.withUnsafeBufferPointer { s in
        valid.withUnsafeBufferPointer { v in
          energy.withUnsafeBufferPointer { e in
            Planar.potts(
              labels: k, count: count, radius: radius, strength: strength,
              energy: e.firstAddress + at, energyStride: plane,
              shares: Planar.Shares(
                pointer: s.firstAddress + at, row: row, plane: plane, valid: v.firstAddress + at,
                validRow: row),
              next: &next, nextStride: count, labels: &labels, margins: &margins)
          }
        }
      }
      return (next, labels, margins)
    }

    /// Mean shares of the neighbours of one pixel; 0 where there are none.
    func opinions(_ pixel: Int, radius: Int) -> [Double] {
      var votes = [Double](repeating: 0, count: k)
      var count = 0.0
      for dy in -radius...radius {
        for dx in -radius...radius where (dx, dy) != (0, 0) {
          let other = pixel + dy * row + dx
          count += Double(valid[other])
          for j in 0..<k { votes[j] += Double(shares[j * plane + other]) / 255 }
        }
      }
      return votes.map { $0 / max(1, count) }
    }

    /// Probabilities of one pixel.
    func expected(_ pixel: Int, _ opinions: [Double], strength: Double) -> [Double] {
      let logs = (0..<k).map {
        strength * opinions[$0] - Double(energy[$0 * plane + pixel]) / PottsTests.steps
      }
      let top = logs.max() ?? 0
      let total = logs.reduce(0) { $0 + exp($1 - top) }
      return logs.map { exp($0 - top) / total }
    }
  }

  @Test(arguments: [1, 2, 5, 9, 255], 0...3)
  func equalsTheDefinition(_ k: Int, radius: Int) {
    let field = Field(k, width: 32)
    for strength in [0.0, 2.5, 30] {
      for y in 0..<field.height {
        let found = field.sweep(row: y, count: 32, radius: radius, strength: Float(strength))
        for column in 0..<32 {
          let pixel = field.start(ofRow: y, column)
          let opinions = field.opinions(pixel, radius: radius)
          let wanted = field.expected(pixel, opinions, strength: strength)
          let order = wanted.indices.sorted { wanted[$0] > wanted[$1] }
          let lead = k > 1 ? wanted[order[0]] - wanted[order[1]] : 1
          if lead > 1e-4 {
            #expect(found.labels[column] == Int32(order[0]))
            let own = field.expected(pixel, opinions, strength: 0)
            let margin = Self.margin(of: order[0], own, opinions, strength: strength)
            #expect(near(found.margins[column], margin, 1e-3))
          }
          for j in 0..<k {
            let share = Double(field.valid[pixel]) * 255 * wanted[j]
            #expect(abs(Double(found.next[j * 32 + column]) - share) <= 0.51)
          }
        }
      }
    }
  }

  /// The lead of a label in the pool of own and neighbours' opinions.
  private static func margin(
    of label: Int, _ own: [Double], _ opinions: [Double], strength: Double
  ) -> Double {
    let w = opinions.reduce(0, +) > 0 ? strength / (strength + 16) : 0
    let pool = zip(own, opinions).map { (1 - w) * $0 + w * $1 }
    let others = pool.indices.filter { $0 != label }.map { pool[$0] }
    return max(0, pool[label] - (others.max() ?? 0))
  }

  @Test func chunksDoNotMatter() {
    let field = Field(6, width: 64)
    let whole = field.sweep(row: 1, count: 64, radius: 2, strength: 5)
    for start in [0, 16, 48] {
      let part = field.sweep(row: 1, from: start, count: 16, radius: 2, strength: 5)
      #expect(part.margins == Array(whole.margins[start..<start + 16]))
      #expect(part.labels == Array(whole.labels[start..<start + 16]))
    }
  }

  @Test(arguments: [-1, 4]) func aRadiusOutOfRangeDoesNothing(_ radius: Int) {
    let found = Field(2, width: 16).sweep(row: 1, count: 16, radius: radius, strength: 1)
    #expect(found.labels.allSatisfy { $0 == -1 } && found.next.allSatisfy { $0 == 7 })
  }

  @Test(arguments: Shape.odd) func energiesAreStepsBelowTheBest(_ shape: Shape) {
    let logits = RandomPlanes.normal(shape.clusters, shape.stride, scale: 4, seed: 8)
    var energy = [UInt16](repeating: 9, count: shape.clusters * shape.count)
    Planar.energies(
      labels: shape.clusters, count: shape.count, scale: 0.75, logits: logits,
      logitStride: shape.stride, energy: &energy, energyStride: shape.count)
    for pixel in 0..<shape.count {
      let values = (0..<shape.clusters).map {
        RandomPlanes.at(logits, shape.stride, $0, pixel)
      }
      for (j, value) in values.enumerated() {
        let wanted = min(65535, 0.75 * Self.steps * ((values.max() ?? 0) - value))
        #expect(abs(Double(energy[j * shape.count + pixel]) - wanted) <= 0.6)
      }
    }
  }

  /// What no float holds is as improbable as anything can be.
  @Test func energiesOfWhatIsNotANumber() {
    let cases: [(Float, Float)] = [(.nan, 1), (-.infinity, 1), (1, .nan), (-3e38, 3e38)]
    for (first, second) in cases {
      let logits = [Float](repeating: first, count: 16) + [Float](repeating: second, count: 16)
      var energy = [UInt16](repeating: 9, count: 32)
      Planar.energies(
        labels: 2, count: 16, scale: 1, logits: logits, logitStride: 16, energy: &energy,
        energyStride: 16)
      let best = second.isNaN ? 0 : 16
      #expect(energy[best] == 0 && energy[16 - best] == 65535, "\(first), \(second)")
    }
  }
}
