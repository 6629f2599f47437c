/// Several planes of one size in one piece of memory, `planeSize` values
/// apart: the planar matrix of a block.
final class PlaneStack {
  let count: Int
  let planeSize: Int
  let stride: Int
  private let storage: Plane

  init(count: Int, width: Int, height: Int) {
    self.count = max(1, count)
    storage = Plane(width: width, height: height * self.count)
    stride = storage.stride
    planeSize = storage.stride * height
  }

  var start: UnsafeMutablePointer<Float> { storage.start }

  func row(_ plane: Int, _ y: Int) -> UnsafeMutablePointer<Float> {
    storage.row(plane * (planeSize / stride) + y)
  }

  func plane(_ index: Int) -> UnsafeMutablePointer<Float> {
    storage.row(index * (planeSize / stride))
  }

  func clear() { storage.fill(0) }
}
