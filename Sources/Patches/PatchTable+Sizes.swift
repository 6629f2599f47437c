extension PatchTable {
  /// Numbers of patches by size: at place n those of 2ⁿ up to 2ⁿ⁺¹ - 1.
  package var countsBySize: [Int] {
    var counts: [Int] = []
    guard numbers > 0 else { return counts }
    for number in 1...numbers where isPatch(number) {
      let size = weight(of: number)
      guard size > 0 else { continue }
      let place = UInt64.bitWidth - 1 - size.leadingZeroBitCount
      while counts.count <= place { counts.append(0) }
      counts[place] += 1
    }
    return counts
  }
}
