import Cartography
import Kernels
import RasterIO
import Rasters

/// The scene itself as a grey image: one band, stretched between its 2nd and
/// 98th percentile.
final class StackBackdrop: Backdrop {
  private let dataset: RasterDataset
  private let band: Int
  private let region: Window
  private let frame: Grid
  private let grid: Grid
  private var stretch: ClosedRange<Float> = 0...1

  /// Near infrared shows relief and rock best; else the last band.
  init(_ source: OpenScene) throws {
    let bands = source.stack.bands
    guard let pick = bands.first(where: { $0.name == "nir" }) ?? bands.last else {
      throw Failure("the scene has no band to lay under the map")
    }
    dataset = try RasterDataset(path: pick.path)
    band = pick.band
    grid = pick.grid
    region = source.region
    frame = source.stack.grid
    stretch = try Self.percentiles(
      read(Window(column: 0, row: 0, width: region.width, height: region.height), 256, 256),
      noData: pick.noData)
  }

  private static func percentiles(_ values: [Float], noData: [Double]) -> ClosedRange<Float> {
    let known = values.filter { value in
      value.isFinite && value != 0 && !noData.contains(Double(value))
    }.sorted()
    guard let last = known.indices.last else { return 0...1 }
    let low = known[last * 2 / 100]
    let high = known[last * 98 / 100]
    return low < high ? low...high : low...(low + 1)
  }

  private func read(_ window: Window, _ width: Int, _ height: Int) throws -> [Float] {
    let shifted = Window(
      column: region.column + window.column, row: region.row + window.row, width: window.width,
      height: window.height)
    var out = [Float](repeating: .nan, count: width * height)
    let source = RasterDataset.SourceWindow(shifted, of: frame, in: grid)
    try out.withUnsafeMutableBufferPointer { buffer in
      try dataset.read(
        bands: [band], source: source, width: width, height: height, into: buffer.firstAddress,
        rowStride: width, bandStride: 0, resampling: .bilinear)
    }
    return out
  }

  func pixels(in window: Window, width: Int, height: Int) throws -> [UInt8] {
    let span = stretch.upperBound - stretch.lowerBound
    return try read(window, width, height).map { value in
      guard value.isFinite else { return 255 }
      return UInt8(max(0, min(255, 255 * (value - stretch.lowerBound) / span)))
    }
  }
}
