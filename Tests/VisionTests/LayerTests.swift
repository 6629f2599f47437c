import Kernels
import Testing

@testable import Vision

/// Layers against plain loops. Which build runs (AVX-512, AVX2, plain) is fixed
/// for a process: run with FACIES_CPU=avx2 and =plain too.
@Suite struct LayerTests {
  static func random(_ count: Int, _ random: inout RandomSequence) -> [Float] {
    (0..<count).map { _ in Float(random.normal()) }
  }

  /// Sums go over more than one slab (384) and outputs over more than one panel.
  @Test(arguments: [(1, 3, 5), (7, 48, 70), (13, 400, 130), (6, 800, 64)])
  func rowsAreMultiplied(_ rows: Int, _ inputs: Int, _ outputs: Int) {
    var random = RandomSequence(seed: 3)
    let weights = Self.random(outputs * inputs, &random)
    let bias = Self.random(outputs, &random)
    let x = Self.random(rows * (inputs + 2), &random)
    let layer = RowLayer(weights: weights, outputs: outputs, bias: bias)
    let y = FloatBuffer(rows * layer.outputs)
    layer.apply(rows: rows, x, stride: inputs + 2, y.pointer, stride: layer.outputs)
    for row in 0..<rows {
      for output in 0..<layer.outputs {
        var sum = output < outputs ? Double(bias[output]) : 0
        for input in 0..<inputs where output < outputs {
          sum += Double(weights[output * inputs + input]) * Double(x[row * (inputs + 2) + input])
        }
        #expect(abs(Double(y.pointer[row * layer.outputs + output]) - sum) < 1e-4)
      }
    }
    // A row alone gives the same bits.
    let alone = FloatBuffer(layer.outputs)
    let last = Array(x[((rows - 1) * (inputs + 2))...])
    layer.apply(rows: 1, last, stride: inputs + 2, alone.pointer, stride: layer.outputs)
    #expect(alone.values == Array(y.values.suffix(layer.outputs)))
  }

  @Test(arguments: [(3, 1), (3, 2), (5, 1), (5, 2), (7, 1)])
  func channelsAreConvolved(_ kernel: Int, _ stride: Int) {
    var random = RandomSequence(seed: 4)
    let (channels, size) = (19, PixelSize(height: 9, width: 18))
    let weights = Self.random(channels * kernel * kernel, &random)
    let bias = Self.random(channels, &random)
    let layer = DepthwiseLayer(weights: weights, kernel: kernel, stride: stride, bias: bias)
    let x = Self.random(size.count * layer.channels, &random)
    var padded = PaddedPixels(capacity: 26 * 17 * layer.channels)
    padded.fill(size, channels: layer.channels, x, border: .init(kernel / 2))
    let output = size.reduced(by: stride)
    let y = FloatBuffer(output.count * layer.channels)
    layer.apply(output: output, padded, y.pointer)
    for row in 0..<output.height {
      for column in 0..<output.width {
        for channel in 0..<channels {
          var sum = Double(bias[channel])
          for a in 0..<kernel {
            for b in 0..<kernel {
              let (r, c) = (row * stride + a - kernel / 2, column * stride + b - kernel / 2)
              guard (0..<size.height).contains(r), (0..<size.width).contains(c) else { continue }
              sum +=
                Double(weights[(channel * kernel + a) * kernel + b])
                * Double(x[(r * size.width + c) * layer.channels + channel])
            }
          }
          let found = y.pointer[(row * output.width + column) * layer.channels + channel]
          #expect(abs(Double(found) - sum) < 1e-4)
        }
      }
    }
  }

  @Test(arguments: [5, 16, 40]) func rowsAreNormalised(_ channels: Int) {
    var random = RandomSequence(seed: 5)
    let stride = RowLayer.padded(channels)
    let (scale, shift) = (Self.random(channels, &random), Self.random(channels, &random))
    let x = Self.random(3 * stride, &random).map { 3 + $0 }
    let y = FloatBuffer(3 * stride)
    RowNorm(scale: scale, shift: shift).apply(rows: 3, x, y.pointer)
    for row in 0..<3 {
      let values = x[row * stride..<row * stride + channels].map(Double.init)
      let mean = values.reduce(0, +) / Double(channels)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(channels)
      for channel in 0..<stride {
        let expected =
          channel < channels
          ? (values[channel] - mean) / (variance + 1e-6).squareRoot() * Double(scale[channel])
            + Double(shift[channel]) : 0
        #expect(abs(Double(y.pointer[row * stride + channel]) - expected) < 1e-5)
      }
    }
  }

  @Test(arguments: [13, 64]) func imagesAreResampledAsTorchDoes(_ side: Int) throws {
    let fixtures = try NetworkFixtures.read()
    let expected = try #require(fixtures.resize["\(side)"])
    let preparer = ImagePreparer(
      ImagePreparation(side: side, values: .unit), size: PixelSize(height: 20, width: 24))
    preparer.prepare(fixtures.images, channels: 3)
    for (index, value) in expected.enumerated() {
      let place = 7 * index
      let found = preparer.pixels.pointer[place % (side * side) * 3 + place / (side * side)]
      #expect(abs(found - value) < 2e-6)
    }
  }

  @Test func momentsAreThoseOfChannels() {
    let x: [Float] = (0..<3).flatMap { row in (0..<16).map { Float(row * $0) } }
    let moments = RowSums.moments(rows: 3, x, 16, count: 2)
    #expect(moments == [0, 1, 0, Float((2.0 / 3).squareRoot())])
  }

  @Test func bordersAreThoseOfTheFrameworks() {
    func border(_ side: Int, _ kernel: Int, _ stride: Int, _ isSame: Bool) -> [Int] {
      let border = PaddedPixels.Border(
        PixelSize(height: side, width: side), kernel: kernel, stride: stride, isSame: isSame)
      return [border.top, border.left, border.bottom, border.right]
    }
    #expect(border(224, 3, 1, false) == [1, 1, 1, 1])
    #expect(border(224, 3, 2, false) == [1, 1, 0, 0])
    #expect(border(224, 3, 2, true) == [0, 0, 1, 1])
    #expect(border(225, 3, 2, true) == [1, 1, 1, 1])
    #expect(border(56, 5, 2, true) == [1, 1, 2, 2])
  }
}
