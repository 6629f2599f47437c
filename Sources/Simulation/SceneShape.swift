/// Size of a scene in pixels, and the scene units made from it.
struct SceneShape: Sendable, Hashable {
  let width: Int
  let height: Int

  /// Size of a pixel in scene units.
  var step: Double { 1 / Double(max(width, height)) }
  var across: Double { Double(width) * step }
  var down: Double { Double(height) * step }
  /// Wavelength of the finest detail: three pixels.
  var finest: Double { 3 * step }

  /// The whole scene at no more than `samples` a side.
  func overview(samples: Int) -> Patch {
    let step = max(step, 1 / Double(samples))
    return Patch(
      column: 0, row: 0, width: max(1, Int((across / step).rounded())),
      height: max(1, Int((down / step).rounded())), step: step)
  }
}
