import Foundation
import Rasters
public import Settings

/// Numbers of units that a sweep compares: "4..16", or "8" alone.
public struct UnitRange: Sendable, Equatable {
  public let units: [Int]

  /// Every so many numbers of a range are compared.
  public static let step = Setting(
    "step", option: "step", .atLeast(1), default: 1, "Compare every so many numbers of units.")

  /// Every `step`th number of a range, its first one included; nil takes every number.
  public init(_ text: String, step asked: Int? = nil) throws {
    let step = try UnitRange.step.checked(asked ?? UnitRange.step.default)
    let units = SceneSettings.units
    let ends = text.components(separatedBy: "..").map { Int($0) }
    guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1] else {
      throw Failure.outOfRange(
        units.name, found: "'\(text)'", allowed: "a number or a range such as 4..16")
    }
    guard first <= last else {
      throw Failure.usage(
        "\(units) is '\(text)', must not fall: write \(last)..\(first)", setting: units.name)
    }
    let count = first == last ? UnitCount.exactly(first) : .best(of: first...last)
    guard units.allowed.holds(count) else {
      throw Failure.outOfRange(units.name, found: "\(count)", allowed: units.allowed.text)
    }
    self.units = Array(stride(from: first, through: last, by: step))
  }

  /// Every number of a range.
  package init(_ range: ClosedRange<Int>) { units = Array(range) }

  var least: Int { units[0] }
  var most: Int { units[units.count - 1] }

  /// "4..16"
  public var text: String { least == most ? "\(least)" : "\(least)..\(most)" }
}
