extension PlanarMatrix {
  /// Samples of several matrices of the same features, one after another.
  package init(joining parts: [PlanarMatrix]) {
    self.init(features: parts.first?.features ?? 0, count: parts.reduce(0) { $0 + $1.count })
    var start = 0
    for part in parts {
      for feature in 0..<features {
        for index in 0..<part.count { self[feature, start + index] = part[feature, index] }
      }
      start += part.count
    }
  }
}
