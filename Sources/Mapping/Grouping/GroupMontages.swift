import Cartography
import Foundation
import Kernels
import Learning
import Rasters

/// Pictures of groups: for each one those nearest to its centre, some drawn at
/// random, and those on which the members agree least; and a sheet with a row
/// of every group.
struct GroupMontages {
  private static let side = 96
  private static let across = 10

  let objects: [GroupedObject]
  let names: [String]
  let groups: Int
  let seed: UInt64
  /// RGB bytes of a cutout by name, at a side in pixels.
  let picture: (String, Int) -> [UInt8]?

  /// Names of what was written.
  func write(_ files: GroupFiles, _ context: FitContext) throws -> [String] {
    guard groups > 0 else { return [] }
    try GroupFiles.make(files.file(GroupFiles.montages))
    var rows: [ContactSheet.Section] = []
    var written: [String] = []
    let digits = max(2, "\(groups)".count)
    for group in 1...groups {
      try context.checkpoint()
      context.progress("pictures", Double(group - 1) / Double(groups))
      let own = members(group)
      let name = GroupFiles.montages + "/" + String(format: "%0\(digits)d.png", group)
      try ContactSheet(
        title: "Group \(group)", subtitle: summary(own), tile: Self.side, across: Self.across,
        sections: sections(own)
      ).write(to: files.file(name))
      written.append(name)
      rows.append(row(group, own))
    }
    try ContactSheet(
      title: "\(groups) groups", subtitle: "of each the objects nearest to its centre",
      tile: Self.side, across: Self.across, sections: rows
    ).write(to: files.file(GroupFiles.overview))
    return [GroupFiles.overview] + written
  }

  private struct Members {
    var voted: [Int]
    var completed: [Int]
  }

  private func members(_ group: Int) -> Members {
    let own = objects.indices.filter { objects[$0].group == group }
    return Members(
      voted: own.filter { objects[$0].status == .voted },
      completed: own.filter { objects[$0].status == .completed })
  }

  private func summary(_ own: Members) -> String {
    own.completed.isEmpty
      ? "\(own.voted.count) voted" : "\(own.voted.count) voted, \(own.completed.count) completed"
  }

  private func nearest(_ own: [Int], _ count: Int) -> [Int] {
    Array(
      own.sorted { (objects[$0].distance ?? 0, $0) < (objects[$1].distance ?? 0, $1) }
        .prefix(count))
  }

  private func sections(_ own: Members) -> [ContactSheet.Section] {
    let near = nearest(own.voted, 2 * Self.across)
    let drawn = ClusterQuality.draw(2 * Self.across, of: own.voted, seed: seed)
    let doubtful = (own.voted + own.completed).sorted { a, b in
      let (first, second) = (objects[a], objects[b])
      return (first.agreement, -(first.distance ?? 0), a)
        < (second.agreement, -(second.distance ?? 0), b)
    }.prefix(Self.across)
    return [
      section("Nearest to the centre", near), section("Drawn at random", drawn),
      section("Lowest agreement, then farthest from the centre", Array(doubtful)),
    ]
  }

  private func section(_ heading: String, _ rows: [Int]) -> ContactSheet.Section {
    ContactSheet.Section(
      heading: heading,
      tiles: rows.map { row in
        .init(
          pixels: picture(names[row], Self.side) ?? [],
          caption: (names[row] as NSString).lastPathComponent)
      })
  }

  private func row(_ group: Int, _ own: Members) -> ContactSheet.Section {
    var out = section("Group \(group): \(summary(own))", nearest(own.voted, Self.across))
    for index in out.tiles.indices { out.tiles[index].caption = "" }
    return out
  }
}
