import Foundation
import Kernels
import Rasters
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

  @Test func orbitsKeepMeanAndStrength() throws {
    let shape = AutoencoderShape(channels: 1, side: 32, filters: [5, 3], kernel: 5, latent: 4)
    let base = try ConvolutionalAutoencoder.initial(shape, seed: 2)
    let images = blobs(3, side: 32)
    let codes = try OrbitEncoder(base).codes(of: images, workers: Workers(2))
    #expect(codes.count == 3 * 8)
    for turn in SquareTurn.all {
      #expect(
        try OrbitEncoder(base).codes(of: images.turned(turn), workers: Workers(1)) == codes)
    }
    let means = try SymmetricEncoder(base).codes(of: images, workers: Workers(1))
    let turned = try SquareTurn.all.map {
      try base.codes(of: images.turned($0), workers: Workers(1))
    }
    for image in 0..<3 {
      for unit in 0..<4 {
        #expect(codes[image * 8 + unit] == means[image * 4 + unit])
        let square = turned.reduce(0.0) { $0 + pow(Double($1[image * 4 + unit]), 2) } / 8
        #expect(abs(Double(codes[image * 8 + 4 + unit]) - 2 * square.squareRoot()) < 1e-5)
      }
    }
  }

  /// Codes of unit covariance over all turned images, images rebuilt as before.
  @Test func whitenedCodesRebuildTheSameImages() throws {
    let shape = AutoencoderShape(channels: 1, side: 16, filters: [4, 3], kernel: 5, latent: 5)
    let base = try ConvolutionalAutoencoder.initial(shape, seed: 2)
    let images = blobs(40, side: 16)
    let whitened = try base.whitened(on: images, workers: Workers(2))
    let codes = try SquareTurn.all.flatMap {
      try whitened.codes(of: images.turned($0), workers: Workers(1))
    }
    let count = codes.count / 5
    for a in 0..<5 {
      let mean = (0..<count).reduce(0.0) { $0 + Double(codes[$1 * 5 + a]) } / Double(count)
      #expect(abs(mean) < 1e-3)
      for b in 0...a {
        let sum = (0..<count).reduce(0.0) {
          $0 + Double(codes[$1 * 5 + a]) * Double(codes[$1 * 5 + b])
        }
        #expect(abs(sum / Double(count) - (a == b ? 1 : 0)) < 1e-2)
      }
    }
    let (before, after) = (
      try base.reconstructions(of: images, workers: Workers(1)).values,
      try whitened.reconstructions(of: images, workers: Workers(1)).values
    )
    #expect(zip(before, after).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(throws: Failure.self) {
      try base.whitened(on: blobs(0, side: 16), workers: Workers(1))
    }
    let rectified = AutoencoderShape(
      channels: 1, side: 16, filters: [4], kernel: 3, latent: 5, isRectified: true)
    #expect(throws: Failure.self) {
      try ConvolutionalAutoencoder.initial(rectified, seed: 1).whitened(
        on: images, workers: Workers(1))
    }
  }

  @Test func onlySquaresAreTurned() throws {
    let shape = AutoencoderShape(channels: 1, side: 16, filters: [2], kernel: 3, latent: 2)
    let encoder = SymmetricEncoder(try ConvolutionalAutoencoder.initial(shape, seed: 2))
    let flat = ImageBatch(
      count: 1, channels: 1, height: 2, width: 3, values: [Float](repeating: 0, count: 6))
    #expect(throws: (any Error).self) { try encoder.codes(of: flat, workers: Workers(1)) }
  }
}
