import Cartography
package import Clusterers
import CodedCutouts
package import Fitting
import Foundation
import Jobs
import Kernels
import Rasters

/// Pictures of groups: for each one those nearest to its centre, some drawn at
/// random, and those on which the members agree least; and a sheet with a row
/// of every group.
package struct GroupMontages {
  package static let side = CutoutPictures.side
  private static let across = 10
  /// Groups whose pictures are made together.
  private static let block = 32

  package let objects: [GroupedObject]
  package let names: [String]
  package let groups: Int
  package let seed: UInt64
  /// Names of classes by group, for headings.
  package var classes: [Int: String] = [:]

  /// Writes `overview` and one file per group, and returns their names below
  /// `folder`.
  ///
  /// - Parameter pictures: RGB bytes of `side` pixels a side for rows that are
  ///   asked for.
  package func write(
    to folder: String, context: FitContext, pictures: ([Int]) throws -> [Int: [UInt8]]
  ) throws -> [String] {
    guard groups > 0 else { return [] }
    try StagedFolder.make(folder + "/" + GroupFiles.montages)
    var rows: [ContactSheet.Section] = []
    var written: [String] = []
    let digits = max(2, "\(groups)".count)
    let own = members
    for first in stride(from: 1, through: groups, by: Self.block) {
      let part = first..<min(groups + 1, first + Self.block)
      let chosen = part.map { choice(own[$0 - 1]) }
      let shown = try pictures(Set(chosen.flatMap(\.rows)).sorted())
      for (group, choice) in zip(part, chosen) {
        try context.checkpoint()
        context.progress("pictures", Double(group - 1) / Double(groups))
        let name = GroupFiles.montages + "/" + String(format: "%0\(digits)d.png", group)
        try ContactSheet(
          title: title(group), subtitle: summary(own[group - 1]), tile: Self.side,
          across: Self.across, sections: sections(choice, shown)
        ).write(to: folder + "/" + name)
        written.append(name)
        rows.append(row(group, own[group - 1], choice, shown))
      }
    }
    try ContactSheet(
      title: "\(groups) groups", subtitle: "of each the objects nearest to its centre",
      tile: Self.side, across: Self.across, sections: rows
    ).write(to: folder + "/" + GroupFiles.overview)
    return [GroupFiles.overview] + written
  }

  private func title(_ group: Int) -> String {
    let name = classes[group].flatMap { $0.isEmpty ? nil : ": \($0)" } ?? ""
    return "Group \(group)" + name
  }

  // MARK: who is shown

  private struct Members {
    var voted: [Int] = []
    var completed: [Int] = []
  }

  private struct Choice {
    var near: [Int]
    var drawn: [Int]
    var doubtful: [Int]

    var rows: [Int] { near + drawn + doubtful }

    package init(near: [Int], drawn: [Int], doubtful: [Int]) {
      self.near = near
      self.drawn = drawn
      self.doubtful = doubtful
    }
  }

  /// Members of every group, from the first.
  private var members: [Members] {
    var out = [Members](repeating: Members(), count: groups)
    for (row, object) in objects.enumerated() where (1...groups).contains(object.group) {
      if object.status == .completed {
        out[object.group - 1].completed.append(row)
      } else {
        out[object.group - 1].voted.append(row)
      }
    }
    return out
  }

  private func choice(_ own: Members) -> Choice {
    let doubtful = (own.voted + own.completed).sorted { a, b in
      let (first, second) = (objects[a], objects[b])
      return (first.agreement, -(first.distance ?? 0), a)
        < (second.agreement, -(second.distance ?? 0), b)
    }.prefix(Self.across)
    return Choice(
      near: nearest(own.voted, 2 * Self.across),
      drawn: ClusterQuality.draw(2 * Self.across, of: own.voted, seed: seed),
      doubtful: Array(doubtful))
  }

  private func nearest(_ own: [Int], _ count: Int) -> [Int] {
    Array(
      own.sorted { (objects[$0].distance ?? 0, $0) < (objects[$1].distance ?? 0, $1) }
        .prefix(count))
  }

  private func summary(_ own: Members) -> String {
    own.completed.isEmpty
      ? "\(own.voted.count) voted" : "\(own.voted.count) voted, \(own.completed.count) completed"
  }

  // MARK: how they are shown

  private func sections(_ choice: Choice, _ shown: [Int: [UInt8]]) -> [ContactSheet.Section] {
    [
      section("Nearest to the centre", choice.near, shown),
      section("Drawn at random", choice.drawn, shown),
      section("Lowest agreement, then farthest from the centre", choice.doubtful, shown),
    ]
  }

  private func section(
    _ heading: String, _ rows: [Int], _ shown: [Int: [UInt8]]
  ) -> ContactSheet.Section {
    ContactSheet.Section(
      heading: heading,
      tiles: rows.map { row in
        .init(
          pixels: shown[row] ?? [], caption: (names[row] as NSString).lastPathComponent)
      })
  }

  private func row(
    _ group: Int, _ own: Members, _ choice: Choice, _ shown: [Int: [UInt8]]
  ) -> ContactSheet.Section {
    let near = Array(choice.near.prefix(Self.across))
    var out = section("\(title(group)): \(summary(own))", near, shown)
    for index in out.tiles.indices { out.tiles[index].caption = "" }
    return out
  }

  package init(
    objects: [GroupedObject], names: [String], groups: Int, seed: UInt64,
    classes: [Int: String] = [:]
  ) {
    self.objects = objects
    self.names = names
    self.groups = groups
    self.seed = seed
    self.classes = classes
  }
}
