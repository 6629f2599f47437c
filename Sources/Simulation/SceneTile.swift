import Rasters

/// The finished pixels of one window.
final class SceneTile {
  let window: Window
  /// Stored numbers, one plane per band.
  let bands: PlaneStack
  /// Values of the units, from 1.
  let truth: Plane
  let quality: Plane

  init(window: Window, bands: Int) {
    self.window = window
    self.bands = PlaneStack(count: bands, width: window.width, height: window.height)
    truth = Plane(width: window.width, height: window.height)
    quality = Plane(width: window.width, height: window.height)
  }
}
