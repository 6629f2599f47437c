import Cartography
import Files
import Foundation
import Jobs
import RasterIO
import Rasters

/// Writes what changed into a folder.
struct ChangeFiles {
  /// In the order in which they take their places.
  enum Name: String, CaseIterable {
    case attributes = "change.tif.aux.xml"
    case qgisStyle = "change.qml"
    case matrix = "matrix.csv"
    case changes = "changes.csv"
    case raster = "change.tif"
    case report = "compare.json"
  }

  private let staged: StagedFolder

  init(folder: String, overwrite: Bool) throws {
    staged = try StagedFolder(
      folder, names: Name.allCases.map(\.rawValue), overwrite: overwrite)
  }

  private func file(_ name: Name) -> String { staged.file(name.rawValue) }

  func publish() throws { try staged.publish(Name.allCases.map(\.rawValue), keeping: []) }

  func abandon(_ error: any Error) -> any Error { staged.abandon(error) }

  func writeRaster(_ pair: MapPair, _ codes: ChangeCodes, _ control: RunControl) throws {
    let writer = try RasterWriter(
      path: file(.raster), grid: pair.grid, type: .uint8, noData: 0, descriptions: ["change"])
    writer.setColourTable(codes.legend)
    try pair.forEachStrip("change raster", control) { rows, a, b in
      let values = zip(a, b).map { codes.code[ChangeTally.slot(Int($0), Int($1))] }
      let window = Window(
        column: 0, row: rows.lowerBound, width: pair.grid.width, height: rows.count)
      try writer.write(values, window: window, rowStride: pair.grid.width)
    }
    try writer.finishAsCOG(overviews: .mode, threads: 1)
    try TemporaryName.write(AuxiliaryXML.text(codes.legend), to: file(.attributes))
    try TemporaryName.write(QMLStyle.text(codes.legend), to: file(.qgisStyle))
  }

  func writeTables(_ report: ChangeReport) throws {
    try TemporaryName.write(Self.matrix(report), to: file(.matrix))
    try TemporaryName.write(Self.changes(report), to: file(.changes))
    var report = report
    report.outputs = Name.allCases.map(\.rawValue)
    try TemporaryName.write(JSONText.data(report), to: file(.report))
  }

  /// Rows are units of the first map, columns of the second, in pixels.
  private static func matrix(_ report: ChangeReport) -> String {
    let head = ["from / to"] + report.toUnits.map { "\($0.unit) \($0.name)" }
    let rows = zip(report.fromUnits, report.matrix).map { unit, counts in
      ["\(unit.unit) \(unit.name)"] + counts.map(String.init)
    }
    return table([head] + rows)
  }

  private static func changes(_ report: ChangeReport) -> String {
    let head = [
      "value", "from", "from_name", "to", "to_name", "becomes", "pixels", "hectares", "percent",
    ]
    let rows = report.transitions.map { change in
      [
        "\(change.value)", "\(change.from.unit)", change.from.name, "\(change.to.unit)",
        change.to.name, change.becomes.name, "\(change.pixels)",
        change.hectares.map { String(format: "%.7g", $0) } ?? "",
        String(format: "%.4f", change.percent),
      ]
    }
    return table([head] + rows)
  }

  private static func table(_ rows: [[String]]) -> String {
    rows.map { $0.map { CSVText.field($0) }.joined(separator: ",") + "\n" }.joined()
  }
}
