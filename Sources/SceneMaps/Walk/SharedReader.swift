import Jobs
import Kernels
import RasterIO

/// The one reader of all passes over a scene: what it has decoded need not be
/// decoded again. Passes follow each other.
final class SharedReader: @unchecked Sendable {
  private var reader: StripReader?

  func reader(or make: () -> StripReader) -> StripReader {
    if let reader { return reader }
    let made = make()
    reader = made
    return made
  }
}

extension OpenScene {
  /// `lanes` counts where there is no reader yet.
  func reader(lanes: Int) -> StripReader {
    shared.reader {
      StripReader(
        stack: stack, region: region, polygons: polygons, masks: masks.areas, lanes: lanes,
        resampling: scene.resampling)
    }
  }

  /// A walk over the scene in strips of so many rows.
  func walk(rowsPerStrip: Int, workers: Workers, control: RunControl) -> SceneWalk {
    SceneWalk(
      reader: reader(lanes: workers.count), masks: masks.spectral, features: features,
      workers: workers, rowsPerStrip: rowsPerStrip, control: control)
  }
}
