import Fitting
import Foundation
import Kernels
import Rasters

/// The minimum noise fraction transform: bands are first whitened by the
/// covariance of their noise, then rotated to principal components, so that
/// components come in the order of their signal-to-noise ratio and the noise
/// of each has unit variance.
enum NoiseFraction {
  static let method = EncoderMethod(
    name: "mnf",
    summary: "minimum noise fraction: components ordered by signal to noise, noise variance 1",
    source: "Green, Berman, Switzer and Craig, IEEE TGRS 26(1), 65-74, 1988",
    parameters: [
      Parameter(
        "components", .integer(0...4096), default: .integer(0),
        "keep this many components (0: those above min-snr)"),
      Parameter(
        "min-snr", .number(0...1e6), default: .number(0.3),
        "drop components whose signal-to-noise variance ratio is below this (two always stay)"),
      Parameter(
        "max-components", .integer(1...4096), default: .integer(12), "never keep more than this"),
    ],
    needsNeighbours: true,
    fit: { samples, parameters, _ in try fit(samples, parameters) },
    restore: { tensors, _ in try LinearEncoder(tensors: tensors) })

  private static func fit(_ samples: Samples, _ parameters: Parameters) throws -> Fit<any Encoder> {
    guard let noise = samples.noise ?? samples.differences.flatMap(Samples.noise) else {
      throw Failure(
        "mnf needs neighbouring valid pixels to estimate the noise; only "
          + "\(samples.differences?.count ?? 0) pairs were found (use encoder: pca)")
    }
    let mean = Covariance.means(of: samples.values)
    let data = scaled(
      Covariance.scatter(of: samples.values, about: mean), by: 1 / Double(samples.count))
    guard data.trace > 0 else { throw Failure("every band of the sample is constant") }
    let (whitening, back) = try roots(of: noise, floor: data.trace * 1e-9)
    guard let (ratios, vectors) = congruence(whitening, data).eigen() else {
      throw Failure("the noise-whitened covariance has no eigenvectors")
    }
    let kept = count(ratios, parameters)
    let step = LinearEncoder(
      rows: vectors.prefix(kept).map { product($0, whitening) }, mean: mean,
      columns: vectors.prefix(kept).map { product($0, back) })
    return Fit(step, notes: notes(ratios, kept: kept))
  }

  private static func scaled(_ matrix: SymmetricMatrix, by factor: Double) -> SymmetricMatrix {
    SymmetricMatrix(order: matrix.order, values: matrix.values.map { $0 * factor })
  }

  /// N^(-1/2), and the transpose of its inverse, by rows; directions with less
  /// noise than `floor` count as having that much, so that constant bands stay
  /// harmless.
  private static func roots(
    of noise: SymmetricMatrix, floor: Double
  ) throws -> (inverse: [[Double]], back: [[Double]]) {
    guard let (values, vectors) = noise.eigen() else {
      throw Failure("the noise covariance has no eigenvectors")
    }
    let deviations = values.map { max($0, floor).squareRoot() }
    let pairs = zip(vectors, deviations)
    return (
      pairs.map { vector, deviation in vector.map { $0 / deviation } },
      pairs.map { vector, deviation in vector.map { $0 * deviation } }
    )
  }

  /// W S W^T.
  private static func congruence(_ rows: [[Double]], _ s: SymmetricMatrix) -> SymmetricMatrix {
    let half = rows.map { row in
      (0..<s.order).map { column in
        (0..<s.order).reduce(0.0) { $0 + row[$1] * s[$1, column] }
      }
    }
    var out = SymmetricMatrix(order: rows.count)
    for i in rows.indices {
      for j in 0...i {
        out[i, j] = zip(half[i], rows[j]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    out.mirrorLower()
    return out
  }

  /// v^T W.
  private static func product(_ vector: [Double], _ rows: [[Double]]) -> [Double] {
    var out = [Double](repeating: 0, count: rows.first?.count ?? 0)
    for (weight, row) in zip(vector, rows) {
      for (index, value) in row.enumerated() { out[index] += weight * value }
    }
    return out
  }

  /// The eigenvalue is signal over noise plus one.
  private static func count(_ ratios: [Double], _ parameters: Parameters) -> Int {
    let asked = parameters.integer("components")
    let rank = max(1, ratios.count { $0 > ratios[0] * 1e-12 })
    if asked > 0 { return min(asked, rank) }
    let clear = ratios.count { $0 - 1 >= parameters.number("min-snr") }
    return min(rank, parameters.integer("max-components"), max(2, clear))
  }

  private static func notes(_ ratios: [Double], kept: Int) -> FitNotes {
    var notes = FitNotes()
    notes.curves = [.init(name: "signal-to-noise", values: ratios.map { $0 - 1 })]
    notes.facts = ["components": Double(kept)]
    return notes
  }
}
