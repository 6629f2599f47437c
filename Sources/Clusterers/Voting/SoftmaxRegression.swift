package import Fitting
import Foundation
import Kernels

/// Multinomial logistic regression: minimises over weights W and offsets b
///
///     1/n Σ_i -log softmax(W x_i + b)[y_i] + 1/(2 C n) |W|²
///
/// (scikit-learn's `LogisticRegression` with its C). Sums go through in blocks
/// of fixed size that are added in order, so that the result is the same for
/// any number of workers.
package struct SoftmaxRegression {
  private static let block = 1024

  let classes: Int
  let width: Int
  /// [class][feature and then the offset].
  package private(set) var weights: [Double]

  init(classes: Int, width: Int, weights: [Double]) {
    self.classes = classes
    self.width = width
    self.weights = weights
  }

  /// `rows` [sample][width] of spread about 1; `labels` from 0 to `classes` - 1.
  package init(
    _ rows: [Float], width: Int, labels: [Int], classes: Int, strength c: Double = 1,
    context: FitContext
  ) throws {
    let problem = Problem(rows: rows, width: width, labels: labels, classes: classes)
    let n = Double(max(1, labels.count))
    let start = [Double](repeating: 0, count: classes * (width + 1))
    let found = try LimitedMemoryBFGS().minimum(from: start) { weights in
      try context.checkpoint()
      var (value, gradient) = try problem.loss(weights, workers: context.workers)
      for index in weights.indices where index % (width + 1) < width {
        value += 0.5 * weights[index] * weights[index] / (c * n)
        gradient[index] += weights[index] / (c * n)
      }
      return (value, gradient)
    }
    self.init(classes: classes, width: width, weights: found)
  }

  /// W x + b of one sample.
  func logits(_ row: some RandomAccessCollection<Float>) -> [Double] {
    (0..<classes).map { own in
      var sum = weights[own * (width + 1) + width]
      for (feature, value) in row.enumerated() {
        sum += weights[own * (width + 1) + feature] * Double(value)
      }
      return sum
    }
  }

  private struct Problem: Sendable {
    var rows: [Float]
    var width: Int
    var labels: [Int]
    var classes: Int

    typealias Part = (value: Double, gradient: [Float], offsets: [Double])

    func loss(_ weights: [Double], workers: Workers) throws -> (Double, [Double]) {
      let stride = width + 1
      var flat = [Float](repeating: 0, count: classes * width)
      for own in 0..<classes {
        for feature in 0..<width {
          flat[own * width + feature] = Float(weights[own * stride + feature])
        }
      }
      let (factors, offsets) = (flat, (0..<classes).map { weights[$0 * stride + width] })
      let blocks = (labels.count + SoftmaxRegression.block - 1) / SoftmaxRegression.block
      let parts = try workers.map(blocks) { _, block in
        let start = block * SoftmaxRegression.block
        return part(start..<min(labels.count, start + SoftmaxRegression.block), factors, offsets)
      }
      var gradient = [Double](repeating: 0, count: weights.count)
      var value = 0.0
      for part in parts {
        value += part.value
        for own in 0..<classes {
          for feature in 0..<width {
            gradient[own * stride + feature] += Double(part.gradient[own * width + feature])
          }
          gradient[own * stride + width] += part.offsets[own]
        }
      }
      let n = Double(max(1, labels.count))
      return (value / n, gradient.map { $0 / n })
    }

    private func part(_ own: Range<Int>, _ factors: [Float], _ offsets: [Double]) -> Part {
      var products = [Float](repeating: 0, count: own.count * classes)
      var gradient = [Float](repeating: 0, count: classes * width)
      var sums = [Double](repeating: 0, count: classes)
      var value = 0.0
      rows.withUnsafeBufferPointer { rows in
        guard let base = rows.baseAddress else { return }
        RowProducts.compute(
          base + own.lowerBound * width, rows: own.count, factors, columns: classes, width: width,
          into: &products, outStride: classes)
        for (row, sample) in own.enumerated() {
          value += differ(&products, row, offsets, label: labels[sample], &sums)
        }
        RowProducts.accumulate(
          products, outer: classes, base + own.lowerBound * width, rows: own.count, width: width,
          into: &gradient)
      }
      return (value, gradient, sums)
    }

    /// Puts probabilities less the truth in place of a row's products; returns
    /// the row's loss.
    private func differ(
      _ products: inout [Float], _ row: Int, _ offsets: [Double], label: Int,
      _ sums: inout [Double]
    ) -> Double {
      let start = row * classes
      let logits = (0..<classes).map { Double(products[start + $0]) + offsets[$0] }
      let top = logits.max() ?? 0
      let powers = logits.map { exp($0 - top) }
      let total = powers.reduce(0, +)
      for own in 0..<classes {
        let step = powers[own] / total - (own == label ? 1 : 0)
        products[start + own] = Float(step)
        sums[own] += step
      }
      return log(total) + top - logits[label]
    }
  }
}
