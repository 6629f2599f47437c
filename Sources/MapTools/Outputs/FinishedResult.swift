import Cartography
import Files
import Foundation
import Jobs
import RasterIO
import Rasters
import Reports
import Scenes
import Vectors

/// The folder of a finished run, whose files can be given other names and
/// colours without reading the scene or a model. `run.json` says which files
/// there are; it stays what the run did, with new checksums.
struct FinishedResult {
  private let folder: URL
  private let outputs: Set<String>
  /// The units as the run left them.
  let legend: Legend
  /// Pixels that are not mapped, by reason.
  let rejected: [String: Int]

  /// The result that a map belongs to; nil for a map that lies elsewhere.
  init?(map path: String) {
    let map = URL(fileURLWithPath: path)
    folder = map.deletingLastPathComponent()
    guard map.lastPathComponent == ResultFolder.Name.units.rawValue,
      let record = try? ResultRecord(folder: folder.path), let names = record.outputs,
      let units = record.units
    else { return nil }
    outputs = Set(names)
    rejected = record.rejectedPixels ?? [:]
    legend = Legend(
      entries: units.compactMap { unit in
        RGB(hex: unit.colour).map {
          LegendEntry(
            value: unit.unit, name: unit.name, colour: $0, pixelCount: unit.pixels,
            hectares: unit.hectares)
        }
      })
    guard legend.entries.count == units.count else { return nil }
  }

  private func path(_ name: ResultFolder.Name) -> String {
    folder.appendingPathComponent(name.rawValue).path
  }

  /// The file where the run wrote it and it is still there.
  private func existing(_ name: ResultFolder.Name) -> String? {
    let path = path(name)
    return outputs.contains(name.rawValue) && FileManager.default.fileExists(atPath: path)
      ? path : nil
  }

  /// Brings names and colours to the table, the item, the page and the
  /// polygons. What is not as a run wrote it is left alone and said.
  func rename(_ map: LabelMap, _ legend: Legend, _ control: RunControl) throws {
    try edit(.statistics, control) {
      UnitTableNames.renamed(String(decoding: $0, as: UTF8.self), legend).map { Data($0.utf8) }
    }
    try edit(.item, control) { try MapItem.renamed($0, legend) }
    try edit(.page, control) { try page($0, map, legend) }
    control.progress("polygons", 0)
    try rename(
      .polygons, [UnitsGeoPackage.units, UnitsGeoPackage.patches], legend,
      PolygonFile.styles(legend), control)
    try rename(
      .exemplars, [UnitsGeoPackage.exemplars], legend, ExemplarFile.styles(legend), control)
  }

  private func rename(
    _ name: ResultFolder.Name, _ layers: [String], _ legend: Legend,
    _ styles: UnitsGeoPackage.Styles, _ control: RunControl
  ) throws {
    guard let path = existing(name) else { return }
    let names = Dictionary(
      legend.entries.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
    let isOurs = try UnitsGeoPackage.rename(
      path: path, layers: layers, names: names, styles: styles)
    if !isOurs { say(name, control) }
  }

  /// Takes the checksums of what was written anew.
  func refreshChecksums() throws {
    let names: [ResultFolder.Name] = [
      .attributes, .qgisStyle, .styledLayer, .statistics, .item, .page, .polygons, .exemplars,
      .map, .model,
    ]
    try RunReport.refresh(Set(names.map(\.rawValue)), in: folder.path)
  }

  private func edit(
    _ name: ResultFolder.Name, _ control: RunControl, _ change: (Data) throws -> Data?
  ) throws {
    guard let path = existing(name) else { return }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure("'\(path)' cannot be read")
    }
    guard let changed = try change(data) else { return say(name, control) }
    if changed != data { try TemporaryName.write(changed, to: path) }
  }

  private func say(_ name: ResultFolder.Name, _ control: RunControl) {
    control.log(
      "\(name.rawValue) is not as this version of facies writes it: left as it is "
        + "(run the scene again to renew it)")
  }

  private func page(_ data: Data, _ map: LabelMap, _ legend: Legend) throws -> Data? {
    guard var content = PageRecord.content(of: data) else { return nil }
    content.legend = legend
    content.map = try PagePictures.picture(map, legend: legend, size: PictureSize(map.grid))
    return try ReportPage(content).data()
  }
}
