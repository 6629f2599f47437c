import Cartography
import MapTools
import RasterIO
import Rasters

/// Three bands of a scene as red, green and blue, each stretched from its
/// 2nd to its 98th percentile.
final class CompositeImage: Backdrop {
  private let channels: [(band: PlacedBand, stretch: ClosedRange<Float>)]

  private let checkpoint: ReadCheckpoint

  /// - Parameter checkpoint: throws when the work is to be given up.
  init(
    _ choice: CompositeChoice, onto grid: Grid, checkpoint: @escaping () throws -> Void = {}
  ) throws {
    let asked = ReadCheckpoint(checkpoint)
    self.checkpoint = asked
    channels = try choice.bands.map { source in
      let band = try PlacedBand(source, onto: grid)
      let stretch = try Percentiles.stretch(
        band.read(
          grid.extent, width: min(512, grid.width), height: min(512, grid.height),
          checkpoint: asked))
      return (band, stretch)
    }
  }

  /// Three bytes a pixel; white where a band has no value.
  func pixels(in window: Window, width: Int, height: Int) throws -> [UInt8] {
    let planes = try channels.map {
      try $0.band.read(window, width: width, height: height, checkpoint: checkpoint)
    }
    var out = [UInt8](repeating: 255, count: 3 * width * height)
    for pixel in 0..<width * height where planes.allSatisfy({ $0[pixel].isFinite }) {
      for (index, channel) in channels.enumerated() {
        out[3 * pixel + index] = Percentiles.byte(planes[index][pixel], channel.stretch)
      }
    }
    return out
  }
}
