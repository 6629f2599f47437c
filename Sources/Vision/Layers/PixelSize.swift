/// Rows and columns of an image.
struct PixelSize: Sendable, Equatable {
  var height: Int
  var width: Int

  var count: Int { height * width }

  /// What a layer with that stride leaves, when its borders are padded.
  func reduced(by stride: Int) -> PixelSize {
    PixelSize(height: (height + stride - 1) / stride, width: (width + stride - 1) / stride)
  }
}
