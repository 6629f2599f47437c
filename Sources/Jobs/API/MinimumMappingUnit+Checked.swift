public import Rasters

extension MinimumMappingUnit {
  /// The unit from what was typed: one of the two.
  public static func checked(hectares: Double?, pixels: Int?) throws -> MinimumMappingUnit {
    switch (hectares, pixels) {
    case (let area?, nil):
      guard area > 0, area <= 1e9 else {
        throw Failure.usage("the smallest patch is \(area) hectares, must be more than 0")
      }
      return .hectares(area)
    case (nil, let count?):
      guard count > 0 else {
        throw Failure.usage("the smallest patch is \(count) pixels, must be at least 1")
      }
      return .pixels(count)
    default: throw Failure.usage("give the smallest patch with one of --hectares and --pixels")
    }
  }
}
