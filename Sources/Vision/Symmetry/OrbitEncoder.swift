package import Kernels
import Rasters

/// An encoder whose codes do not know which way up an image is and yet how much
/// it differs from its turned copies: of each unit the mean over the eight
/// rotations and reflections of the square, and twice the root mean square.
///
/// A mean alone forgets what has a direction, such as arms and bars: a unit that
/// answers to them takes both signs over the turns. The root mean square keeps
/// its strength. It is for codes that are centred and of equal scale, such as
/// those of ``ConvolutionalAutoencoder/whitened(on:workers:)``; the factor makes
/// both halves about as wide.
package struct OrbitEncoder: ImageEncoder {
  package let base: any ImageEncoder

  private static let strengthWeight = 2.0

  package init(_ base: any ImageEncoder) { self.base = base }

  package var words: String {
    base.words + ", mean and strength over rotations and reflections"
  }
  package var codeLength: Int { 2 * base.codeLength }
  package var channels: Int { base.channels }
  package var side: Int { base.side }

  /// The means, then the strengths; images must be square.
  package func codes(of images: ImageBatch, workers: Workers) throws -> [Float] {
    let orbits = try CodeOrbits(of: images, base, workers: workers)
    let length = base.codeLength
    var codes = [Float](repeating: 0, count: images.count * 2 * length)
    for image in 0..<images.count {
      for unit in 0..<length {
        let values = orbits.sorted(image * length + unit)
        let start = image * 2 * length + unit
        let count = Double(values.count)
        codes[start] = Float(values.reduce(0, +) / count)
        let square = values.reduce(0) { $0 + $1 * $1 } / count
        codes[start + length] = Float(Self.strengthWeight * square.squareRoot())
      }
    }
    return codes
  }
}
