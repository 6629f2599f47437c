import Foundation
package import Rasters

/// Reads strips of a region of an ``ImageStack``: every band on the frame's
/// grid, in physical units, with validity.
///
/// The work of one strip is cut into jobs that hold whole blocks of a file,
/// and a job always goes to the same lane, which has its own handles: a
/// block is decoded once, by one thread.
package final class StackReader: @unchecked Sendable {
  package let stack: ImageStack
  /// The part of the stack's grid that is read; rows and columns of strips
  /// count from its corner.
  package let region: Window
  package let grid: Grid
  /// Why pixels do not count, in the order of ``Strip/rejected``.
  package let reasons: [String]

  private let groups: [FileGroup]
  private let lanes: [Lane]
  private let resampling: Resampling
  private let areas: [AreaMask]
  /// Grids that are not reached by moving and scaling axes.
  private let turned: Set<Grid>

  /// Bands that one file holds on one grid.
  struct FileGroup {
    var path: String
    var grid: Grid
    /// Plane of the strip, and the band's number in the file.
    var members: [(index: Int, band: Int)]
    var blockWidth: Int
  }

  /// The handles of one lane. Only one thread at a time works for a lane.
  private final class Lane {
    var datasets: [String: RasterDataset] = [:]
    var nearest: [Float] = []
    private var warps: [Grid: GridWarp] = [:]

    func warp(from frame: Grid, to other: Grid) throws -> GridWarp {
      if let known = warps[other] { return known }
      let warp = try GridWarp(frame: frame, other: other)
      warps[other] = warp
      return warp
    }

    func dataset(_ path: String) throws -> RasterDataset {
      if let open = datasets[path] { return open }
      let dataset = try RasterDataset(path: path)
      datasets[path] = dataset
      return dataset
    }
  }

  package init(
    stack: ImageStack, region: Window, polygons: PolygonMask? = nil, masks: [AreaMask] = [],
    lanes: Int, resampling: Resampling = .bilinear
  ) {
    self.stack = stack
    self.region = region
    areas =
      (polygons.map { [AreaMask(name: Self.outsideRegion, rule: .outside($0))] } ?? []) + masks
    self.resampling = resampling
    grid = stack.grid.cropped(to: region)
    self.lanes = (0..<max(1, lanes)).map { _ in Lane() }
    groups = Self.groups(of: stack)
    turned = Self.turned(stack, areas)
    reasons =
      [Self.noData] + stack.quality.flatMap { $0.tests.map(\.name) } + areas.map(\.name)
  }

  /// Reasons that are not masks of the scene.
  package static let noData = "no data"
  package static let outsideRegion = "outside the region"

  private static func turned(_ stack: ImageStack, _ areas: [AreaMask]) -> Set<Grid> {
    let masks = areas.compactMap { if case .raster(let mask) = $0.rule { mask.grid } else { nil } }
    let grids = Set(stack.planes.map(\.grid) + stack.quality.map(\.grid) + masks)
    return grids.filter { GridWarp.isNeeded(frame: stack.grid, other: $0) }
  }

  private static func groups(of stack: ImageStack) -> [FileGroup] {
    var groups: [FileGroup] = []
    for (index, band) in stack.planes.enumerated() {
      if let at = groups.firstIndex(where: { $0.path == band.path && $0.grid == band.grid }) {
        groups[at].members.append((index, band.band))
      } else {
        groups.append(
          FileGroup(
            path: band.path, grid: band.grid, members: [(index, band.band)],
            blockWidth: band.blockWidth))
      }
    }
    return groups
  }

  package var laneCount: Int { lanes.count }

  // MARK: jobs

  /// Columns of the region that one lane reads of one file.
  private struct Job {
    var group: Int
    var columns: Range<Int>
  }

  /// The jobs of a lane. Files cut into blocks narrower than the region are
  /// shared out by columns, others file by file. Of turned ones resampling
  /// takes longer than reading: they are shared out by columns too.
  private func jobs(of lane: Int) -> [Job] {
    groups.indices.flatMap { index -> [Job] in
      if turned.contains(groups[index].grid) {
        let (width, count) = (region.width, lanes.count)
        let columns = width * lane / count..<width * (lane + 1) / count
        return columns.isEmpty ? [] : [Job(group: index, columns: columns)]
      }
      let step = groups[index].blockWidth
      let alike = isAligned(groups[index].grid)
      guard alike, step < region.width, lanes.count > 1 else {
        return index % lanes.count == lane ? [Job(group: index, columns: 0..<region.width)] : []
      }
      return columnJobs(group: index, step: step, lane: lane)
    }
  }

  private func columnJobs(group: Int, step: Int, lane: Int) -> [Job] {
    let first = region.column / step
    let last = (region.endColumn - 1) / step
    let share = Double(last - first + 1) / Double(lanes.count)
    let from = first + Int((Double(lane) * share).rounded())
    let to = first + Int((Double(lane + 1) * share).rounded())
    let columns =
      max(
        0, from * step - region.column)..<max(
        max(0, from * step - region.column), min(region.width, to * step - region.column))
    return columns.isEmpty ? [] : [Job(group: group, columns: columns)]
  }

  /// Same pixels as the stack's grid.
  private func isAligned(_ other: Grid) -> Bool {
    other.width == stack.grid.width && other.height == stack.grid.height
      && (other.transform == stack.grid.transform || other.transform == nil
        || stack.grid.transform == nil)
  }

  // MARK: reading

  /// Starts to fill a strip with rows of the region.
  package func begin(_ strip: Strip, rows: Range<Int>) {
    strip.rows = rows
    strip.rejected = [Int](repeating: 0, count: reasons.count)
  }

  /// Reads what one lane has to read of the strip.
  package func read(_ strip: Strip, lane index: Int) throws {
    let lane = lanes[index]
    for job in jobs(of: index) {
      let group = groups[job.group]
      let dataset = try lane.dataset(group.path)
      let target = Window(
        column: region.column + job.columns.lowerBound,
        row: region.row + strip.rows.lowerBound, width: job.columns.count,
        height: strip.rows.count)
      try read(
        group, of: dataset, target: target, into: strip, at: job.columns.lowerBound, lane: lane)
    }
  }

  private func read(
    _ group: FileGroup, of dataset: RasterDataset, target: Window, into strip: Strip,
    at column: Int, lane: Lane
  ) throws {
    guard !turned.contains(group.grid) else {
      return try warp(group, of: dataset, target: target, into: strip, at: column, lane: lane)
    }
    let place = Placement(of: target, frame: stack.grid, in: group.grid)
    for (bands, planes) in Self.runs(group.members) {
      let base = strip.plane(planes) + column
      if !place.isWhole {
        for band in 0..<bands.count {
          fill(base + band * strip.planeStride, width: target.width, rows: target.height, strip)
        }
      }
      guard let source = place.source, let axes = place.axes(of: target) else { continue }
      let corner = base + place.target.row * strip.width + place.target.column
      if isPlain(planes..<planes + bands.count, group.grid, place) {
        try dataset.read(
          bands: bands, source: source, width: place.target.width, height: place.target.height,
          into: corner, rowStride: strip.width, bandStride: strip.planeStride)
        continue
      }
      for (offset, band) in bands.enumerated() {
        try interpolate(
          stack.planes[planes + offset], number: band, of: dataset, at: axes,
          target: target.part(place.target), into: corner + offset * strip.planeStride,
          rowStride: strip.width)
      }
    }
  }

  /// Stored values are taken as they are, pixel on pixel. Masks of files
  /// are looked at later where the file has the frame's very grid.
  private func isPlain(_ planes: Range<Int>, _ grid: Grid, _ place: Placement) -> Bool {
    place.isExact
      && stack.planes[planes].allSatisfy {
        $0.terrain == nil && (!$0.hasMaskBand || isAligned(grid))
      }
  }

  /// Reads a band of another grid: its pixels as they are stored, then our
  /// own interpolation, which knows every fill value of the band and gives
  /// the same whatever the strip.
  private func interpolate(
    _ band: BandSource, number: Int, of dataset: RasterDataset, at mapping: PixelMapping,
    target: Window, into out: UnsafeMutablePointer<Float>, rowStride: Int
  ) throws {
    let scale = (x: abs(mapping.column.scale), y: abs(mapping.row.scale))
    for piece in target.pieces(scale: scale) {
      let columns = ResamplingTaps(
        mapping.column, targets: piece.column..<piece.endColumn, size: dataset.width,
        resampling: resampling)
      let rows = ResamplingTaps(
        mapping.row, targets: piece.row..<piece.endRow, size: dataset.height,
        resampling: resampling)
      let window = Window(
        column: columns.window.lowerBound, row: rows.window.lowerBound,
        width: columns.window.count, height: rows.window.count)
      try dataset.native(band, number: number, window: window).resample(
        columns: columns, rows: rows,
        into: out + (piece.row - target.row) * rowStride + piece.column - target.column,
        rowStride: rowStride)
    }
  }

  /// The same for bands in another reference system.
  private func warp(
    _ group: FileGroup, of dataset: RasterDataset, target: Window, into strip: Strip,
    at column: Int, lane: Lane
  ) throws {
    let warp = try lane.warp(from: stack.grid, to: group.grid)
    for (plane, number) in group.members {
      let band = stack.planes[plane]
      try self.warp(
        dataset, by: warp, target: target, resampling: resampling,
        into: strip.plane(plane) + column, rowStride: strip.width
      ) { try dataset.native(band, number: number, window: $0) }
    }
  }

  /// Sides of what is warped together, in pixels of the frame: little is read beside
  /// what lies under them however the raster is turned.
  private static let largestPiece = 256

  private func warp(
    _ dataset: RasterDataset, by warp: GridWarp, target: Window, resampling: Resampling,
    into out: UnsafeMutablePointer<Float>, rowStride: Int,
    reading read: (Window) throws -> NativePatch
  ) throws {
    let margin = 3 * max(1, warp.scale.x, warp.scale.y) + 1
    for piece in target.pieces(scale: warp.scale, largest: Self.largestPiece) {
      let nodes = warp.nodes(around: piece)
      let corner = out + (piece.row - target.row) * rowStride + piece.column - target.column
      guard
        let window = nodes.bounds(margin: margin, width: dataset.width, height: dataset.height)
      else {
        for row in 0..<piece.height {
          (corner + row * rowStride).update(repeating: .nan, count: piece.width)
        }
        continue
      }
      try read(window).warp(
        nodes, target: piece, scale: warp.scale, width: dataset.width, height: dataset.height,
        resampling: resampling, into: corner, rowStride: rowStride)
    }
  }

  /// Not covered by the file: not a number, hence not valid.
  private func fill(
    _ values: UnsafeMutablePointer<Float>, width: Int, rows: Int, _ strip: Strip
  ) {
    for row in 0..<rows {
      (values + row * strip.width).update(repeating: .nan, count: width)
    }
  }

  /// Bands that lie in consecutive planes are read in one call.
  static func runs(_ members: [(index: Int, band: Int)]) -> [(bands: [Int], firstPlane: Int)] {
    var runs: [(bands: [Int], firstPlane: Int)] = []
    for member in members {
      if let last = runs.last, last.firstPlane + last.bands.count == member.index {
        runs[runs.count - 1].bands.append(member.band)
      } else {
        runs.append(([member.band], member.index))
      }
    }
    return runs
  }

  // MARK: validity

  /// Finds the valid pixels of some rows of a strip that has been read,
  /// brings their values to physical units and returns how many each reason
  /// rejected. Invalid pixels become 0 in every band.
  package func finish(_ strip: Strip, rows: Range<Int>, lane: Int) throws -> [Int] {
    let start = strip.start(ofRow: rows.lowerBound)
    let count = rows.count * strip.width
    var counts = [Int](repeating: 0, count: reasons.count)
    markData(strip, start: start, count: count)
    try markMasks(strip, rows: rows, lane: lanes[lane])
    counts[0] = Self.zeros(strip.valid + start, count)
    var reason = 1
    for layer in stack.quality {
      try reject(strip, rows: rows, layer: layer, lane: lanes[lane], first: reason, &counts)
      reason += layer.tests.count
    }
    for area in areas {
      counts[reason] = try reject(strip, rows: rows, area: area, lane: lanes[lane])
      reason += 1
    }
    try markMaskBands(strip, rows: rows, lane: lanes[lane])
    for (index, band) in stack.planes.enumerated() {
      band.calibration.apply(to: strip.plane(index) + start, count: count)
    }
    clearInvalid(strip, start: start, count: count)
    return counts
  }

  package func setRejected(_ counts: [Int], of strip: Strip) { strip.rejected = counts }

  private static func zeros(_ valid: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var zeros = 0
    for index in 0..<count where valid[index] == 0 { zeros += 1 }
    return zeros
  }

  /// Fill values, NaN and infinities; and, where no file of an input
  /// declares a fill value, pixels that are 0 in every band of it (black
  /// borders).
  private func markData(_ strip: Strip, start: Int, count: Int) {
    let valid = strip.valid + start
    valid.update(repeating: 1, count: count)
    let inputs = Dictionary(grouping: stack.bands.indices) { stack.bands[$0].input }
    for planes in inputs.values {
      var any = [UInt8](repeating: 0, count: count)
      for index in planes {
        Validity.mark(
          strip.plane(index) + start, count: count, noData: fills(stack.bands[index]),
          valid: valid, any: &any)
      }
      guard !planes.contains(where: { declaresFill(stack.bands[$0]) }) else { continue }
      for index in 0..<count { valid[index] &= any[index] }
    }
  }

  /// What is computed has no fill value left.
  private func fills(_ band: BandSource) -> [Double] { band.terrain == nil ? band.noData : [] }

  /// A height of 0 is a height.
  private func declaresFill(_ band: BandSource) -> Bool {
    !band.noData.isEmpty || band.terrain != nil || band.quantity == .elevation
  }

  /// Masks that files carry beside their bands, on the frame's own grid.
  private func markMasks(_ strip: Strip, rows: Range<Int>, lane: Lane) throws {
    var seen = Set<String>()
    for band in stack.bands where readsMaskLater(band) {
      guard seen.insert(band.path).inserted else { continue }
      let mask = try maskBand(of: band, rows: rows, lane: lane)
      let start = strip.start(ofRow: rows.lowerBound)
      for index in mask.indices where mask[index] == 0 { strip.valid[start + index] = 0 }
    }
  }

  private func readsMaskLater(_ band: BandSource) -> Bool {
    band.hasMaskBand && band.terrain == nil && isAligned(band.grid)
  }

  private func maskBand(of band: BandSource, rows: Range<Int>, lane: Lane) throws -> [UInt8] {
    let window = window(of: rows)
    var mask = [UInt8](repeating: 255, count: window.pixelCount)
    try mask.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try lane.dataset(band.path).readMask(
        band: band.band, window: window, into: base, rowStride: region.width)
    }
    return mask
  }

  /// Bands that are read for masks only do not make pixels invalid: where
  /// they have no data they are not numbers.
  private func markMaskBands(_ strip: Strip, rows: Range<Int>, lane: Lane) throws {
    let start = strip.start(ofRow: rows.lowerBound)
    let count = rows.count * strip.width
    for (offset, band) in stack.maskBands.enumerated() {
      let plane = strip.plane(stack.bands.count + offset) + start
      var valid = [UInt8](repeating: 1, count: count)
      var any = valid
      Validity.mark(plane, count: count, noData: fills(band), valid: &valid, any: &any)
      if readsMaskLater(band) {
        let mask = try maskBand(of: band, rows: rows, lane: lane)
        for index in mask.indices where mask[index] == 0 { valid[index] = 0 }
      }
      for index in 0..<count where valid[index] == 0 { plane[index] = .nan }
    }
  }

  /// Some rows of the region in pixels of the frame.
  private func window(of rows: Range<Int>) -> Window {
    Window(
      column: region.column, row: region.row + rows.lowerBound, width: region.width,
      height: rows.count)
  }

  private func clearInvalid(_ strip: Strip, start: Int, count: Int) {
    for band in 0..<strip.bands {
      let plane = strip.plane(band) + start
      for index in 0..<count where strip.valid[start + index] == 0 || !plane[index].isFinite {
        plane[index] = 0
        strip.valid[start + index] = 0
      }
    }
  }

  /// Applies one quality raster; a pixel counts for the first test that
  /// rejects it.
  private func reject(
    _ strip: Strip, rows: Range<Int>, layer: QualityLayer, lane: Lane, first: Int,
    _ counts: inout [Int]
  ) throws {
    let count = rows.count * strip.width
    // Outside the quality raster nothing is known to be wrong.
    try readNearest(
      layer.path, band: layer.band, grid: layer.grid, rows: rows, outside: 0, lane: lane)
    let fills = Set(layer.noData.compactMap { Int(exactly: $0) })
    let start = strip.start(ofRow: rows.lowerBound)
    for index in 0..<count where strip.valid[start + index] != 0 {
      let value = Int(exactly: lane.nearest[index].rounded()) ?? 0
      guard !fills.contains(value),
        let test = layer.tests.firstIndex(where: { $0.rule.rejects(value) })
      else { continue }
      strip.valid[start + index] = 0
      counts[first + test] += 1
    }
  }

  /// Reads stored values of a raster at the nearest pixels into the lane's
  /// buffer; `outside` is what lies beyond the raster.
  private func readNearest(
    _ path: String, band: Int, grid: Grid, noData: [Double] = [], hasMask: Bool = false,
    rows: Range<Int>, outside: Float, lane: Lane
  ) throws {
    let target = window(of: rows)
    if lane.nearest.count < target.pixelCount {
      lane.nearest = [Float](repeating: 0, count: target.pixelCount)
    }
    let dataset = try lane.dataset(path)
    guard !turned.contains(grid) else {
      let warp = try lane.warp(from: stack.grid, to: grid)
      return try lane.nearest.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        try self.warp(
          dataset, by: warp, target: target, resampling: .nearest, into: base,
          rowStride: region.width
        ) {
          try dataset.patch(
            band: band, columns: $0.column..<$0.endColumn, rows: $0.row..<$0.endRow,
            noData: noData, hasMask: hasMask)
        }
      }
    }
    let place = Placement(of: target, frame: stack.grid, in: grid)
    try lane.nearest.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      base.update(repeating: outside, count: target.pixelCount)
      let corner = base + place.target.row * region.width + place.target.column
      if place.isExact, noData.isEmpty, !hasMask, let source = place.source {
        return try dataset.read(
          bands: [band], source: source, width: place.target.width, height: place.target.height,
          into: corner, rowStride: region.width, bandStride: 0)
      }
      guard let mapping = place.axes(of: target) else { return }
      let part = target.part(place.target)
      let columns = ResamplingTaps(
        mapping.column, targets: part.column..<part.endColumn, size: dataset.width,
        resampling: .nearest)
      let lines = ResamplingTaps(
        mapping.row, targets: part.row..<part.endRow, size: dataset.height, resampling: .nearest)
      try dataset.patch(
        band: band, columns: columns.window, rows: lines.window, noData: noData, hasMask: hasMask
      ).pick(columns: columns, rows: lines, into: corner, rowStride: region.width)
    }
  }

  /// Applies one mask by place and returns how many pixels it rejects.
  private func reject(
    _ strip: Strip, rows: Range<Int>, area: AreaMask, lane: Lane
  ) throws -> Int {
    switch area.rule {
    case .inside(let polygons):
      let burnt = try polygons.rasterise(window(of: rows), of: stack.grid)
      return reject(strip, rows: rows) { burnt[$0] != 0 }
    case .outside(let polygons):
      let burnt = try polygons.rasterise(window(of: rows), of: stack.grid)
      return reject(strip, rows: rows) { burnt[$0] == 0 }
    case .raster(let mask):
      try readNearest(
        mask.path, band: mask.band, grid: mask.grid, noData: mask.noData,
        hasMask: mask.hasMaskBand, rows: rows, outside: .nan, lane: lane)
      return reject(strip, rows: rows) { mask.rejects(lane.nearest[$0]) }
    }
  }

  /// Rejects the valid pixels of some rows that a test, which is given their
  /// index among these rows, says so of.
  private func reject(
    _ strip: Strip, rows: Range<Int>, where isRejected: (Int) -> Bool
  ) -> Int {
    let start = strip.start(ofRow: rows.lowerBound)
    var rejected = 0
    for index in 0..<rows.count * strip.width
    where strip.valid[start + index] != 0 && isRejected(index) {
      strip.valid[start + index] = 0
      rejected += 1
    }
    return rejected
  }
}

