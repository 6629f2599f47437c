import Foundation
package import Rasters

/// Reads strips of a region of an ``BandStack``: every band on the frame's
/// grid, in physical units, with validity.
///
/// The work of one strip is cut into jobs that hold whole blocks of a file,
/// and a job always goes to the same lane, which has its own handles: a
/// block is decoded once, by one thread.
package final class StripReader: @unchecked Sendable {
  package let stack: BandStack
  /// The part of the stack's grid that is read; rows and columns of strips
  /// count from its corner.
  package let region: Window
  package let grid: Grid
  /// Why pixels do not count, in the order of ``Strip/rejected``.
  package let reasons: [String]

  /// What of the stack is read without GDAL.
  package private(set) var blocks: BlockStore
  /// The rest.
  private(set) var groups: [FileGroup]
  let lanes: [Lane]
  /// Planes of the bands by the product they come from.
  let inputs: [InputPlanes]
  let resampling: Resampling
  let areas: [AreaMask]
  /// Grids that are not reached by moving and scaling axes.
  let turned: Set<Grid>

  /// Bands that one file holds on one grid.
  struct FileGroup {
    var path: String
    var grid: Grid
    /// Plane of the strip, and the band's number in the file.
    var members: [(index: Int, band: Int)]
    var blockWidth: Int
  }

  /// The handles of one lane. Only one thread at a time works for a lane.
  final class Lane {
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
    stack: BandStack, region: Window, polygons: (any ShapeMask)? = nil, masks: [AreaMask] = [],
    lanes: Int, resampling: Resampling = .bilinear
  ) {
    self.stack = stack
    self.region = region
    areas =
      (polygons.map { [AreaMask(name: Self.outsideRegion, rule: .outside($0))] } ?? []) + masks
    self.resampling = resampling
    grid = stack.grid.cropped(to: region)
    self.lanes = (0..<max(1, lanes)).map { _ in Lane() }
    blocks = BlockStore(stack, region: region, lanes: lanes)
    groups = Self.groups(of: stack, without: blocks.planes)
    inputs = Self.inputs(of: stack)
    turned = Self.turned(stack, areas)
    reasons =
      [Self.noData] + stack.quality.flatMap { $0.tests.map(\.name) } + areas.map(\.name)
  }

  /// Reasons that are not masks of the scene.
  package static let noData = "no data"
  package static let outsideRegion = "outside the region"

  private static func turned(_ stack: BandStack, _ areas: [AreaMask]) -> Set<Grid> {
    let masks = areas.compactMap { if case .raster(let mask) = $0.rule { mask.grid } else { nil } }
    let grids = Set(stack.planes.map(\.grid) + stack.quality.map(\.grid) + masks)
    return grids.filter { GridWarp.isNeeded(frame: stack.grid, other: $0) }
  }

  private static func groups(of stack: BandStack, without direct: Set<Int>) -> [FileGroup] {
    var groups: [FileGroup] = []
    for (index, band) in stack.planes.enumerated() where !direct.contains(index) {
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

  /// Leaves all reading to GDAL, whose cache may be smaller than the blocks
  /// under a strip.
  package func leaveBlocks() {
    blocks = BlockStore()
    groups = Self.groups(of: stack, without: [])
  }

  // MARK: jobs

  /// Columns of the region that one lane reads of one file.
  struct Job {
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
  func isAligned(_ other: Grid) -> Bool { other.hasPixels(of: stack.grid) }

  // MARK: reading

  /// Starts to fill a strip with rows of the region.
  package func begin(_ strip: Strip, rows: Range<Int>) {
    strip.rows = rows
    strip.rejected = [Int](repeating: 0, count: reasons.count)
    blocks.prepare(rows: rows)
  }

  /// Reads what one lane has to read of the strip.
  package func read(_ strip: Strip, lane index: Int) throws {
    try blocks.decode(lane: index)
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
      let shown = stack.planes[planes..<planes + bands.count]
      if isPlain(planes..<planes + bands.count, group.grid, place) {
        if shown.contains(where: { !$0.absent.isJudgedAsFloat }) {
          try readEach(bands, shown, of: dataset, source, into: corner, strip)
        } else {
          try dataset.read(
            bands: bands, source: source, width: place.target.width, height: place.target.height,
            into: corner, rowStride: strip.width, bandStride: strip.planeStride)
        }
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

  /// Reads bands one by one, judged in their own types where Float32 does not
  /// hold their values; `source` lies on whole pixels.
  private func readEach(
    _ bands: [Int], _ sources: ArraySlice<BandSource>, of dataset: RasterDataset,
    _ source: RasterDataset.SourceWindow, into corner: UnsafeMutablePointer<Float>, _ strip: Strip
  ) throws {
    let window = Window(whole: source)
    for (offset, (band, facts)) in zip(bands, sources).enumerated() {
      try dataset.readValues(
        band: band, window: window, absent: facts.absent, hasMask: false,
        into: corner + offset * strip.planeStride, rowStride: strip.width)
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

  /// Reads bands in another reference system.
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

  func warp(
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
}

extension Window {
  /// A part of a raster that lies on whole pixels.
  init(whole source: RasterDataset.SourceWindow) {
    self.init(
      column: Int(source.column), row: Int(source.row), width: Int(source.width),
      height: Int(source.height))
  }

  /// A window inside this one, given relative to its corner.
  func part(_ inner: Window) -> Window {
    Window(
      column: column + inner.column, row: row + inner.row, width: inner.width,
      height: inner.height)
  }
}
