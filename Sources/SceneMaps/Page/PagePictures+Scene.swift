import Cartography
import MapTools
import RasterIO
import Rasters
import Reports

extension PagePictures {
  /// - Parameter images: colour images of the scene, on its grid.
  init(
    _ map: LabelMap, legend: Legend, source: OpenScene,
    images: [(choice: CompositeChoice, image: CompositeImage)]
  ) throws {
    let size = PictureSize(map.grid)
    let scenes: [ReportContent.ScenePicture] = try images.map { choice, image in
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
