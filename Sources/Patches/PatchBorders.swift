import Rasters

/// The neighbour that every small patch shares most of its border with,
/// found in one walk. Borders of the small patches of the current rows are
/// kept in memory, all else lies in a table.
///
/// Lengths are in edges of pixels. Among equals the larger patch wins, then
/// the smaller label, then the one that comes first in reading order.
final class PatchBorders {
  private let patches: PatchTable
  private let least: UInt64
  /// By patch: the neighbour, or while the patch is open the place of its
  /// borders with ``openMark`` set.
  private let choices: FileTable<UInt32>
  private var open = Pool(Open())
  private var borders = Pool(Border())
  private(set) var choiceCount = 0

  private static let openMark: UInt32 = 1 << 31

  /// A small patch that the walk is passing through.
  private struct Open {
    var lastRow = 0
    var firstBorder: UInt32 = 0
  }

  /// What an open patch shares with a neighbour so far.
  private struct Border {
    var neighbour: UInt32 = 0
    var edges: UInt32 = 0
    var next: UInt32 = 0
  }

  init(
    _ source: any LabelSource, patches: PatchTable, least: UInt64, folder: String,
    checkpoint: @escaping () throws -> Void
  ) throws {
    self.patches = patches
    self.least = least
    choices = try FileTable(in: folder)
    try choices.grow(to: Int(patches.numbers) + 1)
    var last = RunRow()
    try RunWalk(source: source, checkpoint: checkpoint).forEachRow(
      finish: { _, _ in
        patches.relax()
        choices.relax()
      }
    ) { row, above, current, _, _ in
      patches.resolve(&current)
      measure(current)
      RunRow.forEachContact(above, current) { share($0.patch, $1.patch, edges: UInt32($2)) }
      touch(current, row: row)
      settle(above, before: row)
      last = current
    }
    settle(last, before: Int.max)
  }

  /// Borders between neighbours in a row.
  private func measure(_ row: RunRow) {
    for index in row.runs.indices.dropFirst() {
      share(row.runs[index - 1].patch, row.runs[index].patch, edges: 1)
    }
  }

  @inline(__always)
  private func share(_ a: UInt32, _ b: UInt32, edges: UInt32) {
    guard a != b, a != 0, b != 0 else { return }
    if isSmall(a) { add(b, to: a, edges: edges) }
    if isSmall(b) { add(a, to: b, edges: edges) }
  }

  func isSmall(_ patch: UInt32) -> Bool { patches.weight(of: patch) < least }

  private func add(_ neighbour: UInt32, to patch: UInt32, edges: UInt32) {
    if choices[patch] & Self.openMark == 0 { choices[patch] = open.take(Open()) | Self.openMark }
    let place = choices[patch] & ~Self.openMark
    var at = open[place].firstBorder
    while at != 0, borders[at].neighbour != neighbour { at = borders[at].next }
    if at != 0 {
      borders[at].edges += edges
      return
    }
    open[place].firstBorder = borders.take(
      Border(neighbour: neighbour, edges: edges, next: open[place].firstBorder))
  }

  /// Notes that open patches go on in this row.
  private func touch(_ current: RunRow, row: Int) {
    for run in current.runs where run.patch != 0 && choices[run.patch] & Self.openMark != 0 {
      open[choices[run.patch] & ~Self.openMark].lastRow = row
    }
  }

  /// Chooses for the patches of a row that do not go on below it.
  private func settle(_ above: RunRow, before row: Int) {
    for run in above.runs where run.patch != 0 && choices[run.patch] & Self.openMark != 0 {
      let place = choices[run.patch] & ~Self.openMark
      if open[place].lastRow < row { choices[run.patch] = close(place) }
    }
  }

  private func close(_ place: UInt32) -> UInt32 {
    var best = Border()
    var at = open[place].firstBorder
    while at != 0 {
      let border = borders[at]
      if best.neighbour == 0 || isBetter(border, than: best) { best = border }
      borders.give(at)
      at = border.next
    }
    open.give(place)
    choiceCount += 1
    return best.neighbour
  }

  private func isBetter(_ a: Border, than b: Border) -> Bool {
    if a.edges != b.edges { return a.edges > b.edges }
    return patches.comes(a.neighbour, before: b.neighbour)
  }

  /// The neighbour that a small patch joins; 0 for a large one, and for one
  /// that lies alone in "no data".
  func choice(of patch: UInt32) -> UInt32 { choices[patch] }

  func relax() { choices.relax() }
}

extension PatchTable {
  /// Larger first, then the smaller label, then in reading order.
  func comes(_ a: UInt32, before b: UInt32) -> Bool {
    let (x, y) = (weight(of: a), weight(of: b))
    if x != y { return x > y }
    return label(of: a) != label(of: b) ? label(of: a) < label(of: b) : a < b
  }
}
