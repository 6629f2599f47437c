import Kernels
package import Settings

/// What a network is shown of an image whose values lie in 0 … 1.
package struct ImagePreparation: Sendable {
  /// The side in pixels that an image is resampled to.
  package var side: Int
  package var values: Values
  /// Shares of an image's sides, about its middle, that are shown one after
  /// another: its features are those of all of them.
  package var crops: [Double]

  package typealias Values = NetworkValues

  package init(side: Int = 224, values: Values = .imagenet, crops: [Double] = [1]) {
    self.side = side
    self.values = values
    self.crops = crops
  }
}

/// Resamples and scales images of one size, or their middle, for one lane.
final class ImagePreparer {
  private static let means: [Float] = [0.485, 0.456, 0.406]
  private static let deviations: [Float] = [0.229, 0.224, 0.225]

  private let preparation: ImagePreparation
  private let size: PixelSize
  private let rows: AntialiasedResampling
  private let columns: AntialiasedResampling
  private let lines: FloatBuffer
  /// [row][column][3]
  let pixels: FloatBuffer

  init(_ preparation: ImagePreparation, crop: Double = 1, size: PixelSize) {
    self.preparation = preparation
    self.size = size
    rows = AntialiasedResampling(from: size.height, share: crop, to: preparation.side)
    columns = AntialiasedResampling(from: size.width, share: crop, to: preparation.side)
    lines = FloatBuffer(preparation.side * size.width)
    pixels = FloatBuffer(preparation.side * preparation.side * 3)
  }

  /// `image` [channel][row][column] of one or three channels; one is shown
  /// three times.
  func prepare(_ image: UnsafePointer<Float>, channels: Int) {
    for channel in 0..<3 {
      let plane = image + (channels == 3 ? channel : 0) * size.count
      let isGrey = channels == 1 && channel > 0
      if !isGrey { rows.lines(plane, length: size.width, into: lines.pointer) }
      for row in 0..<preparation.side {
        columns.values(
          lines.pointer + row * size.width,
          into: pixels.pointer + row * preparation.side * 3 + channel, step: 3)
      }
      scale(channel)
    }
  }

  private func scale(_ channel: Int) {
    guard preparation.values == .imagenet else { return }
    let (mean, factor) = (Self.means[channel], 1 / Self.deviations[channel])
    for place in stride(from: channel, to: pixels.count, by: 3) {
      pixels.pointer[place] = (pixels.pointer[place] - mean) * factor
    }
  }
}
