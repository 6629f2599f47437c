import Cartography
import RasterIO
import Rasters
import Reports

/// The pictures of a page: the map, and the scene in colours.
struct PagePictures {
  let map: ReportContent.MapPicture
  let scenes: [ReportContent.ScenePicture]

  init(_ map: LabelMap, legend: Legend, source: OpenScene) throws {
    let size = PictureSize(map.grid)
    self.map = try Self.picture(map, legend: legend, size: size)
    scenes = try source.composites().map { choice in
      let image = try CompositeImage(choice, onto: source.grid)
      let rgb = try image.pixels(
        in: source.grid.extent, width: size.width, height: size.height)
      return .init(
        title: choice.title,
        jpeg: try PictureJPEG.data(width: size.width, height: size.height, rgb: rgb))
    }
  }

  static func picture(
    _ map: LabelMap, legend: Legend, size: PictureSize
  ) throws -> ReportContent.MapPicture {
    let labels = try map.labels(in: map.grid.extent, width: size.width, height: size.height)
    let highest = min(255, legend.entries.last?.value ?? 0)
    var colours = [RGB](repeating: RGB(0, 0, 0), count: highest + 1)
    for entry in legend.entries where entry.value <= highest { colours[entry.value] = entry.colour }
    let indices = labels.map { $0 <= highest ? UInt8($0) : 0 }
    return .init(
      png: try IndexedPNG.data(
        width: size.width, height: size.height, indices: indices, colours: colours),
      width: size.width, height: size.height, grid: map.grid)
  }
}
