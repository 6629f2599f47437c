extension ClusterMoments {
  /// The index of Davies and Bouldin ("A cluster separation measure", IEEE
  /// PAMI 1(2), 1979) with p = 2, q = 1, as scikit-learn has it:
  ///
  ///     DB = 1/k sum_i max_{j != i} (s_i + s_j) / |c_i - c_j|
  ///
  /// where s is the mean distance of members from their centroid c. Smaller
  /// is better. Groups that share a centroid are not compared; 0 where all
  /// groups are points or all centroids coincide (both to within 1e-8). Nil
  /// unless ``LabelGroups/areComparable``.
  var daviesBouldin: Double? {
    guard groups.areComparable else { return nil }
    let scatter = zip(distances, groups.sizes).map { $0 / Double($1) }
    let separations = centroidDistances
    guard scatter.contains(where: { !(abs($0) <= 1e-8) }),
      separations.contains(where: { $0.contains { !(abs($0) <= 1e-8) } })
    else { return 0 }
    let worst = scatter.indices.map { i in
      scatter.indices.reduce(0.0) { largest, j in
        separations[i][j] == 0
          ? largest : max(largest, (scatter[i] + scatter[j]) / separations[i][j])
      }
    }
    return worst.reduce(0, +) / Double(groups.count)
  }

  private var centroidDistances: [[Double]] {
    (0..<groups.count).map { i in
      (0..<groups.count).map { j in
        squaredDistance(centroid(i), centroid(j)).squareRoot()
      }
    }
  }
}
