import Foundation
import Kernels
import TestSupport
import Testing

@testable import Mixtures

/// Shares and corners against SciPy and PySptools.
@Suite struct AbundanceSolverTests {
  struct Case: Decodable, Sendable {
    var endmembers: [[Double]]
    var pixels: [[Double]]
    var sumToOne: [[Double]]
    var nonNegative: [[Double]]?
  }

  struct Corners: Decodable, Sendable {
    var points: [[Float]]
    var pure: [Int]
    var mixed: [[Float]]
    var largest: [Int]
    var volume: Double
  }

  struct Reference: Decodable, Sendable {
    var cases: [Case]
    var corners: Corners
  }

  static let reference = Result {
    try JSONFixture.decode("mixtures.json", Reference.self, in: .module)
  }

  private static func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).map { abs($0 - $1) }.max() ?? 0
  }

  /// SciPy's SLSQP and nnls; PySptools' FCLS has been compared where the file was written.
  @Test(arguments: 0..<7) func sharesAreSciPys(_ index: Int) throws {
    let one = try Self.reference.get().cases[index]
    for (sumsToOne, wanted) in [(true, one.sumToOne), (false, one.nonNegative ?? [])]
    where !wanted.isEmpty {
      let solver = try AbundanceSolver(one.endmembers, sumsToOne: sumsToOne)
      for (pixel, shares) in zip(one.pixels, wanted) {
        let found = solver.solve(pixel)
        #expect(Self.largestDifference(found.shares, shares) < 1e-8)
        let rebuilt = pixel.indices.map { band in
          zip(shares, one.endmembers).reduce(0) { $0 + $1.0 * $1.1[band] }
        }
        let squares = zip(pixel, rebuilt).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(abs(found.residual - (squares / Double(pixel.count)).squareRoot()) < 1e-7)
        if sumsToOne { #expect(abs(found.shares.reduce(0, +) - 1) < 1e-12) }
      }
    }
  }

  /// Rows of a strip have the shares of their pixels one by one; pixels that do not count have none.
  @Test func rowsAreTheirPixels() throws {
    let one = try Self.reference.get().cases[2]
    let solver = try AbundanceSolver(one.endmembers, sumsToOne: true)
    let pixels = (0..<600).map { one.pixels[$0 % one.pixels.count] }
    let planar = PlanarMatrix(
      rows: (0..<solver.bands).map { band in pixels.map { Float($0[band]) } })
    let valid = (0..<600).map { UInt8($0 % 7 == 3 ? 0 : 1) }
    var shares = [Float](repeating: 9, count: solver.count * 600)
    var residuals = [Float](repeating: 9, count: 600)
    planar.withUnsafePointer {
      solver.solve(
        .init(values: $0, stride: planar.stride, valid: valid, count: 600), into: &shares,
        outStride: 600, residuals: &residuals, AbundanceSolver.Scratch(count: solver.count))
    }
    for pixel in pixels.indices {
      let found = solver.solve(pixels[pixel])
      for k in 0..<solver.count {
        let share = shares[k * 600 + pixel]
        #expect(valid[pixel] == 0 ? share.isNaN : abs(Double(share) - found.shares[k]) < 1e-6)
      }
      #expect(residuals[pixel].isNaN == (valid[pixel] == 0))
    }
  }

  /// An endmember that is a mixture of others is named.
  @Test func dependenceIsFound() throws {
    let mixed = [[0.1, 0.2, 0.3], [0.5, 0.1, 0.2], [0.3, 0.15, 0.25]]
    for sumsToOne in [true, false] {
      let error = #expect(throws: AbundanceSolver.Dependent.self) {
        try AbundanceSolver(mixed, sumsToOne: sumsToOne)
      }
      #expect(error?.index == 2)
    }
    // A multiple is another endmember where shares sum to 1.
    let bright = [[0.1, 0.2, 0.3], [0.2, 0.4, 0.6]]
    #expect(
      try AbundanceSolver(bright, sumsToOne: true).solve([0.15, 0.3, 0.45]).shares == [0.5, 0.5])
    #expect(throws: AbundanceSolver.Dependent.self) {
      try AbundanceSolver(bright, sumsToOne: false)
    }
  }

  /// Planted pure pixels, which PySptools' NFINDR finds too; and without them the simplex that no
  /// start in NumPy surpasses.
  @Test func cornersSpanTheLargestSimplex() throws {
    let corners = try Self.reference.get().corners
    func matrix(_ points: [[Float]]) -> PlanarMatrix {
      PlanarMatrix(rows: (0..<3).map { axis in points.map { $0[axis] } })
    }
    #expect(try EndmemberSearch(matrix(corners.points)).corners().sorted() == corners.pure)
    #expect(try EndmemberSearch(matrix(corners.mixed)).corners().sorted() == corners.largest)
  }

  @Test func pointsOnALineHaveTwoCorners() throws {
    let line = PlanarMatrix(rows: [[0, 1, 2, 3, 1.5], [0, 2, 4, 6, 3]])
    #expect(throws: (any Error).self) { try EndmemberSearch(line).corners() }
    let single = PlanarMatrix(rows: [[0, 1, 2, 3, 1.5]])
    #expect(try EndmemberSearch(single).corners().sorted() == [0, 3])
  }

  /// Planted mixtures with noise: shares and spectra come back.
  @Test func plantedMixturesComeBack() throws {
    let random = CounterRandom(seed: 5)
    let spectra = (0..<4).map { k in
      (0..<20).map { 0.1 + 0.5 * random.uniform(UInt64(100 * k + $0)) }
    }
    var counter: UInt64 = 10_000
    func draw() -> Double {
      counter += 1
      return random.uniform(counter)
    }
    let shares = (0..<500).map { _ -> [Double] in
      let parts = (0..<4).map { _ in -log(1 - draw()) }
      return parts.map { $0 / parts.reduce(0, +) }
    }
    let solver = try AbundanceSolver(spectra, sumsToOne: true)
    var error = 0.0
    for (index, own) in shares.enumerated() {
      let pixel = (0..<20).map { band in
        zip(own, spectra).reduce(0) { $0 + $1.0 * $1.1[band] }
          + 0.002 * random.normal(UInt64(1_000_000 + 20 * index + band))
      }
      let found = solver.solve(pixel).shares
      error += zip(own, found).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    #expect((error / 2000).squareRoot() < 0.01)
  }
}
