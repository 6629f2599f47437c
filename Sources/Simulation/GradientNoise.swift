import Foundation
import Kernels

/// Gradient noise (Perlin, "Improving noise", 2002) on a lattice of square
/// cells, as a pure function of scene position; mean 0, variance about 1.
///
/// Along a row both corner terms are linear in x, so a row costs one lattice
/// interpolation per cell and a few products per sample.
struct GradientNoise: Sendable {
  private let random: CounterRandom
  /// Side of a lattice cell in scene units.
  let cell: Double
  private let shift: (x: Double, y: Double)

  init(seed: UInt64, stream: UInt64, cell: Double) {
    random = CounterRandom(seed: seed, stream: stream)
    self.cell = cell
    shift = (100 + random.uniform(0), 100 + random.uniform(1))
  }

  /// plane += amplitude * noise over the patch.
  func add(to plane: Plane, over patch: Patch, amplitude: Float) {
    let columns = LatticeColumns(patch: patch, cell: cell, shift: shift.x)
    var top = LatticeRow(count: columns.runs.count + 1)
    var bottom = top
    var current: Int?
    // Unit gradients give a variance near 1/16.
    let scale = 4 * amplitude
    for y in 0..<patch.height {
      let position = patch.v(y) / cell + shift.y
      let index = Int(position.rounded(.down))
      if current != index {
        top.load(random, firstColumn: columns.first, row: index)
        bottom.load(random, firstColumn: columns.first, row: index + 1)
        current = index
      }
      let terms = LatticeTerms(top: top, bottom: bottom, t: Float(position - Double(index)))
      columns.add(terms, scale: scale, to: plane.row(y))
    }
  }

  /// 6 t^5 - 15 t^4 + 10 t^3.
  static func fade(_ t: Float) -> Float { t * t * t * (t * (t * 6 - 15) + 10) }
}

/// Gradients of one lattice row.
private struct LatticeRow {
  var x: [Float]
  var y: [Float]

  init(count: Int) {
    x = [Float](repeating: 0, count: count)
    y = x
  }

  mutating func load(_ random: CounterRandom, firstColumn: Int, row: Int) {
    for i in x.indices {
      let counter = UInt64(bitPattern: Int64(row)) &* 0x1_0000_0001 &+ 0x9e37_79b9
      let bits = random.bits(counter ^ UInt64(bitPattern: Int64(firstColumn + i)) << 20)
      let direction = Directions.table[Int(bits >> 58)]
      x[i] = direction.x
      y[i] = direction.y
    }
  }
}

/// 64 unit vectors.
private enum Directions {
  static let table: [(x: Float, y: Float)] = (0..<64).map { i in
    let angle = (Double(i) + 0.5) * 2 * .pi / 64
    return (Float(cos(angle)), Float(sin(angle)))
  }
}

/// The noise along a row between two lattice columns is a fade between
/// `slope * dx + level` of its left and its right one.
private struct LatticeTerms {
  var slope: [Float]
  var level: [Float]

  init(top: LatticeRow, bottom: LatticeRow, t: Float) {
    let w = GradientNoise.fade(t)
    slope = zip(top.x, bottom.x).map { $0 + w * ($1 - $0) }
    level = zip(top.y, bottom.y).map { $0 * t + w * ($1 * (t - 1) - $0 * t) }
  }
}

/// Where the samples of a row fall among the lattice columns.
private struct LatticeColumns {
  /// The lattice column left of the first sample.
  let first: Int
  /// Samples of each lattice cell in turn; a cell without samples is empty.
  private(set) var runs: [Range<Int>] = []
  private var offset: [Float] = []
  private var weight: [Float] = []

  init(patch: Patch, cell: Double, shift: Double) {
    let positions = (0..<patch.width).map { patch.u($0) / cell + shift }
    let indices = positions.map { Int($0.rounded(.down)) }
    first = indices.first ?? 0
    offset = zip(positions, indices).map { Float($0 - Double($1)) }
    weight = offset.map(GradientNoise.fade)
    var start = 0
    for index in first...(indices.last ?? first) {
      var end = start
      while end < indices.count, indices[end] == index { end += 1 }
      runs.append(start..<end)
      start = end
    }
  }

  func add(_ terms: LatticeTerms, scale: Float, to row: UnsafeMutablePointer<Float>) {
    offset.withUnsafeBufferPointer { offset in
      weight.withUnsafeBufferPointer { weight in
        for (i, run) in runs.enumerated() {
          let (p, q) = (terms.slope[i] * scale, terms.level[i] * scale)
          let (pp, qq) = (terms.slope[i + 1] * scale, terms.level[i + 1] * scale)
          for x in run {
            let d = offset[x]
            let left = p * d + q
            row[x] += left + weight[x] * (pp * (d - 1) + qq - left)
          }
        }
      }
    }
  }
}
