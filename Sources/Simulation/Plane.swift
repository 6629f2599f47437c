/// A row-major plane of floats with rows padded to 16 values: the working
/// memory of one worker. It owns its memory, so that rows can be handed to
/// loops without bounds checks; nothing outside a worker ever sees it.
final class Plane {
  let width: Int
  let height: Int
  /// Values between the starts of two rows; a multiple of 16.
  let stride: Int
  private let storage: UnsafeMutablePointer<Float>

  init(width: Int, height: Int) {
    self.width = max(1, width)
    self.height = max(1, height)
    stride = (self.width + 15) / 16 * 16
    storage = .allocate(capacity: stride * self.height)
    storage.initialize(repeating: 0, count: stride * self.height)
  }

  deinit { storage.deallocate() }

  var count: Int { stride * height }
  var start: UnsafeMutablePointer<Float> { storage }

  func row(_ y: Int) -> UnsafeMutablePointer<Float> {
    precondition(y >= 0 && y < height)
    return storage + y * stride
  }

  func fill(_ value: Float) {
    storage.update(repeating: value, count: count)
  }
}
