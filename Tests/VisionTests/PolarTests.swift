import Foundation
import Kernels
import Tensors
import Testing

@testable import Vision

@Suite struct PolarTests {
  /// Bit for bit what a transcription in Python makes of three images.
  @Test(arguments: ["galaxy", "ties", "wide"], [true, false])
  func thePublishedVariant(_ name: String, _ keepsSlips: Bool) throws {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/polar", withExtension: "safetensors"))
    let tensors = try SafetensorsFile(data: Data(contentsOf: url), name: "polar").tensors
    let image = try #require(tensors[name])
    let expected = try #require(tensors[name + (keepsSlips ? ".published" : ".right")])
    let batch = ImageBatch(
      count: 1, channels: 1, height: image.shape[0], width: image.shape[1], values: image.floats)
    let unwrapped = try PublishedPolar(keepsSlips: keepsSlips).unwrap(batch, workers: Workers(1))
    #expect(expected.shape == [unwrapped.height, unwrapped.width])
    #expect(unwrapped.values == expected.floats)
  }

  /// A lopsided group of blobs, turned about the middle and perhaps mirrored:
  /// drawn anew, so that only the unwrapping interpolates.
  private func galaxy(_ angle: Double, mirrored: Bool = false, side: Int = 64) -> ImageBatch {
    let parts = [
      (0.0, 0.0, 4.0, 1.0), (9.0, 2.0, 3.5, 0.5), (-7.0, -3.0, 4.0, 0.3), (3.0, 8.0, 3.0, 0.3),
    ]
    let middle = Double(side - 1) / 2
    var values: [Float] = []
    for place in 0..<side * side {
      let (x, y) = (Double(place % side) - middle, Double(place / side) - middle)
      let (u, v) = (x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle))
      let light = parts.reduce(0.0) { sum, part in
        let (du, dv) = (u - part.0, (mirrored ? -v : v) - part.1)
        return sum + part.3 * exp(-(du * du + dv * dv) / (2 * part.2 * part.2))
      }
      values.append(Float(light))
    }
    return ImageBatch(count: 1, channels: 1, height: side, width: side, values: values)
  }

  private func difference(_ a: ImageBatch, _ b: ImageBatch) -> Float {
    zip(a.values, b.values).map { abs($0 - $1) }.max() ?? 0
  }

  @Test(
    arguments: [0.05, 0.3, 0.7, 1, 1.5, .pi / 2, 2, 2.6, .pi, 4, 5, 6.2],
    [PolarUnwrapping.Direction.brighterSide, .moments])
  func turnedImagesAreUnwrappedAlike(
    _ angle: Double, _ direction: PolarUnwrapping.Direction
  ) throws {
    for origin in PolarUnwrapping.Origin.allCases {
      var unwrapping = PolarUnwrapping(side: 64)
      unwrapping.direction = direction
      unwrapping.origin = origin
      let straight = try unwrapping.unwrap(galaxy(0), workers: Workers(1))
      let turned = try unwrapping.unwrap(galaxy(angle), workers: Workers(1))
      #expect(difference(straight, turned) < 0.02)
    }
    var fixed = PolarUnwrapping(side: 64)
    fixed.direction = .columns
    let straight = try fixed.unwrap(galaxy(0), workers: Workers(1))
    #expect(difference(straight, try fixed.unwrap(galaxy(1), workers: Workers(1))) > 0.2)
  }

  @Test(arguments: [0.0, 0.4, 1.9, 3.3, 5.5])
  func mirrorImagesAreUnwrappedAlikeWhereAsked(_ angle: Double) throws {
    var unwrapping = PolarUnwrapping(side: 64)
    let straight = galaxy(0)
    let mirrored = galaxy(angle, mirrored: true)
    let apart = difference(
      try unwrapping.unwrap(straight, workers: Workers(1)),
      try unwrapping.unwrap(mirrored, workers: Workers(1)))
    #expect(apart > 0.1)
    unwrapping.ignoresHandedness = true
    let alike = difference(
      try unwrapping.unwrap(straight, workers: Workers(1)),
      try unwrapping.unwrap(mirrored, workers: Workers(1)))
    #expect(alike < 0.02)
  }

  /// Turns of the square by pixels, which cost nothing: equal to rounding.
  @Test func quarterTurnsAreExact() throws {
    var unwrapping = PolarUnwrapping(side: 64)
    unwrapping.ignoresHandedness = true
    let image = galaxy(0.4)
    let straight = try unwrapping.unwrap(image, workers: Workers(1))
    for turn in SquareTurn.all {
      let turned = try unwrapping.unwrap(image.turned(turn), workers: Workers(1))
      #expect(difference(straight, turned) < 1e-4)
    }
  }

  /// A cone: every row is the same, the middle column its tip, the first what
  /// lies half a side away.
  @Test func mirroredAndOneSided() throws {
    let side = 32
    let middle = Double(side - 1) / 2
    let values = (0..<side * side).map { place in
      Float(100 - hypot(Double(place % side) - middle, Double(place / side) - middle))
    }
    let image = ImageBatch(count: 1, channels: 1, height: side, width: side, values: values)
    var unwrapping = PolarUnwrapping(angles: 10, radii: 16)
    let both = try unwrapping.unwrap(image, workers: Workers(1))
    #expect(both.height == 10 && both.width == 32)
    for angle in 0..<10 {
      let row = Array(both.values[angle * 32..<(angle + 1) * 32])
      for radius in 1..<15 {
        #expect(row[16 + radius] == row[16 - radius])
        #expect(abs(row[16 + radius] - Float(100 - radius)) < 0.3)
      }
      #expect(abs(row[16] - 99.3) < 0.1)
    }
    unwrapping.isMirrored = false
    let right = try unwrapping.unwrap(image, workers: Workers(1))
    #expect(right.height == 10 && right.width == 16)
    #expect(Array(right.values[0..<16]) == Array(both.values[16..<32]))
  }

  /// Beyond the edge there is nothing, not the other side.
  @Test func outsideIsZero() throws {
    let image = ImageBatch(
      count: 1, channels: 2, height: 8, width: 8,
      values: [Float](repeating: 1, count: 64) + [Float](repeating: 3, count: 64))
    var unwrapping = PolarUnwrapping(angles: 8, radii: 8)
    unwrapping.direction = .columns
    let unwrapped = try unwrapping.unwrap(image, workers: Workers(1))
    #expect(unwrapped.channels == 2)
    // To the right the edge is 3.5 away; on the diagonal the corner is farther
    // than half a side.
    #expect(unwrapped.values[8] == 1)
    #expect(unwrapped.values[0] == 0.5)
    #expect(unwrapped.values[8 * 16 + 16 + 8] == 3)
    #expect(throws: (any Error).self) {
      try PolarUnwrapping(angles: 0, radii: 4).unwrap(image, workers: Workers(1))
    }
  }

  @Test func encodersCanBeShownUnwrappedImages() throws {
    let shape = AutoencoderShape(channels: 1, side: 64, filters: [3, 2], kernel: 5, latent: 4)
    let base = try ConvolutionalAutoencoder.initial(shape, seed: 1)
    let encoder = try UnwrappedEncoder(base, unwrapping: .adaptive(PolarUnwrapping(side: 64)))
    let (a, b) = (
      try encoder.codes(of: galaxy(0), workers: Workers(1)),
      try encoder.codes(of: galaxy(1), workers: Workers(1))
    )
    let size = a.map(abs).max() ?? 0
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 0.05 * size })
    #expect(throws: (any Error).self) {
      try UnwrappedEncoder(base, unwrapping: .adaptive(PolarUnwrapping(side: 32)))
    }
  }
}
