/// Moves labels along a line apart until none overlaps another.
enum LabelSpread {
  /// Places near the wanted ones, in the same order, at least `gap` apart
  /// and within `range` as far as there is room.
  static func places(_ wanted: [Double], gap: Double, in range: ClosedRange<Double>) -> [Double] {
    guard wanted.count > 1 else { return wanted }
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    let room = range.upperBound - range.lowerBound
    let gap = min(gap, room / Double(wanted.count - 1))
    var places = wanted
    var floor = range.lowerBound
    for index in order {
      places[index] = max(places[index], floor)
      floor = places[index] + gap
    }
    var ceiling = range.upperBound
    for index in order.reversed() {
      places[index] = min(places[index], ceiling)
      ceiling = places[index] - gap
    }
    return places
  }
}
