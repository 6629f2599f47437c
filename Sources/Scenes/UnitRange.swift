import Foundation
import Learning
import Rasters

/// Numbers of units to try: "4..16", or "8" alone.
public struct UnitRange: Sendable, Equatable {
  public let units: [Int]

  /// Every `step`th number of a range, its first one included. `name` is what
  /// errors call it.
  public init(_ text: String, step: Int = 1, name: String = "--units") throws {
    let ends = text.components(separatedBy: "..").map { Int($0) }
    guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1] else {
      throw Failure.usage("\(name) is '\(text)', must be a range such as 4..16")
    }
    guard first <= last else {
      throw Failure.usage("\(name) is '\(text)', must not fall: write \(last)..\(first)")
    }
    guard first >= 1, last <= Classifier.mostUnits else {
      throw Failure.usage("\(name) is '\(text)', must lie in 1..\(Classifier.mostUnits)")
    }
    guard step >= 1 else {
      throw Failure.usage("--step is \(step), must be at least 1")
    }
    units = Array(stride(from: first, through: last, by: step))
  }

  /// "4..16"
  public var text: String {
    let (first, last) = (units[0], units[units.count - 1])
    return first == last ? "\(first)" : "\(first)..\(last)"
  }
}
