import Kernels
import Testing

@testable import Vision

@Suite struct SymmetricEncoderTests {
  @Test func turnsAreTheEightOfTheSquare() {
    let image = ImageBatch(
      count: 1, channels: 1, height: 3, width: 3, values: (0..<9).map(Float.init))
    let turned = SquareTurn.all.map { image.turned($0).values }
    #expect(Set(turned).count == 8)
    #expect(turned[0] == image.values)
    #expect(turned[1] == [2, 1, 0, 5, 4, 3, 8, 7, 6])
    #expect(turned[2] == [6, 7, 8, 3, 4, 5, 0, 1, 2])
    #expect(turned[4] == [0, 3, 6, 1, 4, 7, 2, 5, 8])
    #expect(turned.allSatisfy { $0[4] == 4 && $0.reduce(0, +) == 36 })
  }

  /// To the last bit, for each of the eight and several channels.
  @Test func codesAreInvariant() throws {
    let shape = AutoencoderShape(channels: 2, side: 32, filters: [5, 3], kernel: 5, latent: 7)
    let encoder = SymmetricEncoder(try ConvolutionalAutoencoder.initial(shape, seed: 2))
    let images = blobs(6, side: 32, channels: 2)
    let codes = try encoder.codes(of: images, workers: Workers(2))
    #expect(codes.count == 6 * encoder.codeLength)
    for turn in SquareTurn.all {
      #expect(try encoder.codes(of: images.turned(turn), workers: Workers(1)) == codes)
    }
    #expect(try encoder.base.codes(of: images, workers: Workers(2)) != codes)
  }

  @Test func onlySquaresAreTurned() throws {
    let shape = AutoencoderShape(channels: 1, side: 16, filters: [2], kernel: 3, latent: 2)
    let encoder = SymmetricEncoder(try ConvolutionalAutoencoder.initial(shape, seed: 2))
    let flat = ImageBatch(
      count: 1, channels: 1, height: 2, width: 3, values: [Float](repeating: 0, count: 6))
    #expect(throws: (any Error).self) { try encoder.codes(of: flat, workers: Workers(1)) }
  }
}
