public import Rasters

/// What is measured: the cut-out of one source. All planes are row after row
/// with `width` columns; row 0 is the first row of the FITS file.
public struct SourceStamp: Sendable {
  public var width: Int
  public var height: Int
  /// Background-subtracted flux; what is not finite is masked.
  public var pixels: [Double]
  /// 0 background, `label` the source, others its neighbours.
  public var labels: [Int32]
  public var label: Int32
  /// True where pixels are not to be used; empty for none.
  public var mask: [Bool]
  public var noise: Noise
  /// Point-spread function with an odd number of columns and rows, centred.
  public var pointSpread: PointSpread?
  /// Column and row of the stamp's first pixel in the image, 0-based.
  public var column: Int
  public var row: Int

  /// One standard deviation of every pixel: given, or of Poisson's law.
  public enum Noise: Sendable {
    case sigma([Double])
    /// Electrons per unit of flux; sigma² = |flux| / gain + sky variance.
    case gain(Double)
  }

  public init(
    width: Int, height: Int, pixels: [Double], labels: [Int32], label: Int32, mask: [Bool] = [],
    noise: Noise, pointSpread: PointSpread? = nil, column: Int = 0, row: Int = 0
  ) {
    self.width = width
    self.height = height
    self.pixels = pixels
    self.labels = labels
    self.label = label
    self.mask = mask
    self.noise = noise
    self.pointSpread = pointSpread
    self.column = column
    self.row = row
  }

  /// Whether all planes have the size of the stamp.
  var isWhole: Bool {
    let count = width * height
    if case .sigma(let sigma) = noise, sigma.count != count { return false }
    return width > 0 && height > 0 && pixels.count == count && labels.count == count
      && (mask.isEmpty || mask.count == count)
  }

  /// The stamp of a source whose segment has this bounding box: 2.5 times as
  /// large, at least 48 pixels, cut at the edges of the image.
  public static func window(of box: Window, imageWidth: Int, imageHeight: Int) -> Window {
    let half = max(
      Int(Double(max(box.width, box.height)) * Conventions.cutoutExtent / 2),
      Conventions.minimumCutout / 2)
    let x = box.column + box.width / 2
    let y = box.row + box.height / 2
    let frame = Window(column: 0, row: 0, width: imageWidth, height: imageHeight)
    return Window(column: x - half, row: y - half, width: 2 * half, height: 2 * half)
      .intersection(frame)
  }
}

/// A point-spread function, row after row, of sum 1.
public struct PointSpread: Sendable, Equatable {
  public let width: Int
  public let height: Int
  public let values: [Double]

  /// The largest side.
  public static let mostSide = 511

  /// Scaled to sum 1; nil where sides are not positive, odd and at most
  /// `mostSide`, the sum is not positive, or a value is not finite.
  public init?(width: Int, height: Int, values: [Double]) {
    let sum = values.reduce(0, +)
    guard (1...Self.mostSide).contains(width), (1...Self.mostSide).contains(height),
      width % 2 == 1, height % 2 == 1, values.count == width * height,
      sum > 0, sum.isFinite
    else { return nil }
    self.width = width
    self.height = height
    self.values = values.map { $0 / sum }
  }
}