extension Window {
  /// A window inside this one, given relative to its corner.
  func part(_ inner: Window) -> Window {
    Window(
      column: column + inner.column, row: row + inner.row, width: inner.width,
      height: inner.height)
  }
}

extension RasterDataset {
  /// A part of a band as it is stored, with what has data in it.
  func patch(
    band: Int, columns: Range<Int>, rows: Range<Int>, noData: [Double], hasMask: Bool
  ) throws -> NativePatch {
    let window = Window(
      column: columns.lowerBound, row: rows.lowerBound, width: columns.count, height: rows.count)
    var values = [Float](repeating: 0, count: window.pixelCount)
    var valid = [UInt8](repeating: 1, count: window.pixelCount)
    var any = valid
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try read(
        bands: [band], source: .init(window), width: window.width, height: window.height,
        into: base, rowStride: window.width, bandStride: 0)
    }
    if hasMask { try readMask(band: band, window: window, into: &valid, rowStride: window.width) }
    Validity.mark(values, count: values.count, noData: noData, valid: &valid, any: &any)
    for index in values.indices where valid[index] == 0 { values[index] = 0 }
    return NativePatch(window: window, values: values, weights: valid.map { $0 == 0 ? 0 : 1 })
  }
}

extension Calibration {
  /// DN to physical units, in place.
  func apply(to values: UnsafeMutablePointer<Float>, count: Int) {
    switch self {
    case .linear(let gain, let offset):
      guard gain != 1 || offset != 0 else { return }
      let (a, b) = (Float(gain), Float(offset))
      for index in 0..<count { values[index] = values[index] * a + b }
    case .brightnessTemperature(let gain, let offset, let k1, let k2):
      let (a, b, c, d) = (Float(gain), Float(offset), Float(k1), Float(k2))
      for index in 0..<count {
        let radiance = values[index] * a + b
        values[index] = radiance > 0 ? d / log(c / radiance + 1) : .nan
      }
    }
  }
}

/// Fill values of one band.
enum Validity {
  static func mark(
    _ values: UnsafePointer<Float>, count: Int, noData: [Double],
    valid: UnsafeMutablePointer<UInt8>, any: inout [UInt8]
  ) {
    for index in 0..<count {
      if !values[index].isFinite { valid[index] = 0 }
      if values[index] != 0 { any[index] = 1 }
    }
    for fill in noData.map(Float.init) where !fill.isNaN {
      for index in 0..<count where values[index] == fill { valid[index] = 0 }
    }
  }
}
