extension ClusterMoments {
  /// The sum of squared distances of all members from their group's mean:
  /// what k-means minimises (MacQueen 1967). 0 where every group is one
  /// point; nil without members.
  package var inertia: Double? { groups.members == 0 ? nil : squares.reduce(0, +) }
}
