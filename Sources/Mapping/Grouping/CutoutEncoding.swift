import Learning
import Rasters

/// How the pixels of cutouts become features.
public struct CutoutEncoding: Sendable {
  /// Side in pixels to which the middle of every cutout is resampled.
  public var size: Int
  /// The share of a cutout's side that is looked at, about its middle.
  public var crop: Double
  /// Principal components that are kept.
  public var components: Int
  /// Give every component unit variance.
  public var whitens: Bool
  /// Average over the eight rotations and reflections of the square.
  public var isSymmetric: Bool

  public init(
    size: Int = 32, crop: Double = 1, components: Int = 40, whitens: Bool = true,
    isSymmetric: Bool = false
  ) {
    self.size = size
    self.crop = crop
    self.components = components
    self.whitens = whitens
    self.isSymmetric = isSymmetric
  }

  func check() throws {
    try VoteSettings.require("--size", size, 4...512)
    try VoteSettings.require("--components", components, 1...1000)
    guard crop > 0, crop <= 1 else {
      throw Failure.usage("--crop is \(crop), must be above 0 and at most 1")
    }
  }
}
