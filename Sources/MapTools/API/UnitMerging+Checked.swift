import Rasters
import Settings

extension UnitMerging {
  /// The merging from what was typed: a number of units, or lists such as "2,3".
  public static func checked(units: Int?, join: [String]) throws -> UnitMerging {
    guard (units == nil) != join.isEmpty else {
      throw Failure.usage("give one of \(MapSettings.mergedUnits) and \(MapSettings.join)")
    }
    if let units { return .count(units) }
    return .joined(
      try join.map { text in
        let numbers = text.split(separator: ",").map { Int($0) }
        let units = numbers.compactMap { $0 }
        guard units.count == numbers.count else {
          throw Failure.usage("'\(text)' is no list of units, such as 2,3")
        }
        return units
      })
  }
}
