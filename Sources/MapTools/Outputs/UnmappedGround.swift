import Cartography
import Features
import RasterIO

/// What a map's legend calls ground that is in no unit.
package enum UnmappedGround {
  /// Reasons for which a scene itself has nothing to say; all others are masks.
  private static let withoutData: Set<String> = [
    StripReader.noData, StripReader.outsideRegion, FeaturePlan.undefined, "fill",
  ]

  /// - Parameter rejected: pixels that are not mapped, by reason.
  package static func words(rejected: [String: Int]) -> String {
    let isMasked = rejected.contains { $0.value > 0 && !withoutData.contains($0.key) }
    return isMasked ? "no data or masked" : MapSheet.noData
  }
}
