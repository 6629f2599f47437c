internal import CKernels
import Rasters

/// Which pixels of a strip count, and why the others do not.
extension StripReader {
  /// Finds the valid pixels of some rows of a strip that has been read,
  /// brings their values to physical units and returns how many each reason
  /// rejected. Invalid pixels become 0 in every band.
  package func finish(_ strip: Strip, rows: Range<Int>, lane: Int) throws -> [Int] {
    var counts = [Int](repeating: 0, count: reasons.count)
    let step = max(1, Self.pixelsAtOnce / max(1, strip.width))
    for top in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
      let piece = top..<min(rows.upperBound, top + step)
      unpack(strip, rows: piece)
      markData(strip, rows: piece)
      if !hasMasks {
        counts[0] += Self.zeros(strip, rows: piece)
        settle(strip, rows: piece)
      }
    }
    guard hasMasks else { return counts }
    try markMasks(strip, rows: rows, lane: lanes[lane])
    counts[0] = Self.zeros(strip, rows: rows)
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
    for top in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
      settle(strip, rows: top..<min(rows.upperBound, top + step))
    }
    return counts
  }

  /// Pixels whose bands stay in a core's cache from one step to the next.
  private static let pixelsAtOnce = 8192

  /// Pixels may not count for other reasons than their stored values.
  private var hasMasks: Bool {
    !stack.quality.isEmpty || !areas.isEmpty || !stack.maskBands.isEmpty
      || stack.bands.contains(where: readsMaskLater)
  }

  package func setRejected(_ counts: [Int], of strip: Strip) { strip.rejected = counts }

  private static func zeros(_ strip: Strip, rows: Range<Int>) -> Int {
    fk_zeros(rows.count * strip.width, strip.valid + strip.start(ofRow: rows.lowerBound))
  }

  /// Stored values from decoded blocks.
  private func unpack(_ strip: Strip, rows: Range<Int>) {
    for plane in blocks.planes {
      for row in rows {
        blocks.copy(plane: plane, row: row, into: strip.plane(plane) + strip.start(ofRow: row))
      }
    }
  }

  /// Bands of one product.
  struct InputPlanes {
    var planes: [(index: Int, absent: [Float])]
    /// None of its files declares a fill value.
    var zerosAreEmpty: Bool
  }

  static func inputs(of stack: BandStack) -> [InputPlanes] {
    let inputs = Dictionary(grouping: stack.bands.indices) { stack.bands[$0].input }
    return inputs.sorted { $0.key < $1.key }.map { _, planes in
      InputPlanes(
        planes: planes.map {
          ($0, absent(stack.bands[$0], isStored: stack.bands[$0].grid.hasPixels(of: stack.grid)))
        },
        zerosAreEmpty: !planes.contains { declaresFill(stack.bands[$0]) })
    }
  }

  /// Values that mean none, NaN and infinities; and, where no file of an input
  /// declares a fill value, pixels that are 0 in every band of it (black
  /// borders).
  private func markData(_ strip: Strip, rows: Range<Int>) {
    let start = strip.start(ofRow: rows.lowerBound)
    let count = rows.count * strip.width
    let valid = strip.valid + start
    valid.update(repeating: 1, count: count)
    for input in inputs {
      guard input.zerosAreEmpty else {
        for (plane, absent) in input.planes {
          Validity.mark(strip.plane(plane) + start, count: count, pairs: absent, valid: valid)
        }
        continue
      }
      var any = [UInt8](repeating: 0, count: count)
      for (plane, absent) in input.planes {
        Validity.mark(
          strip.plane(plane) + start, count: count, pairs: absent, valid: valid, any: &any)
      }
      for index in 0..<count { valid[index] &= any[index] }
    }
  }

  /// What a plane holds where there is no data, beside NaN: nothing where
  /// values are computed, or were judged when they were read because Float32
  /// does not hold them; interpolated ones may lie beyond the valid range.
  private static func absent(_ band: BandSource, isStored: Bool) -> [Float] {
    guard band.terrain == nil else { return [] }
    return Validity.pairs(band.absent.floatSpans(withRange: isStored))
  }

  /// A height of 0 is a height.
  private static func declaresFill(_ band: BandSource) -> Bool {
    !band.noData.isEmpty || !band.wholeNoData.isEmpty || band.terrain != nil
      || band.quantity == .elevation
  }

  /// Masks that files carry beside their bands, on the frame's own grid.
  private func markMasks(_ strip: Strip, rows: Range<Int>, lane: Lane) throws {
    var seen = Set<String>()
    for band in stack.bands where readsMaskLater(band) {
      let isOfBand = try lane.dataset(band.path).bands[band.band - 1].mask == .band
      let key = isOfBand ? "\(band.path)#\(band.band)" : band.path
      guard seen.insert(key).inserted else { continue }
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
      let absent = Self.absent(band, isStored: isAligned(band.grid))
      Validity.mark(plane, count: count, pairs: absent, valid: &valid)
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

  /// Physical units, and 0 in every band of the pixels that do not count.
  private func settle(_ strip: Strip, rows: Range<Int>) {
    let start = strip.start(ofRow: rows.lowerBound)
    let count = rows.count * strip.width
    let valid = strip.valid + start
    for (index, band) in stack.planes.enumerated() {
      // What masks are computed of may be missing.
      band.calibration.apply(
        to: strip.plane(index) + start, count: count, valid: index < strip.bands ? valid : nil)
    }
    for band in 0..<strip.bands { fk_clear(count, valid, strip.plane(band) + start) }
  }

  /// Applies one quality raster; a pixel counts for the first test that
  /// rejects it.
  private func reject(
    _ strip: Strip, rows: Range<Int>, layer: QualityLayer, lane: Lane, first: Int,
    _ counts: inout [Int]
  ) throws {
    let count = rows.count * strip.width
    // Outside the quality raster nothing is known to be wrong.
    try readVerdicts(
      layer.path, band: layer.band, grid: layer.grid, rows: rows, lane: lane
    ) { ValueJudge(layer, type: $0) }
    let start = strip.start(ofRow: rows.lowerBound)
    for index in 0..<count where strip.valid[start + index] != 0 {
      let verdict = lane.nearest[index]
      guard verdict > 0 else { continue }
      strip.valid[start + index] = 0
      counts[first + Int(verdict) - 1] += 1
    }
  }

  /// Judges the stored values of a raster, each in its own type, and takes the
  /// verdicts of the nearest pixels into the lane's buffer; what has no data
  /// or lies beyond the raster is none.
  private func readVerdicts(
    _ path: String, band: Int, grid: Grid, rows: Range<Int>, lane: Lane,
    by make: (SampleType) -> ValueJudge
  ) throws {
    let target = window(of: rows)
    if lane.nearest.count < target.pixelCount {
      lane.nearest = [Float](repeating: 0, count: target.pixelCount)
    }
    let dataset = try lane.dataset(path)
    guard (1...dataset.bandCount).contains(band) else {
      throw Failure("'\(path)' has \(dataset.bandCount) bands, no band \(band)")
    }
    let judge = make(dataset.bands[band - 1].type)
    guard !turned.contains(grid) else {
      let warp = try lane.warp(from: stack.grid, to: grid)
      return try lane.nearest.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        try self.warp(
          dataset, by: warp, target: target, resampling: .nearest, into: base,
          rowStride: region.width
        ) { try judge.patch(of: dataset, band: band, window: $0) }
      }
    }
    let place = Placement(of: target, frame: stack.grid, in: grid)
    try lane.nearest.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      base.update(repeating: 0, count: target.pixelCount)
      let corner = base + place.target.row * region.width + place.target.column
      if place.isExact, let source = place.source {
        let patch = try judge.patch(of: dataset, band: band, window: Window(whole: source))
        return patch.copy(into: corner, rowStride: region.width)
      }
      guard let mapping = place.axes(of: target) else { return }
      let part = target.part(place.target)
      let columns = ResamplingTaps(
        mapping.column, targets: part.column..<part.endColumn, size: dataset.width,
        resampling: .nearest)
      let lines = ResamplingTaps(
        mapping.row, targets: part.row..<part.endRow, size: dataset.height, resampling: .nearest)
      let window = Window(
        column: columns.window.lowerBound, row: lines.window.lowerBound,
        width: columns.window.count, height: lines.window.count)
      try judge.patch(of: dataset, band: band, window: window).pick(
        columns: columns, rows: lines, into: corner, rowStride: region.width)
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
      try readVerdicts(
        mask.path, band: mask.band, grid: mask.grid, rows: rows, lane: lane
      ) { ValueJudge(mask, type: $0) }
      return reject(strip, rows: rows) { lane.nearest[$0] > 0 }
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
