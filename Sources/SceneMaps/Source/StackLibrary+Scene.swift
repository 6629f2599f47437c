import RasterIO
import Scenes
import Spectra

extension StackLibrary {
  /// The library that a scene names; nil where it names none.
  init?(of scene: Scene, _ stack: BandStack) throws {
    guard let path = scene.library else { return nil }
    try self.init(path: path, setting: SceneSettings.library.name, stack)
  }
}
