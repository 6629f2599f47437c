import Kernels
import Testing

@Suite struct SymmetricMatrixTests {
  /// B B^T of a random B, of the given rank.
  static func random(_ order: Int, rank: Int) -> SymmetricMatrix {
    let source = CounterRandom(seed: UInt64(order))
    let b = (0..<order * rank).map { source.normal(UInt64($0)) }
    var out = SymmetricMatrix(order: order)
    for i in 0..<order {
      for j in 0..<order {
        out[i, j] = (0..<rank).reduce(0.0) { $0 + b[i * rank + $1] * b[j * rank + $1] }
      }
    }
    return out
  }

  @Test func eigenByHand() throws {
    let eigen = try #require(SymmetricMatrix(order: 2, values: [2, 1, 1, 2]).eigen())
    #expect(near(eigen.values[0], 3, 1e-14) && near(eigen.values[1], 1, 1e-14))
    let half = 0.5.squareRoot()
    #expect(near(eigen.vectors[0][0], half, 1e-14) && near(eigen.vectors[0][1], half, 1e-14))
    let diagonal = try #require(SymmetricMatrix.diagonal([1, 5, 3]).eigen())
    #expect(diagonal.values == [5, 3, 1])
    #expect(diagonal.vectors == [[0, 1, 0], [0, 0, 1], [1, 0, 0]])
  }

  /// Sum of lambda v v^T, orthonormal vectors, falling values, signs fixed.
  @Test(arguments: [1, 2, 3, 7, 16, 40]) func eigenRebuildsTheMatrix(_ order: Int) throws {
    let matrix = Self.random(order, rank: order)
    let (values, vectors) = try #require(matrix.eigen())
    #expect(values == values.sorted(by: >))
    for i in 0..<order {
      #expect((vectors[i].max { abs($0) < abs($1) } ?? 0) > 0)
      for j in 0..<order {
        let dot = zip(vectors[i], vectors[j]).reduce(0.0) { $0 + $1.0 * $1.1 }
        #expect(near(dot, i == j ? 1 : 0, 1e-12))
        let value = (0..<order).reduce(0.0) { $0 + values[$1] * vectors[$1][i] * vectors[$1][j] }
        #expect(near(value, matrix[i, j], 1e-11))
      }
    }
    #expect(near(values.reduce(0, +), matrix.trace, 1e-12))
  }

  @Test func eigenOfNothingAndOfNaN() throws {
    #expect(try #require(SymmetricMatrix(order: 0).eigen()).values.isEmpty)
    #expect(SymmetricMatrix(order: 2, values: [1, .nan, .nan, 1]).eigen() == nil)
    #expect(SymmetricMatrix(order: 1, values: [.infinity]).eigen() == nil)
  }

  @Test func choleskyByHand() {
    let matrix = SymmetricMatrix(order: 3, values: [4, 12, -16, 12, 37, -43, -16, -43, 98])
    #expect(matrix.cholesky() == [2, 0, 0, 6, 1, 0, -8, 5, 3])
  }

  @Test(arguments: [1, 2, 5, 20]) func choleskyAndItsInverse(_ order: Int) throws {
    let matrix = Self.random(order, rank: order + 3)
    let l = try #require(matrix.cholesky())
    let inverse = inverseOfLower(l, order: order)
    for i in 0..<order {
      for j in 0..<order {
        let dot = { (a: [Double], b: [Double]) in
          (0..<order).reduce(0.0) { $0 + a[i * order + $1] * b[j * order + $1] }
        }
        #expect(near(dot(l, l), matrix[i, j], 1e-12))
        let unit = (0..<order).reduce(0.0) { $0 + l[i * order + $1] * inverse[$1 * order + j] }
        #expect(near(unit, i == j ? 1 : 0, 1e-11))
        if j > i { #expect(l[i * order + j] == 0 && inverse[i * order + j] == 0) }
      }
    }
  }

  @Test func choleskyRefuses() {
    #expect(SymmetricMatrix(order: 2, values: [1, 2, 2, 1]).cholesky() == nil)
    #expect(SymmetricMatrix(order: 2).cholesky() == nil)
    #expect(SymmetricMatrix.diagonal([1, -1]).cholesky() == nil)
    #expect(SymmetricMatrix.diagonal([.nan]).cholesky() == nil)
    #expect(SymmetricMatrix.diagonal([.infinity]).cholesky() == nil)
  }

  @Test func mirroring() {
    var matrix = SymmetricMatrix(order: 2, values: [1, 9, 2, 3])
    matrix.mirrorLower()
    #expect(matrix.values == [1, 2, 2, 3])
  }
}
