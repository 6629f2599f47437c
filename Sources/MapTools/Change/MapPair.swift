import Fitting
import Jobs
import RasterIO
import Rasters

/// Two maps side by side on the grid of the first.
struct MapPair {
  let from: LabelMap
  let to: LabelMap
  private let sampler: ReferenceSampler

  init(_ from: LabelMap, _ to: LabelMap) throws {
    self.from = from
    self.to = to
    sampler = try ReferenceSampler(map: to, onto: from.grid)
  }

  var grid: Grid { from.grid }
  var alignment: String { sampler.method }

  func forEachStrip(
    _ stage: String, _ control: RunControl,
    _ body: (_ rows: Range<Int>, _ from: [UInt16], _ to: [UInt16]) throws -> Void
  ) throws {
    try from.forEachStrip(rows: 64) { rows, labels in
      try control.checkpoint()
      try body(rows, labels, sampler.labels(ofRows: rows))
      control.progress(stage, Double(rows.upperBound) / Double(grid.height))
    }
  }

  func tally(_ control: RunControl) throws -> ChangeTally {
    var tally = ChangeTally()
    let width = grid.width
    let areas = GroundAreas(grid)
    try forEachStrip("comparing", control) { rows, a, b in
      for row in rows {
        let start = (row - rows.lowerBound) * width
        try tally.add(
          row: a[start..<start + width], b[start..<start + width],
          areas: areas?.row(row))
      }
    }
    return tally
  }

  /// Names by value, numbers where there are none.
  static func names(_ map: LabelMap, _ units: [Int]) -> [LabelCategory] {
    let known = Dictionary(
      map.categories.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
    return units.map { LabelCategory(value: $0, name: known[$0] ?? "Unit \($0)") }
  }
}
