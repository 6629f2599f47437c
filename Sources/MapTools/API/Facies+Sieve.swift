import Foundation
package import Jobs
import Kernels
import Patches
import RasterIO
package import Rasters

/// What a sieve did to a map.
public struct SieveReport: Codable, Sendable, Equatable {
  /// Connected areas that have taken another unit.
  public var merged: Int
  /// Connected areas that the map has now.
  public var patches: Int
  public var rounds: Int
}

extension Facies {
  /// Writes a copy of a classified raster in which connected areas below
  /// the minimum mapping unit have joined the neighbour that they share the
  /// longest border with. Names and colours of units are kept.
  @discardableResult
  package static func sieve(
    map path: String, to output: String, unit: MinimumMappingUnit, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) throws -> SieveReport {
    let file = try LocalPath.file(path)
    try OutputPath.checkMap(output, overwrite: overwrite, input: file)
    let map = try LabelMap(path: file.absolute)
    map.limitBlockCache()
    let folder = URL(fileURLWithPath: output).deletingLastPathComponent().path
    let sieve = try Sieve(unit, grid: map.grid, folder: folder, checkpoint: control.checkpoint)
    let scratch = try LabelScratch(copying: map, in: folder)
    control.progress("sieve", 0)
    let outcome = try sieve.run(on: scratch)
    let legend = try legend(of: map, style: StyleSearch.style(named: nil), keepsColours: true)
    try DerivedMap(map: map, legend: legend, metadata: ["FACIES_SIEVE": "\(unit)"])
      .write(to: output) { rows in try scratch.forEachBlock { try rows.write($0, $1) } }
    return SieveReport(outcome)
  }
}

extension SieveReport {
  init(_ outcome: Sieve.Outcome) {
    self.init(merged: outcome.merged, patches: outcome.patches, rounds: outcome.rounds)
  }
}
