import Jobs
import MapTools
import RasterIO
import Rasters
import Reports
import Scenes

/// A run's map as a catalogue's item.
enum ItemDraft {
  static func item(
    _ parts: PageParts, scene: Scene, grid: Grid, assets: [MapItem.Asset]
  ) -> MapItem {
    let report = parts.report
    let product = report.product == "raster" ? "raster images" : report.product
    return MapItem(
      name: scene.name, title: scene.title ?? scene.name,
      description: "Map of \(parts.legend.entries.count) surface units of \(scene.name), found "
        + "without training labels in \(product) (\(report.level)).",
      acquired: report.acquired, legend: parts.legend, grid: grid,
      footprint: footprint(grid), software: ["facies": Facies.version, "GDAL": GDAL.version],
      lineage: lineage(report), assets: assets)
  }

  private static func lineage(_ report: RunReport) -> String {
    let steps = [
      report.scaling, report.encoder?.method, report.whitening ? "whitening" : nil,
      report.filter == nil ? nil : "bilateral filter",
      report.clusterer?.method, "smoothing \(report.smoothing)",
    ].compactMap { $0 }
    return "bands \(report.bands.map(\.name).joined(separator: ", ")); "
      + steps.joined(separator: ", ") + "; seed \(report.seed)"
  }

  /// Points along every edge, brought to longitude and latitude.
  static func footprint(_ grid: Grid) -> Footprint? {
    guard let transform = grid.transform, let from = grid.wkt,
      let to = SpatialReference.wkt(epsg: 4326)
    else { return nil }
    let (w, h) = (Double(grid.width), Double(grid.height))
    let corners = [(0.0, 0.0), (w, 0), (w, h), (0, h)]
    let steps = 16
    let places = corners.indices.flatMap { side -> [(x: Double, y: Double)] in
      let (a, b) = (corners[side], corners[(side + 1) % 4])
      return (0..<steps).map { step in
        let t = Double(step) / Double(steps)
        return transform.apply(column: a.0 + t * (b.0 - a.0), row: a.1 + t * (b.1 - a.1))
      }
    }
    return SpatialReference.transform(places, from: from, to: to).flatMap { globe in
      Footprint(edge: globe.map { Footprint.Position($0.x, $0.y) })
    }
  }
}
