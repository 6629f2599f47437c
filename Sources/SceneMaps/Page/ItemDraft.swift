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
      footprint: GridFootprint(grid)?.footprint,
      software: ["facies": Facies.version, "GDAL": GDAL.version],
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
}
