import Kernels
import Testing

@Suite struct ScaleTests {
  @Test(arguments: [0, 1, 2, 15, 16, 17, 31, 100, 257]) func equalsTheDefinition(_ count: Int) {
    let x = RandomPlanes.normal(1, count + 1, scale: 100)
    var y = [Float](repeating: 7, count: count + 1)
    Planar.scale(count: count, x: x, gain: 0.3, offset: -11, y: &y)
    for index in 0..<count {
      #expect(near(y[index], Double(x[index]) * Double(Float(0.3)) - 11, 1e-6))
    }
    #expect(y[count] == 7)
  }

  @Test func inPlace() {
    let x = RandomPlanes.normal(1, 45)
    var apart = x
    Planar.scale(count: 45, x: x, gain: 2, offset: 1, y: &apart)
    var same = x
    same.withUnsafeMutableBufferPointer {
      Planar.scale(count: 45, x: $0.firstAddress, gain: 2, offset: 1, y: $0.firstAddress)
    }
    #expect(same == apart)
  }

  /// An offset alone is exact however large it is.
  @Test func subtractionRoundsOnce() {
    let x: [Float] = [1_000_001, 1_000_000.5, 999_999.25]
    var y: [Float] = [0, 0, 0]
    Planar.scale(count: 3, x: x, gain: 1, offset: -1_000_000, y: &y)
    #expect(y == [1, 0.5, -0.75])
  }
}
