import Cartography
import Files
import Foundation
import Jobs
import Learning
import MapTools
import RasterIO
import Rasters
import Reports
import Scenes

/// Writes what is made from the finished map: sidecars, table, sheet, model.
struct ResultFiles {
  let folder: ResultFolder
  let scene: Scene
  let style: Style
  let source: OpenScene
  let control: RunControl

  func write(
    _ legend: Legend, _ outcome: MapWriter.Outcome, hints: UnitHints, model: ModelFile?,
    report: inout ReportDraft
  ) throws {
    var written: [ResultFolder.Name] = [.units]
    try TemporaryName.write(AuxiliaryXML.text(legend), to: folder.file(.attributes))
    try TemporaryName.write(QMLStyle.text(legend), to: folder.file(.qgisStyle))
    try TemporaryName.write(
      SLDStyle.text(legend, name: scene.name), to: folder.file(.styledLayer))
    if try folder.unitFile() == nil {
      try TemporaryName.write(
        UnitFile.text(legend, notes: hints.hints.mapValues(\.text)),
        to: folder.file(.unitFile))
    }
    written += [.attributes, .qgisStyle, .styledLayer, .unitFile]
    if scene.outputs.contains(.confidence) { written.append(.confidence) }
    if scene.outputs.contains(.features) { written.append(.features) }
    if scene.outputs.contains(.anomaly) { written.append(.anomaly) }
    if try scene.outputs.contains(.polygons) && polygons(legend) { written.append(.polygons) }
    if scene.outputs.contains(.statistics) {
      let table = UnitTable.csv(
        legend, hints: hints,
        columns: UnitTable.columns(outcome.statistics, source.stack.bands.map(\.name))
          + UnitTable.columns(outcome.featureStatistics, source.features.names))
      try TemporaryName.write(table, to: folder.file(.statistics))
      written.append(.statistics)
    }
    if let model {
      try TemporaryName.write(model.serialized(), to: folder.file(.model))
      report.model = ResultFolder.Name.model.rawValue
      written.append(.model)
    }
    if scene.outputs.contains(.map) {
      try sheet(legend, rejected: outcome.rejected).write(to: folder.file(.map))
      written.append(.map)
    }
    if scene.outputs.contains(.report) { written.append(.page) }
    if scene.outputs.contains(.item) { written.append(.item) }
    report.outputs = written.map(\.rawValue) + [ResultFolder.Name.report.rawValue]
  }

  /// A file of more connected areas than this is of little use and would be
  /// larger than the scene; `facies polygonize` writes it nonetheless.
  private static let mostPatches = 5_000_000

  /// Whether the map could be written as polygons.
  private func polygons(_ legend: Legend) throws -> Bool {
    let map = try LabelMap(path: folder.file(.units))
    guard map.grid.transform != nil else {
      control.log("no units.gpkg: the image has no place on the ground")
      return false
    }
    let file = PolygonFile(
      map: map, legend: legend, path: folder.file(.polygons), control: control,
      mostPatches: Self.mostPatches)
    guard case .tooMany(let patches) = try file.write() else { return true }
    control.log(
      "no units.gpkg: the map has \(patches) patches, more than \(Self.mostPatches); "
        + "add a sieve, or write them all with facies polygonize")
    return false
  }

  /// The page, made from everything else.
  func writePage(_ parts: PageParts) throws {
    guard scene.outputs.contains(.report) else { return }
    control.progress("page", 0)
    let map = try LabelMap(path: folder.file(.units))
    let pictures = try PagePictures(map, legend: parts.legend, source: source)
    let page = PageDraft(scene: scene, parts: parts, pictures: pictures, words: words)
    try TemporaryName.write(ReportPage(page.content).data(), to: folder.file(.page))
  }

  /// The map as a catalogue lists it.
  func writeItem(_ parts: PageParts) throws {
    guard scene.outputs.contains(.item) else { return }
    let item = ItemDraft.item(parts, scene: scene, grid: source.grid)
    try TemporaryName.write(item.data(), to: folder.file(.item))
  }

  private var words: SheetWords {
    SheetWords(
      scene: scene.name, title: scene.title, credit: scene.credit, product: source.stack.product,
      acquired: source.stack.acquired)
  }

  private func sheet(_ legend: Legend, rejected: [String: Int]) throws -> MapSheet {
    control.progress("map sheet", 0)
    let map = try LabelMap(path: folder.file(.units))
    var style = style
    if scene.terrain != nil { style.backdrop = .hillshade }
    return MapSheet(
      map: map, legend: legend, unmapped: UnmappedGround.words(rejected: rejected), style: style,
      title: words.title(style, legend, map.grid),
      subtitle: words.subtitle(style, legend, map.grid), credit: words.creditLine,
      backdrop: try backdrop(map.grid))
  }

  private func backdrop(_ grid: Grid) throws -> (any Backdrop)? {
    if let terrain = scene.terrain {
      return try HillshadeBackdrop(path: LocalPath.file(terrain).absolute, onto: grid)
    }
    switch style.backdrop {
    case .none: return nil
    case .image: return try ImageBackdrop(source)
    case .composite:
      return try source.composites().first.map { try CompositeImage($0, onto: source.grid) }
    case .hillshade:
      control.log(
        "the style lays units over a hillshade, which needs a terrain model: drawn without "
          + "(name one as 'terrain' in the scene file, or draw the sheet anew with facies render)")
      return nil
    }
  }
}
