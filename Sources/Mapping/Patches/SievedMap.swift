import Cartography
import Kernels
import Patches
import RasterIO
import Rasters

/// Writes a map anew with other labels and all that it says about itself.
struct SievedMap {
  let map: LabelMap
  let sieved: LabelScratch
  let unit: MinimumMappingUnit

  func write(to output: String) throws {
    let legend = try Facies.legend(
      of: map, style: StyleSearch.style(named: nil), keepsColours: true)
    let isByte = (legend.entries.last?.value ?? 0) <= 255
    let writer = try RasterWriter(
      path: output, grid: map.grid, type: isByte ? .uint8 : .uint16, noData: 0,
      descriptions: ["unit"], options: MapWriter.temporaryOptions)
    writer.setColourTable(legend)
    writer.setMetadata(metadata)
    try write(to: writer)
    try writer.finishAsCOG(overviews: "MODE", threads: Workers.available)
    let counted = try recounted(legend, LabelMap(path: output))
    try TemporaryName.write(AuxiliaryXML.text(counted), to: output + ".aux.xml")
  }

  private var metadata: [String: String] {
    let keys = [
      "TIFFTAG_SOFTWARE", "FACIES_SCENE", "FACIES_PRODUCT", "FACIES_BANDS", "FACIES_LEVEL",
      "FACIES_RECIPE", "FACIES_FITTED_TO", "FACIES_SEED",
    ]
    var kept: [String: String] = [:]
    for key in keys { kept[key] = map.dataset.metadataItem(key) }
    kept["FACIES_SIEVE"] = "\(unit)"
    return kept
  }

  private func write(to writer: RasterWriter) throws {
    let grid = sieved.grid
    try sieved.forEachBlock { rows, labels in
      let window = Window(column: 0, row: rows.lowerBound, width: grid.width, height: rows.count)
      try writer.write(labels, window: window, rowStride: grid.width)
    }
  }

  private func recounted(_ legend: Legend, _ map: LabelMap) throws -> Legend {
    let census = try map.census()
    return Legend(
      entries: legend.entries.map { entry in
        var entry = entry
        entry.pixelCount = census.pixels[entry.value] ?? 0
        entry.hectares = entry.hectares.map { _ in census.hectares[entry.value] ?? 0 }
        return entry
      })
  }
}
