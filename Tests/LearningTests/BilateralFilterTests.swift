import Foundation
import Kernels
import Testing

@testable import Learning

@Suite struct BilateralFilterTests {
  /// A square image of one or more units with a border, as maps hold it.
  struct Picture {
    static let size = 32
    var units: Int
    var radius: Int
    var codes: [Float]
    var valid: [Float]
    var row: Int { Self.size + 2 * radius }
    var plane: Int { row * row + 32 }

    init(_ units: Int, radius: Int, _ value: (_ unit: Int, _ x: Int, _ y: Int) -> Double) {
      self.units = units
      self.radius = radius
      codes = []
      valid = []
      codes = [Float](repeating: 0, count: units * plane)
      valid = [Float](repeating: 0, count: plane)
      for y in 0..<Self.size {
        for x in 0..<Self.size {
          valid[place(x, y)] = 1
          for unit in 0..<units { codes[unit * plane + place(x, y)] = Float(value(unit, x, y)) }
        }
      }
    }

    func place(_ x: Int, _ y: Int) -> Int { (y + radius) * row + x + radius }

    /// After one pass, row by row: [units][size * size].
    func filtered(_ filter: BilateralFilter) -> [[Float]] {
      var out = [[Float]](repeating: [], count: units)
      var line = [Float](repeating: 0, count: units * Self.size)
      for y in 0..<Self.size {
        codes.withUnsafeBufferPointer { x in
          valid.withUnsafeBufferPointer { flags in
            Planar.bilateral(
              features: units, count: Self.size, radius: radius, precision: filter.precision,
              x: x.firstAddress + place(0, y), row: row, plane: plane,
              valid: flags.firstAddress + place(0, y), y: &line, yStride: Self.size)
          }
        }
        for unit in 0..<units {
          out[unit] += line[unit * Self.size..<(unit + 1) * Self.size]
        }
      }
      return out
    }
  }

  static func filter(_ variances: [Double], radius: Int = 2) -> BilateralFilter {
    BilateralFilter(settings: BilateralSettings(radius: radius), noiseVariances: variances)
  }

  @Test func precisionIsTheFormula() {
    let settings = BilateralSettings(radius: 1, bandwidth: 2, passes: 3)
    let filter = BilateralFilter(settings: settings, noiseVariances: [0.5, 4, 0, -1])
    #expect(filter.precision == [1 / 16, 1 / 128, 0, 0])
    #expect(settings.halo == 3 && filter.tensors["precision"]?.floats == filter.precision)
    #expect(BilateralFilter(settings: settings, noiseVariances: []).precision.isEmpty)
  }

  @Test func noiseIsHalfTheMeanSquaredDifference() {
    let variances = BilateralFilter.noiseVariances(
      PlanarMatrix(rows: [[1, 2], [5, 5]]), neighbours: PlanarMatrix(rows: [[2, 4], [5, 5]]))
    #expect(variances == [5 / 4, 0])
    let none = PlanarMatrix(features: 1, count: 0)
    #expect(BilateralFilter.noiseVariances(none, neighbours: none) == [0])
  }

  @Test(arguments: [1, 2, 3, 4]) func aConstantStays(_ radius: Int) {
    let picture = Picture(2, radius: radius) { unit, _, _ in Double(unit) + 0.1 }
    let out = picture.filtered(Self.filter([1, 1], radius: radius))
    #expect(out[0].allSatisfy { abs($0 - 0.1) < 1e-6 })
    #expect(out[1].allSatisfy { abs($0 - 1.1) < 1e-6 })
  }

  /// Twenty deviations apart, nothing crosses the edge.
  @Test func aStepStaysSharp() {
    let picture = Picture(1, radius: 3) { _, x, _ in x < 16 ? 0 : 20 }
    let out = picture.filtered(Self.filter([1], radius: 3))[0]
    for (index, value) in out.enumerated() {
      #expect(abs(value - (index % 32 < 16 ? 0 : 20)) < 1e-5)
    }
  }

  @Test(arguments: [1, 3]) func noiseFalls(_ units: Int) {
    let random = CounterRandom(seed: 8)
    let picture = Picture(units, radius: 2) { random.normal(UInt64($0 * 5000 + $1 * 70 + $2)) }
    let out = picture.filtered(Self.filter([Double](repeating: 1, count: units)))
    for values in out {
      let square = values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(values.count)
      #expect(square < 0.35)
    }
  }

  /// What invalid pixels hold is of no account.
  @Test func invalidNeighboursAreIgnored() {
    let random = CounterRandom(seed: 8)
    var one = Picture(1, radius: 2) { _, x, y in random.normal(UInt64(x * 70 + y)) }
    var two = one
    let holes = [(3, 3), (4, 3), (20, 9), (0, 0), (31, 31)]
    for (x, y) in holes {
      one.valid[one.place(x, y)] = 0
      two.valid[two.place(x, y)] = 0
      two.codes[two.place(x, y)] = 1
    }
    let filter = Self.filter([1])
    let (a, b) = (one.filtered(filter)[0], two.filtered(filter)[0])
    for index in a.indices where !holes.contains(where: { $0.0 + 32 * $0.1 == index }) {
      #expect(a[index] == b[index])
    }
  }

  /// Codes so small that a precision would be infinite.
  @Test func tinyCodesStayNumbers() {
    let filter = Self.filter([1e-42])
    #expect(filter.precision.allSatisfy { $0.isFinite })
    let picture = Picture(1, radius: 1) { _, x, _ in Double(x) * 1e-21 }
    #expect(picture.filtered(filter)[0].allSatisfy { $0.isFinite })
  }
}
