internal import CKernels

/// The C kernels under Swift names, on raw planar buffers. See ckernels.h for
/// the rules: `count` is a multiple of 16, strides are in floats.
package enum Planar {
  package enum Activation: String, Sendable, CaseIterable {
    case linear, relu, selu, sigmoid

    var code: fk_activation {
      switch self {
      case .linear: FK_LINEAR
      case .relu: FK_RELU
      case .selu: FK_SELU
      case .sigmoid: FK_SIGMOID
      }
    }
  }

  /// "avx512", "avx2" or "plain": results are the same bytes on one kind.
  package static var cpu: String { String(cString: fk_cpu()) }

  /// y = f(W x + bias); W is [outputs][inputs], or its transpose is applied
  /// to an [inputs][outputs] matrix when `transposed`.
  package static func affine(
    outputs: Int, inputs: Int, count: Int, weights: UnsafePointer<Float>,
    transposed: Bool = false, bias: UnsafePointer<Float>?,
    x: UnsafePointer<Float>, xStride: Int,
    y: UnsafeMutablePointer<Float>, yStride: Int, activation: Activation = .linear
  ) {
    fk_affine(
      outputs, inputs, count, weights, transposed ? 1 : inputs, transposed ? outputs : 1,
      bias, x, xStride, y, yStride, activation.code)
  }

  /// gradient[j][k] += sum a_j b_k; biasGradient[j] += sum a_j.
  package static func outer(
    rows: Int, columns: Int, count: Int, a: UnsafePointer<Float>, aStride: Int,
    b: UnsafePointer<Float>, bStride: Int, gradient: UnsafeMutablePointer<Float>,
    biasGradient: UnsafeMutablePointer<Float>
  ) {
    fk_outer(rows, columns, count, a, aStride, b, bStride, gradient, biasGradient)
  }

  /// delta *= f'(output).
  package static func activationGradient(
    _ activation: Activation, features: Int, count: Int, output: UnsafePointer<Float>,
    outputStride: Int, delta: UnsafeMutablePointer<Float>, deltaStride: Int
  ) {
    fk_activation_gradient(
      features, count, activation.code, output, outputStride, delta, deltaStride)
  }

  /// delta = factor (y - target) for the first `valid` pixels, 0 after them;
  /// returns the sum of squared differences.
  package static func difference(
    features: Int, count: Int, valid: Int, factor: Float, y: UnsafePointer<Float>, yStride: Int,
    target: UnsafePointer<Float>, targetStride: Int, delta: UnsafeMutablePointer<Float>,
    deltaStride: Int
  ) -> Double {
    fk_difference(
      features, count, valid, factor, y, yStride, target, targetStride, delta, deltaStride)
  }

  /// delta += factor sign(y) for the first `valid` pixels; returns sum |y|.
  package static func absolutePenalty(
    features: Int, count: Int, valid: Int, factor: Float, y: UnsafePointer<Float>, yStride: Int,
    delta: UnsafeMutablePointer<Float>, deltaStride: Int
  ) -> Double {
    fk_absolute_penalty(features, count, valid, factor, y, yStride, delta, deltaStride)
  }

  /// The squared Jacobians of a layer over the first `valid` pixels; see
  /// fk_contraction.
  package static func contraction(
    _ activation: Activation, features: Int, valid: Int, factor: Float,
    norms: UnsafePointer<Float>, y: UnsafePointer<Float>, yStride: Int,
    delta: UnsafeMutablePointer<Float>, deltaStride: Int, sums: UnsafeMutablePointer<Float>
  ) -> Double {
    fk_contraction(
      features, valid, activation.code, factor, norms, y, yStride, delta, deltaStride, sums)
  }

  /// errors[i] = mean over features of (y - target)^2.
  package static func meanSquares(
    features: Int, count: Int, y: UnsafePointer<Float>, yStride: Int,
    target: UnsafePointer<Float>, targetStride: Int, errors: UnsafeMutablePointer<Float>
  ) {
    fk_mean_squares(features, count, y, yStride, target, targetStride, errors)
  }

  /// logits[cluster][i] += table[labels[i]][cluster], with a table of `rows`
  /// rows.
  package static func addRows(
    clusters: Int, rows: Int, count: Int, table: UnsafePointer<Float>,
    labels: UnsafePointer<Int32>, into logits: UnsafeMutablePointer<Float>, stride: Int
  ) {
    fk_add_rows(clusters, rows, count, table, labels, logits, stride)
  }

  /// One Adam step on `count` parameters (any count).
  package static func adam(
    count: Int, weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>, rate: Float,
    beta1: Float, beta2: Float, epsilon: Float
  ) {
    fk_adam(count, weights, gradient, first, second, rate, beta1, beta2, epsilon)
  }

  /// Nearest centre by |c|^2/2 - c.x, with the two smallest such values.
  package static func nearest(
    clusters: Int, features: Int, count: Int, centres: UnsafePointer<Float>,
    halfSquares: UnsafePointer<Float>, x: UnsafePointer<Float>, xStride: Int,
    labels: UnsafeMutablePointer<Int32>, best: UnsafeMutablePointer<Float>,
    second: UnsafeMutablePointer<Float>
  ) {
    fk_nearest(
      clusters, features, count, centres, halfSquares, x, xStride, labels, best, second)
  }

  /// The values of ``nearest`` as margins, in place of `best`. See fk_margins.
  package static func margins(
    features: Int, count: Int, x: UnsafePointer<Float>, xStride: Int,
    best: UnsafeMutablePointer<Float>, second: UnsafePointer<Float>
  ) {
    fk_margins(features, count, x, xStride, best, second)
  }

  /// Columns of a panel of ``wardBounds``.
  package static var panel: Int { Int(FK_PANEL) }

  /// Lower bounds of Ward's costs of some groups and many in panels, and the
  /// least upper bound of each row. See fk_ward_bounds.
  package static func wardBounds(
    rows: Int, features: Int, count: Int, q: UnsafePointer<Float>, square: UnsafePointer<Float>,
    weight: UnsafePointer<Float>, own: UnsafePointer<Int32>, slack: Float,
    panels: UnsafePointer<Float>, squares: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    low: UnsafeMutablePointer<Float>, lowStride: Int, high: UnsafeMutablePointer<Float>
  ) {
    fk_ward_bounds(
      rows, features, count, q, square, weight, own, slack, panels, squares, weights, low,
      lowStride, high)
  }

  /// How many values are at most `limit`, and their places.
  package static func atMost(
    _ limit: Float, count: Int, x: UnsafePointer<Float>, places: UnsafeMutablePointer<Int32>
  ) -> Int {
    fk_at_most(count, x, limit, places)
  }

  /// Counts, sums and squares over units 1 ... `units` of values less `centre`;
  /// any `count`. See fk_unit_sums.
  package static func unitSums(
    units: Int, features: Int, count: Int, labels: UnsafePointer<UInt8>, x: UnsafePointer<Float>,
    xStride: Int, centre: UnsafePointer<Float>, counts: UnsafeMutablePointer<Double>,
    sums: UnsafeMutablePointer<Double>, squares: UnsafeMutablePointer<Double>
  ) {
    fk_unit_sums(units, features, count, labels, x, xStride, centre, counts, sums, squares)
  }

  /// Lowers `low` and raises `high` to the values of the valid pixels; any
  /// `count`.
  package static func range(
    _ x: UnsafePointer<Float>, valid: UnsafePointer<UInt8>, count: Int, low: inout Float,
    high: inout Float
  ) {
    fk_range(count, valid, x, &low, &high)
  }

  /// Adds counts and feature sums by label; labels outside the range are
  /// passed over.
  package static func labelSums(
    clusters: Int, features: Int, count: Int, labels: UnsafePointer<Int32>,
    x: UnsafePointer<Float>, xStride: Int, counts: UnsafeMutablePointer<Double>,
    sums: UnsafeMutablePointer<Double>
  ) {
    fk_label_sums(clusters, features, count, labels, x, xStride, counts, sums)
  }

  /// Log densities of Gaussians given inverse Cholesky factors [k][d][d],
  /// factor times mean [k][d] and constants [k].
  package static func gaussian(
    components: Int, features: Int, count: Int, factors: UnsafePointer<Float>,
    offsets: UnsafePointer<Float>, constants: UnsafePointer<Float>, x: UnsafePointer<Float>,
    xStride: Int, logDensity: UnsafeMutablePointer<Float>, logStride: Int
  ) {
    fk_gaussian(
      components, features, count, factors, offsets, constants, x, xStride, logDensity, logStride)
  }

  /// Minus half the squared Mahalanobis distances `p` as log densities of
  /// Student t, and the weights of the samples. See fk_student.
  package static func student(
    components: Int, features: Int, count: Int, degrees: Float, constants: UnsafePointer<Float>,
    p: UnsafeMutablePointer<Float>, stride: Int, weights: UnsafeMutablePointer<Float>?
  ) {
    fk_student(components, features, count, degrees, constants, p, stride, weights, stride)
  }

  /// Adds the sums of `p` over the samples, and then multiplies it by the
  /// weights.
  package static func weigh(
    components: Int, count: Int, p: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>,
    stride: Int, sums: UnsafeMutablePointer<Double>
  ) {
    fk_weigh(components, count, p, stride, weights, stride, sums)
  }

  /// Softmax over components in place, with label, margin and log evidence.
  package static func responsibilities(
    components: Int, count: Int, p: UnsafeMutablePointer<Float>, stride: Int,
    labels: UnsafeMutablePointer<Int32>?, margin: UnsafeMutablePointer<Float>?,
    evidence: UnsafeMutablePointer<Float>?
  ) {
    fk_responsibilities(components, count, p, stride, labels, margin, evidence)
  }

  /// Adds weighted moments of order 0, 1 and 2 (lower triangle) in Double.
  package static func weightedMoments(
    features: Int, count: Int, weights: UnsafePointer<Float>, x: UnsafePointer<Float>,
    xStride: Int, s0: UnsafeMutablePointer<Double>, s1: UnsafeMutablePointer<Double>,
    s2: UnsafeMutablePointer<Double>
  ) {
    fk_weighted_moments(features, count, weights, x, xStride, s0, s1, s2)
  }

  /// y = x * gain + offset; any count.
  package static func scale(
    count: Int, x: UnsafePointer<Float>, gain: Float, offset: Float,
    y: UnsafeMutablePointer<Float>
  ) {
    fk_scale(count, x, gain, offset, y)
  }

  /// A bilateral mean over (2 radius + 1)^2 neighbours; see fk_bilateral.
  package static func bilateral(
    features: Int, count: Int, radius: Int, precision: UnsafePointer<Float>,
    x: UnsafePointer<Float>, row: Int, plane: Int, valid: UnsafePointer<Float>,
    y: UnsafeMutablePointer<Float>, yStride: Int
  ) {
    fk_bilateral(features, count, Int32(radius), precision, x, row, plane, valid, y, yStride)
  }

  /// Log probabilities as whole steps below the best; see fk_energies.
  package static func energies(
    labels: Int, count: Int, scale: Float, logits: UnsafePointer<Float>, logitStride: Int,
    energy: UnsafeMutablePointer<UInt16>, energyStride: Int
  ) {
    fk_energies(labels, count, scale, logits, logitStride, energy, energyStride)
  }

  /// A row of labels as a Potts field holds them: bytes, one plane per label.
  package struct Shares {
    package var pointer: UnsafePointer<UInt8>
    package var row: Int
    package var plane: Int
    package var valid: UnsafePointer<UInt8>
    package var validRow: Int

    package init(
      pointer: UnsafePointer<UInt8>, row: Int, plane: Int, valid: UnsafePointer<UInt8>,
      validRow: Int
    ) {
      self.pointer = pointer
      self.row = row
      self.plane = plane
      self.valid = valid
      self.validRow = validRow
    }
  }

  /// A mean-field sweep over a run of pixels; see fk_potts.
  package static func potts(
    labels k: Int, count: Int, radius: Int, strength: Float, energy: UnsafePointer<UInt16>,
    energyStride: Int, shares: Shares, next: UnsafeMutablePointer<UInt8>? = nil,
    nextStride: Int = 0, labels: UnsafeMutablePointer<Int32>? = nil,
    margins: UnsafeMutablePointer<Float>? = nil
  ) {
    fk_potts(
      k, count, Int32(radius), strength, energy, energyStride, shares.pointer, shares.row,
      shares.plane, shares.valid, shares.validRow, next, nextStride, labels, margins)
  }

  /// One row of a majority filter; see fk_majority_row.
  package static func majorityRow(
    width: Int, window: Int, labels: Int, keepCentre: Bool,
    rows: UnsafePointer<UnsafePointer<UInt8>?>, out: UnsafeMutablePointer<UInt8>,
    scratch: UnsafeMutablePointer<UInt8>
  ) {
    fk_majority_row(width, window, labels, keepCentre ? 1 : 0, rows, out, scratch)
  }

  /// sums[i] = the sum of the Euclidean distances from sample i to all others.
  package static func distanceSums(
    features: Int, count: Int, x: UnsafePointer<Float>, xStride: Int,
    sums: UnsafeMutablePointer<Double>
  ) {
    fk_distance_sums(features, count, x, xStride, sums)
  }
}
