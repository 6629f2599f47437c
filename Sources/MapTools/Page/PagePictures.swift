import Cartography
package import RasterIO
package import Rasters
package import Reports

/// The pictures of a page: the map, and the scene in colours.
package struct PagePictures {
  package let map: ReportContent.MapPicture
  package let scenes: [ReportContent.ScenePicture]
  /// How sure the map is of every pixel.
  package var confidence: ReportContent.ScenePicture?
  /// Numbers of patches by the powers of two of their pixels.
  package var patchSizes: [Int] = []

  package static func picture(
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

  package init(map: ReportContent.MapPicture, scenes: [ReportContent.ScenePicture]) {
    self.map = map
    self.scenes = scenes
  }
}
