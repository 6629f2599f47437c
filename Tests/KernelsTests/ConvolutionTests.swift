import Kernels
import Testing

/// Kernels of convolutions against their definitions in Double.
@Suite struct ConvolutionTests {
  /// Odd numbers of outputs, taps and pixels, so that every block has its rest.
  @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 16, 23], [1, 3, 9, 26])
  func equalsTheDefinition(_ outputs: Int, _ taps: Int) {
    for count in [16, 48, 64, 112] {
      let offsets = (0..<taps).map { Int32($0 * 7 % 40) }
      let x = RandomPlanes.normal(1, count + 48)
      let weights = RandomPlanes.normal(taps, outputs, seed: 2)
      let bias = RandomPlanes.normal(1, outputs, seed: 3)
      var y = [Float](repeating: 7, count: outputs * count)
      Planar.convolution(
        outputs: outputs, offsets: offsets, count: count, weights: weights, bias: bias, x: x,
        y: &y, yStride: count)
      for output in 0..<outputs {
        for pixel in 0..<count {
          let sum = offsets.enumerated().reduce(Double(bias[output])) {
            $0 + Double(weights[$1.offset * outputs + output]) * Double(x[pixel + Int($1.element)])
          }
          #expect(near(y[output * count + pixel], sum, 1e-5))
        }
      }
    }
  }

  /// A pixel's sum does not know how many others there are.
  @Test func pixelsAreIndependent() {
    let offsets: [Int32] = [0, 1, 2, 20, 21, 22]
    let x = RandomPlanes.normal(1, 200)
    let weights = RandomPlanes.normal(6, 11, seed: 2)
    var long = [Float](repeating: 0, count: 11 * 160)
    var short = [Float](repeating: 0, count: 11 * 16)
    Planar.convolution(
      outputs: 11, offsets: offsets, count: 160, weights: weights, bias: nil, x: x, y: &long,
      yStride: 160)
    for start in stride(from: 0, to: 160, by: 16) {
      Planar.convolution(
        outputs: 11, offsets: offsets, count: 16, weights: weights, bias: nil,
        x: Array(x[start...]), y: &short, yStride: 16)
      for output in 0..<11 {
        #expect(
          Array(long[output * 160 + start..<output * 160 + start + 16])
            == Array(short[output * 16..<output * 16 + 16]))
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 9], [1, 3, 4, 6, 25])
  func gradientEqualsTheDefinition(_ outputs: Int, _ taps: Int) {
    let count = 96
    let offsets = (0..<taps).map { Int32($0 * 5 % 32) }
    let x = RandomPlanes.normal(1, count + 32)
    let delta = RandomPlanes.normal(outputs, count + 3, seed: 2)
    var gradient = [Float](repeating: 1, count: outputs * taps)
    var bias = [Float](repeating: 2, count: outputs)
    Planar.convolutionGradient(
      outputs: outputs, offsets: offsets, count: count, delta: delta, deltaStride: count + 3,
      x: x, gradient: &gradient, biasGradient: &bias)
    for output in 0..<outputs {
      let own = (0..<count).map { Double(delta[output * (count + 3) + $0]) }
      #expect(near(bias[output], own.reduce(2, +), 1e-5))
      for tap in 0..<taps {
        let sum = own.indices.reduce(1.0) { $0 + own[$1] * Double(x[$1 + Int(offsets[tap])]) }
        #expect(near(gradient[output * taps + tap], sum, 1e-5))
      }
    }
  }

  @Test func poolsAndGoesBack() {
    // One channel of 4x6; equal values, a whole square below 0.
    var y: [Float] = [
      1, 2, 5, 5, -1, -2, 3, 4, 5, 5, -3, 0,
      9, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 8,
    ]
    var out = [Float](repeating: -9, count: 6)
    var which = [UInt8](repeating: 9, count: 6)
    planes(&y, 6) { y in
      planes(&out, 3) {
        Planar.pool(channels: 1, height: 2, width: 3, y, into: $0, which: &which)
      }
    }
    #expect(out == [4, 5, 0, 9, 7, 8])
    #expect(which == [3, 0, 4, 0, 1, 3])
    var delta: [Float] = [1, 2, 3, 4, 5, 6]
    var back = [Float](repeating: -9, count: 24)
    planes(&delta, 3) { delta in
      planes(&back, 6) {
        Planar.unpool(channels: 1, height: 2, width: 3, delta, which: which, into: $0)
      }
    }
    #expect(
      back == [0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 6])
  }

  @Test func interleavesAndGoesBack() {
    var small: [Float] = [1, 2, -3, 4, 5, 6, 7, -8]
    var large = [Float](repeating: 0, count: 8)
    planes(&small, 2, plane: 2) { small in
      planes(&large, 4) {
        Planar.interleave(channels: 1, height: 1, width: 2, relu: true, small, into: $0)
      }
    }
    #expect(large == [1, 0, 2, 4, 5, 7, 6, 0])
    var delta: [Float] = [10, 20, 30, 40, 50, 60, 70, 80]
    var back = [Float](repeating: 0, count: 8)
    planes(&delta, 4) { delta in
      planes(&large, 4) { like in
        planes(&back, 2, plane: 2) {
          Planar.deinterleave(channels: 1, height: 1, width: 2, delta, like: like, into: $0)
        }
      }
    }
    #expect(back == [10, 30, 0, 40, 50, 70, 60, 0])
  }

  private func planes(
    _ values: inout [Float], _ row: Int, plane: Int? = nil, _ body: (Planar.Planes) -> Void
  ) {
    let count = values.count
    values.withUnsafeMutableBufferPointer {
      body(Planar.Planes($0.firstAddress, row: row, plane: plane ?? count))
    }
  }
}
