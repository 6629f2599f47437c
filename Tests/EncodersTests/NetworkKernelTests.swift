import Kernels
import Testing

@testable import Encoders

/// The dense kernels against plain Double loops. The build (AVX-512, AVX2,
/// plain) is fixed for a process: run with FACIES_CPU=avx2 and =plain too.
struct NetworkKernelTests {
  static let shapes = [
    (1, 1, 16), (1, 7, 48), (2, 3, 16), (3, 1, 64), (5, 9, 80), (6, 6, 256), (7, 17, 112),
    (10, 64, 272), (64, 10, 64), (33, 31, 144),
  ]

  @Test(arguments: shapes, Planar.Activation.allCases)
  func affine(shape: (Int, Int, Int), activation: Planar.Activation) {
    let (outputs, inputs, count) = shape
    let w = normalMatrix(1, outputs * inputs, seed: 2).values
    let bias = normalMatrix(1, outputs, seed: 3).values
    let x = normalMatrix(inputs, count, seed: 4)
    for transposed in [false, true] {
      var y = PlanarMatrix(features: outputs, count: count)
      x.withUnsafePointer { x in
        y.withUnsafeMutablePointer { y in
          Planar.affine(
            outputs: outputs, inputs: inputs, count: count, weights: w, transposed: transposed,
            bias: transposed ? nil : bias, x: x, xStride: count, y: y, yStride: count,
            activation: activation)
        }
      }
      for unit in 0..<outputs {
        for sample in 0..<count {
          var sum = transposed ? 0 : Double(bias[unit])
          for k in 0..<inputs {
            let weight = transposed ? w[k * outputs + unit] : w[unit * inputs + k]
            sum += Double(weight) * Double(x[k, sample])
          }
          let expected = Reference.activate(sum, activation)
          #expect(isClose(Double(y[unit, sample]), expected))
        }
      }
    }
  }

  @Test(arguments: shapes)
  func outer(rows: Int, columns: Int, count: Int) {
    let a = normalMatrix(rows, count, seed: 5)
    let b = normalMatrix(columns, count, seed: 6)
    var gradient = [Float](repeating: 1, count: rows * columns)
    var bias = [Float](repeating: 2, count: rows)
    a.withUnsafePointer { a in
      b.withUnsafePointer { b in
        Planar.outer(
          rows: rows, columns: columns, count: count, a: a, aStride: count, b: b, bStride: count,
          gradient: &gradient, biasGradient: &bias)
      }
    }
    for j in 0..<rows {
      let sum = (0..<count).reduce(2.0) { $0 + Double(a[j, $1]) }
      #expect(isClose(Double(bias[j]), sum))
      for k in 0..<columns {
        let sum = (0..<count).reduce(1.0) { $0 + Double(a[j, $1]) * Double(b[k, $1]) }
        #expect(isClose(Double(gradient[j * columns + k]), sum))
      }
    }
  }

  @Test(arguments: shapes, Planar.Activation.allCases)
  func activationGradient(shape: (Int, Int, Int), activation: Planar.Activation) {
    let (features, _, count) = shape
    let y = normalMatrix(features, count, seed: 7)
    let given = normalMatrix(features, count, seed: 8)
    var delta = given
    y.withUnsafePointer { y in
      delta.withUnsafeMutablePointer {
        Planar.activationGradient(
          activation, features: features, count: count, output: y, outputStride: count,
          delta: $0, deltaStride: count)
      }
    }
    for (index, value) in delta.values.enumerated() {
      let slope = Reference.slope(Double(y.values[index]), activation)
      #expect(isClose(Double(value), Double(given.values[index]) * slope))
    }
  }

  @Test(arguments: shapes, [0, 1, 3, 16])
  func lossParts(shape: (Int, Int, Int), missing: Int) {
    let (features, _, count) = shape
    let valid = count - missing
    let y = normalMatrix(features, count, seed: 9)
    let target = normalMatrix(features, count, seed: 10)
    var delta = PlanarMatrix(features: features, count: count)
    let (squares, absolutes) = y.withUnsafePointer { y in
      target.withUnsafePointer { target in
        delta.withUnsafeMutablePointer { delta in
          let squares = Planar.difference(
            features: features, count: count, valid: valid, factor: 0.5, y: y, yStride: count,
            target: target, targetStride: count, delta: delta, deltaStride: count)
          let absolutes = Planar.absolutePenalty(
            features: features, count: count, valid: valid, factor: 0.25, y: y, yStride: count,
            delta: delta, deltaStride: count)
          return (squares, absolutes)
        }
      }
    }
    var (squareSum, absoluteSum) = (0.0, 0.0)
    for feature in 0..<features {
      for sample in 0..<count {
        let (a, b) = (Double(y[feature, sample]), Double(target[feature, sample]))
        let isValid = sample < valid
        let expected = isValid ? 0.5 * (a - b) + (a > 0 ? 0.25 : a < 0 ? -0.25 : 0) : 0
        #expect(isClose(Double(delta[feature, sample]), expected))
        squareSum += isValid ? (a - b) * (a - b) : 0
        absoluteSum += isValid ? abs(a) : 0
      }
    }
    #expect(isClose(squares, squareSum))
    #expect(isClose(absolutes, absoluteSum))
  }

  @Test(arguments: shapes)
  func meanSquares(features: Int, _: Int, count: Int) {
    let y = normalMatrix(features, count, seed: 11)
    let target = normalMatrix(features, count, seed: 12)
    var errors = [Float](repeating: -1, count: count)
    y.withUnsafePointer { y in
      target.withUnsafePointer { target in
        Planar.meanSquares(
          features: features, count: count, y: y, yStride: count, target: target,
          targetStride: count, errors: &errors)
      }
    }
    for sample in 0..<count {
      let sum = (0..<features).reduce(0.0) {
        let e = Double(y[$1, sample]) - Double(target[$1, sample])
        return $0 + e * e
      }
      #expect(isClose(Double(errors[sample]), sum / Double(features)))
    }
  }

  /// Two steps of Adam from w = 1 with gradients 0.5 and -1, by hand. The
  /// first step is the rate itself; in the second m = -0.055, v = 0.00124975,
  /// corrected by 0.19 and 0.001999.
  @Test(arguments: [1, 15, 16, 37])
  func adamByHand(count: Int) {
    let weights = FloatBuffer([Float](repeating: 1, count: count))
    var adam = Adam(count: count)
    adam.step(weights, gradient: [Float](repeating: 0.5, count: count), rate: 0.1)
    for weight in weights.values { #expect(isClose(Double(weight), 0.9, 1e-6)) }
    adam.step(weights, gradient: [Float](repeating: -1, count: count), rate: 0.1)
    let second = 0.9 - 0.1 * (-0.055 / 0.19) / (0.00124975 / 0.001999).squareRoot()
    for weight in weights.values { #expect(isClose(Double(weight), second, 1e-5)) }
  }
}
