import Cartography
import MapTools
package import RasterIO
package import Rasters
import Reports

extension PagePictures {
  package init(_ map: LabelMap, legend: Legend, source: OpenScene) throws {
    let size = PictureSize(map.grid)
    let scenes: [ReportContent.ScenePicture] = try source.composites().map { choice in
      let image = try CompositeImage(choice, onto: source.grid)
      let rgb = try image.pixels(
        in: source.grid.extent, width: size.width, height: size.height)
      return .init(
        title: choice.title,
        jpeg: try PictureJPEG.data(width: size.width, height: size.height, rgb: rgb))
    }
    self.init(
      map: try Self.picture(map, legend: legend, size: size), scenes: scenes)
  }
}
