import Kernels
import Testing

@Suite struct PlanarMatrixTests {
  @Test(arguments: [0, 1, 15, 16, 17, 100]) func rowsAreWholeVectors(_ count: Int) {
    let matrix = PlanarMatrix(features: 3, count: count)
    #expect(matrix.stride % PlanarMatrix.lanes == 0 && matrix.stride >= count)
    #expect(matrix.stride - count < PlanarMatrix.lanes)
    #expect(matrix.values.count == 3 * matrix.stride)
  }

  @Test func gatheringAndPadding() {
    var matrix = PlanarMatrix(rows: [[1, 2, 3], [4, 5, 6]])
    #expect(matrix.gathering([2, 0, 2]).row(1) == [6, 4, 6])
    #expect(matrix.gathering([]).count == 0)
    #expect(matrix.sample(1) == [2, 5])
    let whole = matrix
    matrix.withUnsafeMutablePointer { $0[3] = 9 }
    #expect(matrix.values != whole.values)
    matrix.clearPadding()
    #expect(matrix.values == whole.values)
  }
}
