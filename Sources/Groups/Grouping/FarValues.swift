import Foundation
import Kernels

/// Features in which a few values lie so far out that the others are all but
/// equal beside them, once they are brought to one footing.
enum FarValues {
  /// Of the farthest value: those beyond are far, and all others must lie
  /// within the smaller share.
  private static let (farShare, nearShare) = (0.5, 1e-4)

  /// A line for each such feature of a sample, [feature][object].
  static func notes(of values: PlanarMatrix, names: [String]) -> [String] {
    names.indices.compactMap { feature in note(values.row(feature), names[feature]) }
  }

  private static func note(_ values: ArraySlice<Float>, _ name: String) -> String? {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last, first < last else { return nil }
    let middle = Double(sorted[sorted.count / 2])
    let (low, high) = (middle - Double(first), Double(last) - middle)
    let reach = max(low, high)
    let near = sorted.filter { abs(Double($0) - middle) < farShare * reach }
    guard near.count < sorted.count, let least = near.first, let most = near.last,
      Double(most) - Double(least) < nearShare * reach, least < most
    else { return nil }
    let far = high >= low ? last : first
    let count = sorted.count - near.count
    return "column '\(name)' holds \(text(far)) (\(count) of \(sorted.count) objects lie so far "
      + "out), beside which its other values (\(text(least)) to \(text(most))) are all but equal: "
      + "leave cells empty that have no value"
  }

  private static func text(_ value: Float) -> String { String(format: "%.6g", value) }
}
