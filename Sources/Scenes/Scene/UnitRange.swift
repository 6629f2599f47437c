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
    guard let (first, last) = UnitRange.ends(text) else {
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

  /// Both ends of "4..16", also written "4-16", or of "8".
  static func ends(_ text: String) -> (first: Int, last: Int)? {
    let text = text.trimmingCharacters(in: .whitespaces)
    if let count = Int(text) { return (count, count) }
    for mark in ["...", "..", "-", "–"] {
      let ends = text.components(separatedBy: mark)
        .map { Int($0.trimmingCharacters(in: .whitespaces)) }
      if ends.count == 2, let first = ends[0], let last = ends[1], first >= 0, last >= 0 {
        return (first, last)
      }
    }
    return nil
  }

  /// Every number of a range.
  package init(_ range: ClosedRange<Int>) { units = Array(range) }

  /// Ascending numbers; nil for none.
  package init?(_ units: [Int]) {
    guard !units.isEmpty else { return nil }
    self.units = units
  }

  var least: Int { units[0] }
  var most: Int { units[units.count - 1] }

  /// "4..16"
  public var text: String { least == most ? "\(least)" : "\(least)..\(most)" }
}
