package import Kernels
import Rasters

/// Finds the most extreme of the pixels of a sample: those that span the simplex of greatest volume.
///
/// The simplex grows pixel by pixel (Chang, Wu, Liu and Ouyang, IEEE TGRS 44, 2804-2819, 2006), then
/// its corners are exchanged as long as that makes it larger (N-FINDR: Winter, Proceedings of SPIE
/// 3753, 266-275, 1999). No choice is random: the same sample has the same corners.
package struct EndmemberSearch {
  private let points: PlanarMatrix
  private let checkpoint: () throws -> Void

  /// Exchanges must make the simplex larger by this share; there are at most so many rounds.
  private static let growth = 1e-6
  private static let rounds = 50

  /// - Parameter points: codes of pixels, one less for each than there are to be corners.
  package init(_ points: PlanarMatrix, checkpoint: @escaping () throws -> Void = {}) {
    self.points = points
    self.checkpoint = checkpoint
  }

  /// Indices of pixels, one more than points have coordinates. Throws where the points do not span
  /// that many.
  package func corners() throws -> [Int] {
    var corners = try grown()
    for _ in 0..<Self.rounds {
      guard try exchange(&corners) else { break }
    }
    return corners
  }

  // MARK: growing

  /// The pixel farthest from the mean, then each time the one farthest from all that is spanned.
  private func grown() throws -> [Int] {
    let mean = Covariance.means(of: points)
    let first = Self.largest(distances(from: mean)) ?? 0
    let origin = point(first)
    var distances = self.distances(from: origin)
    let scale = distances.max() ?? 0
    var corners = [first]
    var axes: [[Double]] = []
    while corners.count <= points.features {
      try checkpoint()
      guard let next = Self.largest(distances), distances[next] > 1e-10 * scale else {
        throw Failure(
          "the pixels span \(corners.count) endmembers, \(points.features + 1) are asked for: ask "
            + "for fewer")
      }
      corners.append(next)
      axes.append(Self.axis(point(next), from: origin, besides: axes))
      let along = products(axes[axes.count - 1], origin: origin)
      for index in distances.indices { distances[index] -= along[index] * along[index] }
    }
    return corners
  }

  private func point(_ index: Int) -> [Double] { points.sample(index).map(Double.init) }

  private func distances(from origin: [Double]) -> [Double] {
    var out = [Double](repeating: 0, count: points.count)
    for feature in 0..<points.features {
      for (index, value) in points.row(feature).enumerated() {
        let difference = Double(value) - origin[feature]
        out[index] += difference * difference
      }
    }
    return out
  }

  private func products(_ axis: [Double], origin: [Double]) -> [Double] {
    var out = [Double](repeating: 0, count: points.count)
    for feature in 0..<points.features {
      for (index, value) in points.row(feature).enumerated() {
        out[index] += axis[feature] * (Double(value) - origin[feature])
      }
    }
    return out
  }

  /// The direction of a point that no other axis has, with length 1.
  private static func axis(
    _ point: [Double], from origin: [Double], besides axes: [[Double]]
  ) -> [Double] {
    var out = zip(point, origin).map { $0 - $1 }
    for _ in 0..<2 {
      for axis in axes {
        let share = zip(out, axis).reduce(0) { $0 + $1.0 * $1.1 }
        for index in out.indices { out[index] -= share * axis[index] }
      }
    }
    let length = out.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return out.map { $0 / length }
  }

  /// The first of equals.
  private static func largest(_ values: [Double]) -> Int? {
    values.indices.reduce(nil as Int?) { best, index in
      best.map { values[index] > values[$0] ? index : $0 } ?? index
    }
  }

  // MARK: exchanging

  /// Replaces each corner by the pixel that makes the simplex largest; false where none does.
  private func exchange(_ corners: inout [Int]) throws -> Bool {
    var hasChanged = false
    for corner in corners.indices {
      try checkpoint()
      guard let weights = barycentric(corners, of: corner) else { return false }
      // How many times as large the simplex is with a pixel in place of this corner.
      var gain = [Double](repeating: weights[0], count: points.count)
      for feature in 0..<points.features {
        for (index, value) in points.row(feature).enumerated() {
          gain[index] += weights[feature + 1] * Double(value)
        }
      }
      for index in gain.indices { gain[index] = abs(gain[index]) }
      guard let best = Self.largest(gain), gain[best] > 1 + Self.growth else { continue }
      corners[corner] = best
      hasChanged = true
    }
    return hasChanged
  }

  /// The row of the inverse of [1; corners] that gives the share of a corner.
  private func barycentric(_ corners: [Int], of corner: Int) -> [Double]? {
    let order = corners.count
    let columns = corners.map { [1] + point($0) }
    // Solves w · column_k = (k == corner).
    var rows = (0..<order).map { k in columns[k] + [k == corner ? 1.0 : 0.0] }
    for pivot in 0..<order {
      guard let best = (pivot..<order).max(by: { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) }),
        abs(rows[best][pivot]) > 0
      else { return nil }
      rows.swapAt(pivot, best)
      for row in 0..<order where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        guard factor != 0 else { continue }
        for column in pivot...order { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    return (0..<order).map { rows[$0][order] / rows[$0][$0] }
  }
}
