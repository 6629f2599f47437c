import Cartography
import Foundation
package import Jobs
import RasterIO
import Rasters
package import Scenes

extension Facies {
  /// Writes three bands of a scene as a colour image, each stretched from its
  /// 2nd to its 98th percentile: a PNG file, or a GeoTIFF where the name ends
  /// in `.tif`. Without `bands` it takes those of the scene file, or those
  /// that show rocks best. Returns their names.
  package static func composite(
    _ scene: Scene, bands: [String]? = nil, to output: String, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) throws -> [String] {
    try OutputPath.check(output, overwrite: overwrite, inputs: scene.input.paths)
    guard [".png", ".tif", ".tiff"].contains(where: output.lowercased().hasSuffix) else {
      throw Failure.usage("'\(output)' must end in .png or .tif")
    }
    let source = try OpenScene(scene)
    try OutputPath.check(output, overwrite: overwrite, inputs: source.stack.files)
    let choice = try bands.map(source.composite) ?? source.composites().first
    guard let choice, choice.bands.count == 3 else {
      throw Failure.usage("a colour image takes three bands: red, green, blue")
    }
    let picture = CompositeWriter(
      image: try CompositeImage(
        choice, onto: source.grid, checkpoint: control.checkpoint), grid: source.grid,
      control: control)
    let isTIFF = output.lowercased().hasSuffix(".tif") || output.lowercased().hasSuffix(".tiff")
    try isTIFF ? picture.writeTIFF(output, bands: choice.bands) : picture.writePNG(output)
    return choice.bands.map(\.name)
  }
}
