import Kernels
import Testing

@Suite struct MarginTests {
  /// 1 - near / far in Float, feature by feature, as the kernel has to round.
  private static func plain(_ x: [Float], stride: Int, best: Float, second: Float, pixel: Int)
    -> Float
  {
    var square: Float = 0
    for feature in 0..<x.count / stride {
      let value = x[feature * stride + pixel]
      square += value * value
    }
    let near = max(0, square + 2 * best).squareRoot()
    let far = max(0, square + 2 * second).squareRoot()
    return far > 0 && square.isFinite ? 1 - near / far : 0
  }

  @Test(arguments: [(1, 1), (4, 128), (10, 256), (3, 301)])
  func equalThePlainReference(_ features: Int, _ count: Int) {
    let stride = count + 3
    var x = (0..<features * stride).map { Float(($0 * 7919) % 997) / 100 - 5 }
    if count > 100 { x[77] = 3e38 }
    if count > 100 { x[78] = .nan }
    let second = (0..<count).map { Float(($0 * 31) % 89) - 40 }
    var best = second.enumerated().map { $1 - Float($0 % 13) }
    let wanted = best.indices.map {
      Self.plain(x, stride: stride, best: best[$0], second: second[$0], pixel: $0)
    }
    Planar.margins(
      features: features, count: count, x: x, xStride: stride, best: &best, second: second)
    #expect(best == wanted)
  }

  /// One cluster alone: the second smallest is infinite, the margin whole.
  @Test func oneClusterAlone() {
    var best: [Float] = [0, -2]
    Planar.margins(
      features: 1, count: 2, x: [0, 2], xStride: 2, best: &best, second: [.infinity, .infinity])
    #expect(best == [1, 1])
  }
}
