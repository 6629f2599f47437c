import Foundation
import Jobs
import MapTools
import RasterIO
public import Rasters

/// A finished map of units: a classified GeoTIFF and, where it lies in the folder of a run, what the
/// run wrote beside it. Pixels are read window by window when they are asked for.
public struct Map: Sendable {
  /// One class of the map.
  public struct Unit: Sendable, Equatable {
    /// The value of its pixels, from 1.
    public var value: Int
    public var name: String
    /// Red, green and blue as "#rrggbb"; nil where the raster has no colours.
    public var colour: String?
    /// Pixels of the whole map; nil where nobody counted them.
    public var pixels: Int?
    /// Hectares of the whole map; nil without a place on the ground.
    public var hectares: Double?
  }

  /// The classified GeoTIFF.
  public let path: String
  /// Its size in pixels and its place on the ground.
  public let grid: Grid
  public let units: [Unit]
  /// What the run did; nil for a map that is not in the folder of a run.
  public let report: RunReport?

  /// Opens a classified raster, or the folder of a finished run.
  ///
  /// - Throws: a `FaciesError` where it is no map of units.
  public init(contentsOf path: String) throws {
    let location = try LocalPath(path)
    if location.kind == .folder {
      try self.init(folder: path, report: ResultRecord.report(in: path))
    } else {
      try self.init(raster: path, report: nil)
    }
  }

  init(folder: String, report: RunReport) throws {
    try self.init(raster: folder + "/" + ResultFolder.Name.units.rawValue, report: report)
  }

  private init(raster path: String, report: RunReport?) throws {
    let map = try LabelMap(path: LocalPath.file(path).absolute)
    self.path = path
    self.report = report
    grid = map.grid
    if let report {
      units = report.units.map {
        Unit(
          value: $0.unit, name: $0.name, colour: $0.colour, pixels: $0.pixels,
          hectares: $0.hectares)
      }
    } else {
      let palette = map.dataset.palette
      units = map.categories.filter { $0.value > 0 }.map {
        Unit(value: $0.value, name: $0.name, colour: palette[$0.value]?.hex)
      }
    }
  }

  // MARK: pixels

  /// Units of the pixels of a window, row by row from its top left corner; 0 is not mapped.
  ///
  /// - Parameter window: in pixels, inside the map.
  /// - Returns: `width` x `height` labels.
  public func labels(in window: Window) throws -> [UInt16] {
    try check(window)
    return try LabelMap(path: LocalPath.file(path).absolute)
      .labels(in: window, width: window.width, height: window.height)
  }

  /// How far the best unit of every pixel is ahead of the second, in percent, row by row; NaN where
  /// nothing is mapped. Nil where the run wrote no `confidence.tif`.
  public func confidence(in window: Window) throws -> [Float]? {
    try check(window)
    let name = URL(fileURLWithPath: path).deletingLastPathComponent()
      .appendingPathComponent(ResultFolder.Name.confidence.rawValue).path
    guard FileManager.default.fileExists(atPath: name) else { return nil }
    let raster = try RasterDataset(path: name)
    var out = [Float](repeating: .nan, count: window.pixelCount)
    try out.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try raster.read(
        bands: [1], source: .init(window), width: window.width, height: window.height, into: base,
        rowStride: window.width, bandStride: 0, resampling: .nearest)
    }
    guard let noData = raster.bands[0].noData.map(Float.init) else { return out }
    return out.map { $0 == noData ? .nan : $0 }
  }

  /// Pixels of every unit in a window, by the unit's value; units that are not there are left out.
  public func counts(in window: Window) throws -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for label in try labels(in: window) where label != 0 { counts[Int(label), default: 0] += 1 }
    return counts
  }

  private func check(_ window: Window) throws {
    guard window.width > 0, window.height > 0, window.column >= 0, window.row >= 0,
      window.endColumn <= grid.width, window.endRow <= grid.height
    else {
      throw Failure.usage(
        "the window of \(window.width)x\(window.height) pixels at column \(window.column), row "
          + "\(window.row) does not lie in the map of \(grid.width)x\(grid.height)")
    }
  }

  // MARK: accuracy

  /// Compares the map with labels: a raster on any grid, or polygons with a class in `field`.
  ///
  /// - Returns: matched accuracy, purity, NMI, ARI, kappa and the confusion matrix.
  public func score(against reference: String, field: String? = nil) throws -> ScoreReport {
    try Facies.score(map: path, reference: reference, field: field)
  }
}
