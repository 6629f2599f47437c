import Fitting
import Foundation
import Kernels
import Rasters

/// Principal component analysis of the scaled bands.
enum PrincipalComponents {
  static let method = EncoderMethod(
    name: "pca",
    summary: "principal components that explain a given share of the variance",
    source: "Jolliffe, Principal Component Analysis, 2002",
    parameters: [
      Parameter(
        "variance", .number(0.01...1), default: .number(0.9),
        "keep leading components until this share of the variance is explained"),
      Parameter(
        "components", .integer(0...4096), default: .integer(0),
        "keep this many instead (0: by the share of variance)"),
      Parameter(
        "max-components", .integer(1...4096), default: .integer(4096), "never keep more than this"),
      Parameter(
        "whiten", .flag, default: .flag(false), "give every component unit variance"),
    ],
    fit: { samples, parameters, _ in try fit(samples, parameters) },
    restore: { tensors, _ in try LinearEncoder(tensors: tensors) })

  private static func fit(_ samples: Samples, _ parameters: Parameters) throws -> Fit<any Encoder> {
    let mean = Covariance.means(of: samples.values)
    let scatter = Covariance.scatter(of: samples.values, about: mean)
    guard let (values, vectors) = scatter.eigen(), let largest = values.first, largest > 0 else {
      throw Failure("no principal components: every band of the sample is constant")
    }
    let kept = count(values, parameters)
    let deviations = values.prefix(kept).map { value in
      guard parameters.flag("whiten") else { return 1.0 }
      return (max(value, largest * 1e-12) / Double(samples.count)).squareRoot()
    }
    let step = LinearEncoder(
      rows: zip(vectors, deviations).map { vector, deviation in vector.map { $0 / deviation } },
      mean: mean,
      columns: zip(vectors, deviations).map { vector, deviation in vector.map { $0 * deviation } })
    return Fit(step, notes: notes(values, kept: kept))
  }

  /// How many components to keep; never those beyond the rank.
  private static func count(_ values: [Double], _ parameters: Parameters) -> Int {
    let rank = min(
      parameters.integer("max-components"), max(1, values.count { $0 > values[0] * 1e-12 }))
    let asked = parameters.integer("components")
    if asked > 0 { return min(asked, rank) }
    let total = values.reduce(0) { $0 + max(0, $1) }
    var explained = 0.0
    for (index, value) in values.prefix(rank).enumerated() {
      explained += value
      if explained >= parameters.number("variance") * total * (1 - 1e-12) { return index + 1 }
    }
    return rank
  }

  /// Singular values of the centred sample, and shares of the variance.
  private static func notes(_ values: [Double], kept: Int) -> FitNotes {
    let total = values.reduce(0) { $0 + max(0, $1) }
    var notes = FitNotes()
    notes.curves = [
      .init(name: "singular-values", values: values.map { max(0, $0).squareRoot() }),
      .init(name: "explained-variance", values: values.map { max(0, $0) / total }),
    ]
    notes.facts = [
      "components": Double(kept),
      "explained-variance": values.prefix(kept).reduce(0, +) / total,
    ]
    return notes
  }
}
