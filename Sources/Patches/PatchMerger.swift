import Rasters

/// The labels that patches take when each small one joins the neighbour of
/// its choice. Choices are followed to their end: a small patch that joins a
/// small one goes where that goes. Where small patches choose one another in
/// a ring, the largest of the ring keeps its label.
final class PatchMerger {
  private let patches: PatchTable
  private let borders: PatchBorders
  /// By patch; 0 while it is not known.
  private let outcomes: FileTable<UInt16>
  private(set) var merged = 0

  init(_ patches: PatchTable, _ borders: PatchBorders, folder: String) throws {
    self.patches = patches
    self.borders = borders
    outcomes = try FileTable(in: folder)
    try outcomes.grow(to: Int(patches.numbers) + 1)
    guard patches.numbers > 0 else { return }
    for number in 1...patches.numbers where patches.isPatch(number) {
      if outcomes[number] == 0 { decide(number) }
      if outcomes[number] != patches.label(of: number) { merged += 1 }
      if number & 0xF_FFFF == 0 { relax() }
    }
  }

  func label(of patch: UInt32) -> UInt16 { outcomes[patch] }

  /// Stands in ``outcomes`` for a patch on the way that is being followed.
  private static let onTheWay = UInt16.max

  private func decide(_ patch: UInt32) {
    var way: [UInt32] = []
    var at = patch
    while outcomes[at] == 0, borders.choice(of: at) != 0 {
      outcomes[at] = Self.onTheWay
      way.append(at)
      at = borders.choice(of: at)
    }
    if outcomes[at] == 0 { outcomes[at] = patches.label(of: at) }
    let end = outcomes[at] == Self.onTheWay ? keeper(ofRing: way, from: at) : outcomes[at]
    for patch in way { outcomes[patch] = end }
  }

  private func keeper(ofRing way: [UInt32], from start: UInt32) -> UInt16 {
    let ring = way[(way.lastIndex(of: start) ?? 0)...]
    let largest = ring.min { patches.comes($0, before: $1) }
    return patches.label(of: largest ?? start)
  }

  private func relax() {
    patches.relax()
    borders.relax()
    outcomes.relax()
  }
}
