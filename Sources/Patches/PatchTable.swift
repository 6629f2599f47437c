package import Rasters

/// The patches of a map (4-connected areas of one label) with their labels
/// and sizes, found in one walk over runs with union–find (Rosenfeld and
/// Pfaltz 1966; Tarjan 1975). A patch is known by the number of its first
/// run in reading order.
///
/// The tables grow with the numbers given out, 14 bytes each, and lie in
/// files: memory holds what the current rows touch.
package final class PatchTable {
  private let parents: FileTable<UInt32>
  private let weights: FileTable<UInt64>
  private let labels: FileTable<UInt16>
  /// Numbers given out: patches are among 1 ... `numbers`.
  let numbers: UInt32
  package private(set) var patchCount = 0

  package init(
    _ source: any LabelSource, weights pixelWeights: PixelWeights, folder: String,
    checkpoint: @escaping () throws -> Void
  ) throws {
    let parents = try FileTable<UInt32>(in: folder)
    let weights = try FileTable<UInt64>(in: folder)
    let labels = try FileTable<UInt16>(in: folder)
    var known: UInt32 = 0
    try RunWalk(source: source, checkpoint: checkpoint).forEachRow(
      join: { Self.join($0, $1, parents) },
      finish: { _, _ in
        parents.relax()
        weights.relax()
        labels.relax()
      }
    ) { row, _, current, _, newest in
      // Numbers of this row that are joined at once have been entered, since
      // only numbers of the row above are joined.
      try parents.grow(to: Int(newest) + 1)
      try weights.grow(to: Int(newest) + 1)
      try labels.grow(to: Int(newest) + 1)
      let weightsOfRow = pixelWeights.row(row)
      for run in current.runs where run.patch != 0 {
        if run.patch > known {
          parents[run.patch] = run.patch
          labels[run.patch] = run.label
          known = run.patch
        }
        weights[run.patch] += weightsOfRow.weight(Int(run.start)..<Int(run.end))
      }
    }
    (self.parents, self.weights, self.labels, numbers) = (parents, weights, labels, known)
    flatten()
  }

  /// The first number of the patch so far, halving the way to it.
  private static func first(_ number: UInt32, _ parents: FileTable<UInt32>) -> UInt32 {
    var at = number
    while parents[at] != at {
      parents[at] = parents[parents[at]]
      at = parents[at]
    }
    return at
  }

  private static func join(_ a: UInt32, _ b: UInt32, _ parents: FileTable<UInt32>) {
    let (x, y) = (first(a, parents), first(b, parents))
    if x < y { parents[y] = x } else if y < x { parents[x] = y }
  }

  /// Points every number straight at its patch, which comes before it, and
  /// gathers the sizes there.
  private func flatten() {
    guard numbers > 0 else { return }
    for number in 1...numbers {
      let patch = parents[parents[number]]
      parents[number] = patch
      if patch == number { patchCount += 1 } else { weights[patch] += weights[number] }
      if number & 0xF_FFFF == 0 { relax() }
    }
  }

  /// The patch of any number.
  @inline(__always)
  func patch(of number: UInt32) -> UInt32 { parents[number] }

  func isPatch(_ number: UInt32) -> Bool { parents[number] == number }

  /// Size of a patch.
  @inline(__always)
  func weight(of patch: UInt32) -> UInt64 { weights[patch] }

  @inline(__always)
  func label(of patch: UInt32) -> UInt16 { labels[patch] }

  /// Puts patches in the place of numbers.
  @inline(__always)
  func resolve(_ row: inout RunRow) {
    for index in row.runs.indices where row.runs[index].patch != 0 {
      row.runs[index].patch = parents[row.runs[index].patch]
    }
  }

  /// Lets go of memory between blocks of rows.
  func relax() {
    parents.relax()
    weights.relax()
    labels.relax()
  }
}
