import Foundation
package import Jobs
import RasterIO
import Rasters
import Settings

/// Which units have become one.
public struct MergeReport: Codable, Sendable, Equatable {
  public struct Group: Codable, Sendable, Equatable {
    public var unit: Int
    public var name: String
    /// Units of the finer map.
    public var members: [Int]
    public var pixels: Int
    public var hectares: Double?
  }

  public var groups: [Group]
}

/// How a map is to be read with fewer units.
public enum UnitMerging: Sendable, Equatable {
  /// This many, by the hierarchy that the map carries.
  case count(Int)
  /// These units each become one.
  case joined([[Int]])
}

extension Facies {
  /// Writes a copy of a classified raster with fewer units, each a union of
  /// finer ones. Units are numbered anew in the order of their smallest
  /// members; names are put together, and a union has the colour of its
  /// largest part.
  @discardableResult
  package static func merge(
    map path: String, to output: String, by merging: UnitMerging, overwrite: Bool = false,
    control: RunControl = RunControl()
  ) throws -> MergeReport {
    let file = try LocalPath.file(path)
    try OutputPath.checkMap(output, overwrite: overwrite, input: file)
    let map = try LabelMap(path: file.absolute)
    map.limitBlockCache()
    let fine = try legend(
      of: map, style: StyleSearch.style(named: nil), keepsColours: true,
      given: unitFile(of: file.absolute))
    let tree = map.dataset.metadataItem("FACIES_TREE").flatMap { UnitTree($0) }
    let groups = try UnitGroups(
      names: merging.names(fine.entries.map(\.value), tree: tree, map: path))
    let legend = groups.legend(fine)
    var numbers = [UInt16](repeating: 0, count: 65_536)
    for (unit, group) in groups.number { numbers[unit] = UInt16(group) }
    let steps = [map.dataset.metadataItem("FACIES_MERGED"), groups.text].compactMap(\.self)
    var metadata = ["FACIES_MERGED": steps.joined(separator: "; ")]
    metadata["FACIES_TREE"] = tree?.coarsened(groups)?.description ?? ""
    try DerivedMap(map: map, legend: legend, metadata: metadata).write(to: output) { rows in
      try map.forEachStrip { range, labels in
        try control.checkpoint()
        try rows.write(range, labels.map { numbers[Int($0)] })
        control.progress("merge", Double(range.upperBound) / Double(map.grid.height))
      }
    }
    return MergeReport(
      groups: zip(legend.entries, groups.members).map {
        .init(
          unit: $0.value, name: $0.name, members: $1, pixels: $0.pixelCount, hectares: $0.hectares)
      })
  }
}

extension UnitMerging {
  /// The smallest unit of every unit's group.
  func names(_ units: [Int], tree: UnitTree?, map: String) throws -> [Int: Int] {
    switch self {
    case .count(let count): try names(units, count: count, tree: tree, map: map)
    case .joined(let groups): try names(units, joined: groups, map: map)
    }
  }

  private func names(
    _ units: [Int], count: Int, tree: UnitTree?, map: String
  ) throws -> [Int: Int] {
    guard count >= 1, count < units.count else {
      throw Failure.usage(
        "\(MapSettings.mergedUnits) is \(count); '\(map)' has \(units.count) units: give from 1 to "
          + "\(max(1, units.count - 1))")
    }
    guard let tree else {
      throw Failure.usage(
        "'\(map)' does not say which of its units are alike (FACIES_TREE in its metadata, which "
          + "facies run and facies map write): say which to join with \(MapSettings.join) 2,3")
    }
    let names = tree.groups(of: units, count: count)
    let left = Set(names.values).count
    guard left == count else {
      throw Failure(
        "'\(map)' can be read with \(left) units at the least: its hierarchy does not know some")
    }
    return names
  }

  private func names(_ units: [Int], joined groups: [[Int]], map: String) throws -> [Int: Int] {
    var names = Dictionary(units.map { ($0, $0) }, uniquingKeysWith: { a, _ in a })
    var seen = Set<Int>()
    for group in groups {
      guard group.count > 1, let name = group.min() else {
        throw Failure.usage("\(MapSettings.join) needs \(MapSettings.join.allowed.text)")
      }
      for unit in group {
        guard names[unit] != nil else {
          throw Failure.usage(
            "'\(map)' has no unit \(unit); it has \(units.map(String.init).joined(separator: ", "))"
          )
        }
        guard seen.insert(unit).inserted else {
          throw Failure.usage("unit \(unit) comes twice in \(MapSettings.join)")
        }
        names[unit] = name
      }
    }
    return names
  }
}
