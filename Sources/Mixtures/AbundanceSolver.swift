import Foundation
import Kernels
import Rasters

/// Shares of endmembers in a pixel by least squares: none below 0 and, where that is wished, 1 in
/// sum (Heinz and Chang, IEEE TGRS 39, 529-545, 2001).
///
/// The active set of Lawson and Hanson (Solving Least Squares Problems, 1974, chapter 23) on the
/// normal equations; the sum is held exactly, by a multiplier. Of every pixel only the products with
/// the endmembers are looked at.
package struct AbundanceSolver: Sendable {
  /// Endmembers.
  package let count: Int
  package let bands: Int
  package let sumsToOne: Bool
  /// [endmember][band].
  private let spectra: [Double]
  /// Products of the endmembers.
  private let gram: [Double]
  /// The same with the square of the sum added, which changes no solution of the sum 1 and lets one
  /// endmember be 0.
  private let matrix: [Double]
  /// What is added to products for that.
  private let lift: Double
  /// The inverse of `matrix`, and its row sums.
  private let inverse: [Double]
  private let rowSums: [Double]

  /// Endmembers that cannot be told apart.
  package struct Dependent: Error {
    /// The endmember that is a mixture of those before it.
    package let index: Int
  }

  /// Smallest share of its length in which an endmember must differ from mixtures of the others,
  /// squared.
  private static let leastPivot = 1e-12

  /// - Parameter endmembers: [endmember][band].
  package init(_ endmembers: [[Double]], sumsToOne: Bool) throws {
    count = endmembers.count
    bands = endmembers.first?.count ?? 0
    self.sumsToOne = sumsToOne
    spectra = endmembers.flatMap { $0 }
    let order = count
    var gram = [Double](repeating: 0, count: order * order)
    for i in 0..<order {
      for j in 0..<order {
        gram[i * order + j] = zip(endmembers[i], endmembers[j]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    self.gram = gram
    let trace = (0..<order).reduce(0) { $0 + gram[$1 * order + $1] }
    lift = sumsToOne ? max(trace / Double(max(1, order)), .leastNormalMagnitude) : 0
    let lift = self.lift
    matrix = gram.map { $0 + lift }
    try Self.check(matrix, order)
    let symmetric = SymmetricMatrix(order: order, values: matrix)
    guard let factor = symmetric.inverseFactor() else { throw Dependent(index: order - 1) }
    var inverse = [Double](repeating: 0, count: order * order)
    for i in 0..<order {
      for j in 0..<order {
        inverse[i * order + j] = (max(i, j)..<order).reduce(0) {
          $0 + factor.inverse[$1 * order + i] * factor.inverse[$1 * order + j]
        }
      }
    }
    self.inverse = inverse
    rowSums = (0..<order).map { i in (0..<order).reduce(0) { $0 + inverse[i * order + $1] } }
  }

  /// Throws where an endmember is as good as a mixture of those before it.
  private static func check(_ matrix: [Double], _ order: Int) throws {
    var factor = [Double](repeating: 0, count: order * order)
    for row in 0..<order {
      for column in 0...row {
        var sum = matrix[row * order + column]
        for k in 0..<column { sum -= factor[row * order + k] * factor[column * order + k] }
        if row == column {
          guard sum > leastPivot * matrix[row * order + row], sum.isFinite else {
            throw Dependent(index: row)
          }
          factor[row * order + row] = sum.squareRoot()
        } else {
          factor[row * order + column] = sum / factor[column * order + column]
        }
      }
    }
  }

  /// What one thread works in.
  package final class Scratch {
    static let span = 256
    fileprivate let products: UnsafeMutablePointer<Double>
    fileprivate let squares: UnsafeMutablePointer<Double>
    fileprivate let one: UnsafeMutablePointer<Double>
    fileprivate let shares: UnsafeMutablePointer<Double>
    fileprivate let trial: UnsafeMutablePointer<Double>
    fileprivate let second: UnsafeMutablePointer<Double>
    fileprivate let factor: UnsafeMutablePointer<Double>
    fileprivate let chosen: UnsafeMutablePointer<Int>
    fileprivate var chosenCount = 0

    package init(count: Int) {
      products = .allocate(capacity: count * Self.span)
      squares = .allocate(capacity: Self.span)
      one = .allocate(capacity: count)
      shares = .allocate(capacity: count)
      trial = .allocate(capacity: count)
      second = .allocate(capacity: count)
      factor = .allocate(capacity: count * count)
      chosen = .allocate(capacity: count)
    }

    deinit {
      for pointer in [products, squares, one, shares, trial, second, factor] {
        pointer.deallocate()
      }
      chosen.deallocate()
    }
  }
}

// MARK: pixels

extension AbundanceSolver {
  /// Pixels whose bands are `stride` numbers apart.
  package struct Pixels {
    package var values: UnsafePointer<Float>
    package var stride: Int
    /// 0 for pixels that do not count.
    package var valid: UnsafePointer<UInt8>
    package var count: Int

    package init(
      values: UnsafePointer<Float>, stride: Int, valid: UnsafePointer<UInt8>, count: Int
    ) {
      self.values = values
      self.stride = stride
      self.valid = valid
      self.count = count
    }
  }

  /// Shares and residuals of pixels; those that do not count get NaN.
  ///
  /// - Parameters:
  ///   - shares: an endmember after the other, `outStride` apart.
  ///   - residuals: root mean square of what the mixture misses, over the bands.
  package func solve(
    _ pixels: Pixels, into shares: UnsafeMutablePointer<Float>, outStride: Int,
    residuals: UnsafeMutablePointer<Float>, _ scratch: Scratch
  ) {
    for start in Swift.stride(from: 0, to: pixels.count, by: Scratch.span) {
      let span = min(Scratch.span, pixels.count - start)
      multiply(pixels.values + start, stride: pixels.stride, count: span, scratch)
      for pixel in 0..<span {
        let place = start + pixel
        guard pixels.valid[place] != 0 else {
          for k in 0..<count { shares[k * outStride + place] = .nan }
          residuals[place] = .nan
          continue
        }
        for k in 0..<count { scratch.one[k] = scratch.products[k * Scratch.span + pixel] }
        solve(scratch)
        for k in 0..<count { shares[k * outStride + place] = Float(scratch.shares[k]) }
        residuals[place] = Float(residual(scratch.squares[pixel], scratch))
      }
    }
  }

  /// Shares and residual of one pixel.
  package func solve(_ pixel: [Double]) -> (shares: [Double], residual: Double) {
    let scratch = Scratch(count: count)
    for k in 0..<count {
      scratch.one[k] = zip(pixel.indices, pixel).reduce(0) {
        $0 + spectra[k * bands + $1.0] * $1.1
      }
    }
    solve(scratch)
    let squares = pixel.reduce(0) { $0 + $1 * $1 }
    return ((0..<count).map { scratch.shares[$0] }, residual(squares, scratch))
  }

  /// Products of a chunk of pixels with the endmembers, and with themselves.
  private func multiply(
    _ x: UnsafePointer<Float>, stride: Int, count pixels: Int, _ scratch: Scratch
  ) {
    let (products, squares) = (scratch.products, scratch.squares)
    squares.initialize(repeating: 0, count: Scratch.span)
    products.initialize(repeating: 0, count: count * Scratch.span)
    spectra.withUnsafeBufferPointer { spectra in
      for band in 0..<bands {
        let row = x + band * stride
        for pixel in 0..<pixels {
          let value = Double(row[pixel])
          squares[pixel] += value * value
        }
        for k in 0..<count {
          let (weight, out) = (spectra[k * bands + band], products + k * Scratch.span)
          for pixel in 0..<pixels { out[pixel] += weight * Double(row[pixel]) }
        }
      }
    }
  }

  /// Of the shares in the scratch, with the products of their pixel.
  private func residual(_ squares: Double, _ scratch: Scratch) -> Double {
    var sum = squares
    gram.withUnsafeBufferPointer { gram in
      for i in 0..<count where scratch.shares[i] != 0 {
        var row = -2 * scratch.one[i]
        for j in 0..<count { row += gram[i * count + j] * scratch.shares[j] }
        sum += scratch.shares[i] * row
      }
    }
    return (max(0, sum) / Double(max(1, bands))).squareRoot()
  }
}

// MARK: the active set

extension AbundanceSolver {
  /// From the products in `one` to the shares.
  private func solve(_ scratch: Scratch) {
    if solveFreely(scratch) { return }
    matrix.withUnsafeBufferPointer { search($0, scratch) }
  }

  /// The solution without bounds; false where a share of it is below 0.
  private func solveFreely(_ s: Scratch) -> Bool {
    var total = 0.0
    inverse.withUnsafeBufferPointer { inverse in
      for i in 0..<count {
        var sum = lift * rowSums[i]
        for j in 0..<count { sum += inverse[i * count + j] * s.one[j] }
        s.shares[i] = sum
        total += sum
      }
    }
    if sumsToOne {
      let multiplier = (total - 1) / rowSums.reduce(0, +)
      for i in 0..<count { s.shares[i] -= multiplier * rowSums[i] }
    }
    for i in 0..<count where !(s.shares[i] >= 0) { return false }
    return true
  }

  private func search(_ matrix: UnsafeBufferPointer<Double>, _ s: Scratch) {
    begin(matrix, s)
    // Each step lowers the error: there are not many.
    for _ in 0..<(3 * count + 10) {
      guard let next = entering(matrix, s) else { return }
      let before = s.chosenCount
      s.chosen[before] = next
      s.chosenCount += 1
      while !step(matrix, s) {}
      // What came in went out at once: rounding alone spoke for it.
      if s.shares[next] == 0, s.chosenCount == before { return }
    }
  }

  /// No endmember, or for a sum of 1 the one that is best alone.
  private func begin(_ matrix: UnsafeBufferPointer<Double>, _ s: Scratch) {
    for i in 0..<count { s.shares[i] = 0 }
    s.chosenCount = 0
    guard sumsToOne else { return }
    var (best, least) = (0, Double.infinity)
    for i in 0..<count {
      let error = matrix[i * count + i] - 2 * (s.one[i] + lift)
      if error < least { (best, least) = (i, error) }
    }
    s.shares[best] = 1
    s.chosen[0] = best
    s.chosenCount = 1
  }

  /// The endmember outside whose share lowers the error most; nil where none does.
  private func entering(_ matrix: UnsafeBufferPointer<Double>, _ s: Scratch) -> Int? {
    func slope(_ i: Int) -> Double {
      var sum = s.one[i] + lift
      for k in 0..<s.chosenCount {
        let j = s.chosen[k]
        sum -= matrix[i * count + j] * s.shares[j]
      }
      return sum
    }
    let level = sumsToOne ? slope(s.chosen[0]) : 0
    var (best, most): (Int?, Double) = (nil, 0)
    for i in 0..<count where s.shares[i] == 0 {
      let isChosen = (0..<s.chosenCount).contains { s.chosen[$0] == i }
      let gain = slope(i) - level
      let least = 1e-11 * (abs(s.one[i]) + lift + matrix[i * count + i])
      if !isChosen, gain > max(most, least) { (best, most) = (i, gain) }
    }
    return best
  }

  /// Goes to the solution among the chosen, as far as no share falls below 0; false where one did,
  /// which is no longer chosen.
  private func step(_ matrix: UnsafeBufferPointer<Double>, _ s: Scratch) -> Bool {
    solveChosen(matrix, s)
    var (share, worst) = (1.0, -1)
    for k in 0..<s.chosenCount where s.trial[k] <= 0 {
      let old = s.shares[s.chosen[k]]
      let part = old - s.trial[k] > 0 ? old / (old - s.trial[k]) : 0
      if part < share || worst < 0 { (share, worst) = (part, k) }
    }
    for k in 0..<s.chosenCount {
      let i = s.chosen[k]
      s.shares[i] += worst < 0 ? s.trial[k] - s.shares[i] : share * (s.trial[k] - s.shares[i])
    }
    guard worst >= 0 else { return true }
    var kept = 0
    for k in 0..<s.chosenCount {
      let i = s.chosen[k]
      if k == worst || s.shares[i] <= 0 {
        s.shares[i] = 0
      } else {
        s.chosen[kept] = i
        kept += 1
      }
    }
    s.chosenCount = kept
    return kept == 0
  }

  /// The solution among the chosen without bounds, into `trial`, by Cholesky's factor.
  private func solveChosen(_ matrix: UnsafeBufferPointer<Double>, _ s: Scratch) {
    let m = s.chosenCount
    for row in 0..<m {
      for column in 0...row {
        var sum = matrix[s.chosen[row] * count + s.chosen[column]]
        for k in 0..<column { sum -= s.factor[row * count + k] * s.factor[column * count + k] }
        s.factor[row * count + column] =
          row == column
          ? max(sum, .leastNormalMagnitude).squareRoot()
          : sum / s.factor[column * count + column]
      }
    }
    for k in 0..<m {
      s.trial[k] = s.one[s.chosen[k]] + lift
      s.second[k] = 1
    }
    substitute(s.trial, m, s)
    guard sumsToOne else { return }
    substitute(s.second, m, s)
    var (total, ones) = (0.0, 0.0)
    for k in 0..<m {
      total += s.trial[k]
      ones += s.second[k]
    }
    let multiplier = (total - 1) / ones
    for k in 0..<m { s.trial[k] -= multiplier * s.second[k] }
  }

  private func substitute(_ v: UnsafeMutablePointer<Double>, _ m: Int, _ s: Scratch) {
    for row in 0..<m {
      var sum = v[row]
      for k in 0..<row { sum -= s.factor[row * count + k] * v[k] }
      v[row] = sum / s.factor[row * count + row]
    }
    for row in (0..<m).reversed() {
      var sum = v[row]
      for k in (row + 1)..<max(row + 1, m) { sum -= s.factor[k * count + row] * v[k] }
      v[row] = sum / s.factor[row * count + row]
    }
  }
}
