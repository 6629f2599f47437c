import Cartography
import Files
import Foundation
import Jobs
import Kernels
import RasterIO
import Rasters

/// Writes a map anew with other labels and all that it says about itself.
struct DerivedMap {
  let map: LabelMap
  let legend: Legend
  /// What is said beside what the map said, such as how it was changed.
  let metadata: [String: String]

  /// `rows` hands the new labels to the writer it is given. The map takes its
  /// name together with what lies beside it, and after it.
  func write(to output: String, rows: (_ writer: Rows) throws -> Void) throws {
    let url = URL(fileURLWithPath: output)
    let staging = try StagingFolder(
      beside: output, place: url.deletingLastPathComponent().path,
      refusal: "cannot write '\(output)'")
    defer { staging.remove() }
    let staged = staging.file(url.lastPathComponent)
    do {
      try write(staged: staged, rows: rows)
      let names = Self.sidecars(of: staged) + [staged]
      try Publication(
        zip(names, Self.sidecars(of: output) + [output]).map { (from: $0, to: $1) },
        aside: staging.file(".earlier")
      ).run()
    } catch {
      throw staging.named(error)
    }
  }

  private func write(staged: String, rows: (_ writer: Rows) throws -> Void) throws {
    let isByte = (legend.entries.last?.value ?? 0) <= 255
    let writer = try RasterWriter(
      path: staged, grid: map.grid, type: isByte ? .uint8 : .uint16, noData: 0,
      descriptions: ["unit"], options: InterimRaster.options)
    writer.setColourTable(legend)
    writer.setMetadata(kept.merging(metadata) { $1 })
    try rows(Rows(writer: writer, width: map.grid.width))
    try writer.finishAsCOG(overviews: .mode, threads: Workers.available)
    let counted = try recounted(LabelMap(path: staged))
    let sidecars = Self.sidecars(of: staged)
    try TemporaryName.write(AuxiliaryXML.text(counted), to: sidecars[0])
    try TemporaryName.write(QMLStyle.text(counted), to: sidecars[1])
  }

  /// Attributes and style beside a map.
  static func sidecars(of output: String) -> [String] {
    [output + ".aux.xml", URL(fileURLWithPath: output).deletingPathExtension().path + ".qml"]
  }

  /// Takes labels in rows from top to bottom.
  struct Rows {
    fileprivate let writer: RasterWriter
    fileprivate let width: Int

    func write(_ rows: Range<Int>, _ labels: UnsafePointer<UInt16>) throws {
      let window = Window(column: 0, row: rows.lowerBound, width: width, height: rows.count)
      try writer.write(labels, window: window, rowStride: width)
    }
  }

  private var kept: [String: String] {
    let keys = [
      "TIFFTAG_SOFTWARE", "FACIES_SCENE", "FACIES_PRODUCT", "FACIES_BANDS", "FACIES_FEATURES",
      "FACIES_LEVEL", "FACIES_RECIPE", "FACIES_FITTED_TO", "FACIES_SEED", "FACIES_SIEVE",
      "FACIES_TREE", "FACIES_MERGED",
    ]
    return Dictionary(
      keys.compactMap { key in map.dataset.metadataItem(key).map { (key, $0) } },
      uniquingKeysWith: { a, _ in a })
  }

  private func recounted(_ map: LabelMap) throws -> Legend {
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
