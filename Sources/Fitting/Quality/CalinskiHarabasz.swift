extension ClusterMoments {
  /// The variance ratio criterion of Caliński and Harabasz ("A dendrite
  /// method for cluster analysis", Communications in Statistics 3(1), 1974):
  ///
  ///     CH = (B / (k - 1)) / (W / (n - k))
  ///
  /// with B the squared distances of the centroids from the common mean,
  /// weighted by their members, and W the inertia. Larger is better. 1 where
  /// W = 0, as scikit-learn has it; nil unless ``LabelGroups/areComparable``.
  var calinskiHarabasz: Double? {
    guard groups.areComparable else { return nil }
    let within = squares.reduce(0, +)
    guard within != 0 else { return 1 }
    let between = groups.sizes.enumerated().reduce(0) { sum, group in
      sum + Double(group.element) * squaredDistance(centroid(group.offset), centre[...])
    }
    let k = groups.count
    return between * Double(groups.members - k) / (within * Double(k - 1))
  }
}
