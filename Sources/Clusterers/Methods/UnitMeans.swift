package import Kernels
package import Rasters

/// Size and mean code of every cluster of a sample: what a hierarchy of the
/// units is made of.
package struct UnitMeans: Sendable {
  package let counts: [Double]
  /// [cluster][code unit]
  package let means: [[Double]]

  /// `labels` are clusters from 0.
  package init(of codes: PlanarMatrix, labels: [Int32], clusters: Int) {
    var counts = [Double](repeating: 0, count: clusters)
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: codes.features), count: clusters)
    for label in labels { counts[Int(label)] += 1 }
    for feature in 0..<codes.features {
      for (value, label) in zip(codes.row(feature), labels) {
        sums[Int(label)][feature] += Double(value)
      }
    }
    self.counts = counts
    means = zip(sums, counts).map { sums, count in sums.map { count > 0 ? $0 / count : 0 } }
  }

  /// Ward's hierarchy of the units, each weighted by its share of the sample.
  /// Heights are sqrt(2 D) (see ``WardTree``), in the units of the codes.
  /// Units that hold no pixel of the sample join last.
  ///
  /// `unitOfCluster` is the number of every cluster's unit; nil where two
  /// clusters are one unit.
  package func tree(unitOfCluster: [Int]) throws -> UnitTree? {
    let unit = { (cluster: Int) in unitOfCluster[cluster] }
    guard Set(unitOfCluster).count == means.count else { return nil }
    let order = means.indices.sorted { unit($0) < unit($1) }
    let held = order.filter { counts[$0] > 0 }
    guard var root = held.first.map(unit) else { return nil }
    let total = counts.reduce(0, +)
    let ward = try WardTree(
      centres: held.map { means[$0] }, weights: held.map { counts[$0] / total })
    var merges = ward.merges.map {
      UnitTree.Merge(kept: unit(held[$0.kept]), gone: unit(held[$0.gone]), height: $0.height)
    }
    for empty in order.filter({ counts[$0] == 0 }).map(unit) {
      merges.append(
        UnitTree.Merge(
          kept: min(root, empty), gone: max(root, empty), height: merges.last?.height ?? 0))
      root = min(root, empty)
    }
    return UnitTree(merges: merges)
  }
}
