import Kernels

/// The parameters of an autoencoder as one step of it wants them.
///
/// `@unchecked Sendable` because it is written between passes only.
final class PackedAutoencoder: @unchecked Sendable {
  let shape: AutoencoderShape
  let places: AutoencoderShape.Places
  /// All parameters, as ``AutoencoderShape/parts`` lays them out.
  let parameters: FloatBuffer
  let encoder: [PackedKernel]
  /// The small kernels of the decoder's layers.
  let decoder: [PackedKernel]
  private let doubling: [DoublingKernel]
  private let small: FloatBuffer
  private let smallBias: FloatBuffer

  init(_ shape: AutoencoderShape, _ parameters: [Float]) {
    self.shape = shape
    places = shape.places
    self.parameters = FloatBuffer(parameters)
    doubling = Self.doubling(shape)
    encoder = (0..<shape.levels).map {
      PackedKernel(outputs: shape.filters[$0], inputs: shape.inputs($0), side: shape.kernel)
    }
    decoder = doubling.map {
      PackedKernel(outputs: 4 * $0.outputs, inputs: $0.inputs, side: $0.smallSide)
    }
    small = FloatBuffer(doubling.map(\.smallCount).max() ?? 0)
    smallBias = FloatBuffer(4 * (doubling.map(\.outputs).max() ?? 0))
    pack()
  }

  private static func doubling(_ shape: AutoencoderShape) -> [DoublingKernel] {
    (0..<shape.levels).reversed().map {
      DoublingKernel(outputs: shape.inputs($0), inputs: shape.filters[$0], side: shape.kernel)
    }
  }

  /// Packs the parameters; to be called after every change of them.
  func pack() {
    let values = parameters.pointer
    for (kernel, place) in zip(encoder, places.encoder) {
      kernel.pack(values + place.0, bias: values + place.1)
    }
    for (level, place) in places.decoder.enumerated() {
      doubling[level].sum(values + place.0, into: small.pointer)
      for output in 0..<4 * doubling[level].outputs {
        smallBias.pointer[output] = values[place.1 + output / 4]
      }
      decoder[level].pack(small.pointer, bias: smallBias.pointer)
    }
  }
}

/// Gradients of the convolutions as one slab of images adds them up: weights
/// and biases of the encoder's levels, then of the decoder's small kernels.
extension PackedAutoencoder {
  static func gradientLength(_ shape: AutoencoderShape) -> Int {
    let encoder = (0..<shape.levels).map {
      shape.filters[$0] * (shape.inputs($0) * shape.kernel * shape.kernel + 1)
    }
    return encoder.reduce(0, +)
      + doubling(shape).map { $0.smallCount + 4 * $0.outputs }.reduce(0, +)
  }

  /// (weights, biases) of a kernel, the decoder's after the encoder's.
  var gradientPlaces: [(Int, Int)] {
    var places: [(Int, Int)] = []
    var next = 0
    for kernel in encoder + decoder {
      let weights = kernel.outputs * kernel.inputs * kernel.side * kernel.side
      places.append((next, next + weights))
      next += weights + kernel.outputs
    }
    return places
  }

  /// Puts a slab sum into the gradient by the parameters.
  func unpack(_ sum: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) {
    let from = gradientPlaces
    for (level, place) in places.encoder.enumerated() {
      let count = encoder[level].outputs + from[level].1 - from[level].0
      (gradient + place.0).update(from: sum + from[level].0, count: count)
    }
    for (level, place) in places.decoder.enumerated() {
      let source = from[shape.levels + level]
      let count = place.1 - place.0 + doubling[level].outputs
      (gradient + place.0).update(repeating: 0, count: count)
      doubling[level].add(sum + source.0, to: gradient + place.0)
      for output in 0..<4 * doubling[level].outputs {
        gradient[place.1 + output / 4] += sum[source.1 + output]
      }
    }
  }
}
