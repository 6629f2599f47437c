import Cartography
import Foundation
package import Jobs
package import Patches
import RasterIO
package import Rasters
package import Vectors

/// Writes a finished map as polygons.
package struct PolygonFile {
  package let map: any LabelSource
  package let legend: Legend
  package let path: String
  package let control: RunControl
  /// More patches than this are not written; nil writes all.
  package var mostPatches: Int?
  /// The codes that stand for the map's labels 1, 2, … in the legend and in the file; nil where
  /// labels stand for themselves.
  package var codes: [Int]?

  /// What came of it.
  package enum Outcome: Equatable {
    case written(patches: Int, isDissolved: Bool)
    case tooMany(patches: Int)
  }

  private var weights: PixelWeights { PixelWeights(map.grid) }

  package func write() throws -> Outcome {
    let weights = weights
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let patches = try PatchTable(
      map, weights: weights, folder: folder, checkpoint: control.checkpoint)
    if let mostPatches, patches.patchCount > mostPatches {
      return .tooMany(patches: patches.patchCount)
    }
    let writer = try VectorWriter(path: path)
    let isGeoPackage = writer.format == .geoPackage
    if isGeoPackage {
      try writer.addLayer(
        UnitsGeoPackage.units, of: map.grid, fields: fields, isDissolved: true)
    }
    try writer.addLayer(
      isGeoPackage ? UnitsGeoPackage.patches : UnitsGeoPackage.units, of: map.grid, fields: fields)
    try write(
      PatchPolygons(map, patches: patches, folder: folder, checkpoint: control.checkpoint),
      to: writer)
    try writer.close()
    let isDissolved =
      try isGeoPackage
      && UnitsGeoPackage.complete(
        writer, styles: Self.styles(legend), hasArea: hasArea)
    try writer.finish()
    return .written(patches: patches.patchCount, isDissolved: isDissolved)
  }

  package static func styles(_ legend: Legend) -> UnitsGeoPackage.Styles {
    .init(qml: PolygonQMLStyle.text(legend)) { PolygonSLDStyle.text(legend, layer: $0) }
  }

  private var hasArea: Bool { weights.hectaresPerWeight != nil }

  private var isLong: Bool { codes?.contains { Int32(exactly: $0) == nil } ?? false }

  private var fields: [VectorWriter.Field] {
    [.init("unit", isLong ? .integer64 : .integer), .init("name", .text)]
      + (hasArea ? [.init("hectares", .real)] : [])
  }

  private func write(_ polygons: PatchPolygons, to writer: VectorWriter) throws {
    let names = Dictionary(
      legend.entries.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
    let weights = weights
    // Without a place on the ground: pixels, with rows downwards.
    var wkb = WKBPolygon(
      map.grid.transform
        ?? GeoTransform(originX: 0, columnX: 1, rowX: 0, originY: 0, columnY: 0, rowY: 1))
    try polygons.forEach(progress: { control.progress("polygons", $0) }) { polygon in
      wkb.begin(rings: polygon.ringEnds.count)
      for ring in polygon.rings {
        wkb.append(ring: ring.lazy.map { (column: $0.column, row: $0.row) })
      }
      let area = weights.hectares(polygon.weight)
      let unit = codes?[polygon.label - 1] ?? polygon.label
      try writer.write(
        wkb,
        [.integer(unit), .text(names[unit] ?? "Unit \(unit)")]
          + (area.map { [.real($0)] } ?? []))
    }
  }

  package init(
    map: any LabelSource, legend: Legend, path: String, control: RunControl,
    mostPatches: Int? = nil, codes: [Int]? = nil
  ) {
    self.codes = codes
    self.map = map
    self.legend = legend
    self.path = path
    self.control = control
    self.mostPatches = mostPatches
  }
}
