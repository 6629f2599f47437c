public import Rasters
import Settings

extension MinimumMappingUnit {
  /// The unit from what was typed: one of the two.
  public static func checked(hectares: Double?, pixels: Int?) throws -> MinimumMappingUnit {
    switch (hectares, pixels) {
    case (let area?, nil):
      return .hectares(try MapSettings.hectares.checked(area))
    case (nil, let count?):
      return .pixels(try MapSettings.pixels.checked(count))
    default:
      throw Failure.usage(
        "give the smallest patch with one of \(MapSettings.hectares) and \(MapSettings.pixels)")
    }
  }
}
