package import Kernels
import Rasters

extension ConvolutionalAutoencoder {
  /// Directions of codes whose variance is below this share of the largest are
  /// not blown up to 1.
  private static let leastShare = 1e-6

  /// Images that are encoded together.
  private static let block = 256

  /// This autoencoder with codes of mean 0, variance 1 and no correlation
  /// over the eight rotations and reflections of these images: what undoes it is
  /// in the layer after the code, so that images are rebuilt as before. Codes cut
  /// at 0 cannot be whitened.
  package func whitened(
    on images: any ImageSource, workers: Workers, checkpoint: () throws -> Void = {}
  ) throws -> Self {
    guard !shape.isRectified else {
      throw Failure("codes that are cut at 0 cannot be whitened")
    }
    let count = images.count * SquareTurn.all.count
    guard count > shape.latent else {
      throw Failure(
        "\(images.count) images are too few to whiten codes of \(shape.latent); give it more")
    }
    var samples = PlanarMatrix(features: shape.latent, count: count)
    for start in stride(from: 0, to: images.count, by: Self.block) {
      let part = try images.images(in: start..<min(images.count, start + Self.block))
      for turn in SquareTurn.all {
        try checkpoint()
        let codes = try codes(of: part.turned(turn), workers: workers)
        let first = turn.number * images.count + start
        for image in 0..<part.count {
          for unit in 0..<shape.latent {
            samples[unit, first + image] = codes[image * shape.latent + unit]
          }
        }
      }
    }
    let mean = Covariance.means(of: samples)
    var covariance = Covariance.scatter(of: samples, about: mean)
    for index in covariance.values.indices { covariance.values[index] /= Double(count) }
    guard let (values, axes) = covariance.eigen(), let most = values.max(), most > 0 else {
      throw Failure("codes cannot be whitened: all images have the same code")
    }
    let deviations = values.map { max($0, Self.leastShare * most).squareRoot() }
    return turned(mean: mean, axes: axes, deviations: deviations)
  }

  /// Codes become axes · (code - mean) / deviations.
  private func turned(mean: [Double], axes: [[Double]], deviations: [Double]) -> Self {
    var out = self
    let places = shape.places
    let (latent, features) = (shape.latent, shape.features)
    for (unit, axis) in axes.enumerated() {
      for feature in 0..<features {
        let sum = axis.enumerated().reduce(0.0) {
          $0 + $1.element * Double(parameters[places.code.0 + $1.offset * features + feature])
        }
        out.parameters[places.code.0 + unit * features + feature] = Float(sum / deviations[unit])
      }
      let sum = axis.enumerated().reduce(0.0) {
        $0 + $1.element * (Double(parameters[places.code.1 + $1.offset]) - mean[$1.offset])
      }
      out.parameters[places.code.1 + unit] = Float(sum / deviations[unit])
    }
    for feature in 0..<features {
      let start = places.expand.0 + feature * latent
      let row = parameters[start..<start + latent].map(Double.init)
      let shift = zip(row, mean).reduce(0.0) { $0 + $1.0 * $1.1 }
      out.parameters[places.expand.1 + feature] += Float(shift)
      for (unit, axis) in axes.enumerated() {
        let sum = zip(row, axis).reduce(0.0) { $0 + $1.0 * $1.1 }
        out.parameters[start + unit] = Float(sum * deviations[unit])
      }
    }
    return out
  }
}
