import Fitting
import Foundation
import Kernels
import Rasters
import Tensors

@testable import Vision

/// What PyTorch makes of a small autoencoder, see make_autoencoder.py.
struct AutoencoderFixture {
  let shape: AutoencoderShape
  let tensors: [String: Tensor]

  init(_ name: String) throws {
    guard
      let url = Bundle.module.url(
        forResource: "Fixtures/autoencoder-\(name)", withExtension: "safetensors")
    else { throw Failure("no fixture \(name)") }
    tensors = try SafetensorsFile(data: Data(contentsOf: url), name: name).tensors
    shape =
      switch name {
      case "two":
        AutoencoderShape(channels: 2, side: 16, filters: [3, 4], kernel: 5, latent: 5)
      case "one":
        AutoencoderShape(
          channels: 1, side: 16, filters: [2], kernel: 3, latent: 4, isRectified: true)
      default:
        AutoencoderShape(channels: 1, side: 24, filters: [3, 2, 5], kernel: 7, latent: 3)
      }
  }

  /// The parameters or gradients, in the order of the shape's parts.
  func parameters(_ prefix: String) throws -> [Float] {
    try shape.parts.flatMap { try tensors.tensor(prefix + $0.name, shape: $0.shape).floats }
  }

  var images: ImageBatch {
    get throws {
      let side = shape.side
      let tensor = try tensors.tensor("images", shape: [-1, shape.channels, side, side])
      return ImageBatch(
        count: tensor.shape[0], channels: shape.channels, height: side, width: side,
        values: tensor.floats)
    }
  }

  func autoencoder() throws -> ConvolutionalAutoencoder {
    ConvolutionalAutoencoder(shape: shape, parameters: try parameters("parameters."))
  }
}

/// Loss and gradient of all images as one batch.
func lossAndGradient(
  _ autoencoder: ConvolutionalAutoencoder, _ images: ImageBatch, workers: Int = 1
) throws -> (loss: Double, gradient: [Float]) {
  let weights = PackedAutoencoder(autoencoder.shape, autoencoder.parameters)
  let training = try TrainingImages(images, most: images.count, context: FitContext())
  let gradients = AutoencoderGradient(weights, batch: images.count, workers: Workers(workers))
  let indices = (0..<Int32(images.count)).map { $0 }
  let loss = indices.withUnsafeBufferPointer {
    gradients.loss(
      TrainingImages.Batch(images: training, indices: $0, turns: nil, noise: nil, deviation: 0),
      learning: true)
  }
  return (loss, gradients.gradient.values)
}

/// Blobs of light at seeded places, in [0, 1].
func blobs(_ count: Int, side: Int, channels: Int = 1, seed: UInt64 = 1) -> ImageBatch {
  var random = RandomSequence(seed: seed)
  var values: [Float] = []
  for _ in 0..<count {
    let (x, y) = (random.uniform() * 8 - 4, random.uniform() * 8 - 4)
    let (long, short) = (3 + 4 * random.uniform(), 2 + random.uniform())
    let angle = 2 * Double.pi * random.uniform()
    for channel in 0..<channels {
      for place in 0..<side * side {
        let dx = Double(place % side) - Double(side - 1) / 2 - x
        let dy = Double(place / side) - Double(side - 1) / 2 - y
        let (u, v) = (dx * cos(angle) + dy * sin(angle), dy * cos(angle) - dx * sin(angle))
        let light = exp(-(u * u / (long * long) + v * v / (short * short)) / 2)
        values.append(Float(light / Double(channel + 1)))
      }
    }
  }
  return ImageBatch(
    count: count, channels: channels, height: side, width: side, values: values)
}
