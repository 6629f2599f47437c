import Cartography
import MapTools
import RasterIO
import Rasters

extension MapOutput {
  static let sheet = MapOutput(
    key: .map,
    file: MapFile(
      .map, "map sheet to print",
      asset: .init("map", file: "map.png", .png, "Map sheet", roles: ["overview"])),
    writing: .finished { map in
      try map.sheet().write(to: map.folder.file(.map))
      return true
    })
}

extension FinishedMap {
  fileprivate func sheet() throws -> MapSheet {
    control.progress("map sheet", 0)
    let map = try LabelMap(path: folder.file(.units))
    var style = style
    if scene.terrain != nil { style.backdrop = .hillshade }
    var sheet = MapSheet(
      map: map, legend: legend, unmapped: UnmappedGround.words(rejected: outcome.rejected),
      style: style,
      title: words.title(style, legend, map.grid),
      subtitle: words.subtitle(style, legend, map.grid), credit: words.creditLine,
      backdrop: try backdrop(map.grid))
    sheet.checkpoint = control.checkpoint
    return sheet
  }

  private func backdrop(_ grid: Grid) throws -> (any Backdrop)? {
    if let terrain = scene.terrain {
      let shade = try HillshadeBackdrop(path: LocalPath.file(terrain).absolute, onto: grid)
      shade.notes.forEach(control.log)
      return shade
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
