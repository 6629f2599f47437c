import Fitting
package import Kernels
package import Learning
package import RasterIO
import Rasters

/// Turns a strip of pixels into rows of a map: encode, filter, assign,
/// smooth. One lives for a whole walk and keeps its buffers.
package final class StripClassifier: @unchecked Sendable {
  private let classifier: Classifier
  private let majority: MajorityFilter?
  private let field: PottsField?
  private let smoothing: Smoothing
  private let workers: Workers
  private let width: Int
  private let height: Int
  private let planes: CodePlanes?
  private let details: StripDetails?
  private let scratch: [Scratch]
  private let bytes: [ByteRow]
  /// Raw labels of the strip's rows, each padded by the smoothing's halo.
  private let raw: UnsafeMutableBufferPointer<UInt8>
  private let rawStride: Int
  private var rows: Range<Int> = 0..<0

  /// Final labels and confidence of the core rows.
  package let labels: UnsafeMutableBufferPointer<UInt8>
  package let confidence: UnsafeMutableBufferPointer<UInt8>
  package static let noConfidence: UInt8 = 255

  /// Scratch bytes of one worker.
  private final class ByteRow: @unchecked Sendable {
    let units: UnsafeMutablePointer<UInt8>
    let confidence: UnsafeMutablePointer<UInt8>
    let votes: UnsafeMutablePointer<UInt8>

    init(votes count: Int) {
      units = .allocate(capacity: Chunk.pixels)
      confidence = .allocate(capacity: Chunk.pixels)
      votes = .allocate(capacity: count)
    }

    deinit {
      units.deallocate()
      confidence.deallocate()
      votes.deallocate()
    }
  }

  /// Rows around a core that its labels depend on.
  package static func halo(_ classifier: Classifier, _ smoothing: Smoothing) -> Int {
    (classifier.filter?.settings.halo ?? 0) + smoothing.halo
  }

  package init(
    _ classifier: Classifier, smoothing: Smoothing, width: Int, height: Int,
    rowsPerStrip: Int, workers: Workers, details: StripDetails? = nil
  ) {
    self.classifier = classifier
    self.details = details
    self.smoothing = smoothing.effective
    self.workers = workers
    self.width = width
    self.height = height
    let rows = min(height, rowsPerStrip + 2 * Self.halo(classifier, smoothing))
    majority =
      if case .majority(let window, let keepCentre) = smoothing {
        MajorityFilter(window: window, keepCentre: keepCentre)
      } else {
        nil
      }
    field =
      if case .mrf(let settings, let scale) = smoothing.effective {
        PottsField(
          settings, scale: scale, labels: classifier.clusterer.clusters, width: width,
          height: height, rows: min(height, rowsPerStrip + 2 * settings.halo))
      } else {
        nil
      }
    let halo = majority?.halo ?? 0
    planes = classifier.filter.map {
      CodePlanes(
        width: width, rows: rows, margin: $0.settings.radius, units: classifier.encoder.outputs)
    }
    scratch = (0..<workers.count).map { _ in Scratch() }
    bytes = (0..<workers.count).map { _ in ByteRow(votes: 3 * (width + 2 * halo)) }
    rawStride = width + 2 * halo
    raw = .allocate(capacity: rawStride * rows)
    raw.initialize(repeating: 0)
    labels = .allocate(capacity: width * min(height, rowsPerStrip))
    labels.initialize(repeating: 0)
    confidence = .allocate(capacity: width * min(height, rowsPerStrip))
    confidence.initialize(repeating: 0)
  }

  deinit {
    raw.deallocate()
    labels.deallocate()
    confidence.deallocate()
  }

  /// Fills ``labels`` and ``confidence`` for the core rows.
  package func classify(_ strip: Strip, core: Range<Int>) throws {
    rows = strip.rows
    let halo = smoothing.halo
    let needed = max(0, core.lowerBound - halo)..<min(height, core.upperBound + halo)
    if let planes, let filter = classifier.filter {
      try planes.encode(strip, by: classifier.encoding, workers: workers, scratch: scratch)
      try planes.filter(filter, workers: workers, scratch: scratch)
    }
    if let field { return try classify(strip, core: core, needed: needed, field) }
    try forEach(needed) { worker, row in self.label(strip, row: row, core: core, worker) }
    try forEach(core) { worker, row in self.smooth(row: row, core: core, worker) }
  }

  private func forEach(
    _ rows: Range<Int>, _ body: @Sendable (_ worker: Int, _ row: Int) -> Void
  ) throws {
    let pieces = rows.split(into: workers.count * 4)
    try workers.forEach(pieces.count) { worker, piece in
      for row in pieces[piece] { body(worker, row) }
    }
  }

  private func rawRow(_ row: Int) -> UnsafeMutablePointer<UInt8> {
    raw.firstAddress + (row - rows.lowerBound) * rawStride
  }

  // MARK: labels

  private func label(_ strip: Strip, row: Int, core: Range<Int>, _ worker: Int) {
    let halo = majority?.halo ?? 0
    let target = rawRow(row) + halo
    let own = bytes[worker]
    let classifier = classifier
    for column in stride(from: 0, to: width, by: Chunk.pixels) {
      let count = min(Chunk.pixels, width - column)
      let codes = codes(strip, row: row, column: column, count: count, worker)
      keepDetails(codes, strip, row: row, column: column, core: core, worker)
      classifier.label(
        codes.pointer, stride: codes.stride, count: PlanarMatrix.padded(count), units: own.units,
        confidence: own.confidence, scratch: scratch[worker])
      keep(
        strip, row: row, column: column, count: count, own, labels: target + column,
        confidence: core.contains(row)
          ? confidence.firstAddress + (row - core.lowerBound) * width + column : nil)
    }
    if let majority { majority.pad(target, width: width, into: rawRow(row)) }
  }

  /// What is kept of a worker's units and confidence: nothing where there are
  /// no data.
  private func keep(
    _ strip: Strip, row: Int, column: Int, count: Int, _ own: ByteRow,
    labels: UnsafeMutablePointer<UInt8>, confidence: UnsafeMutablePointer<UInt8>?
  ) {
    let valid = strip.valid + strip.start(ofRow: row) + column
    for index in 0..<count {
      labels[index] = valid[index] != 0 ? own.units[index] : 0
      confidence?[index] = valid[index] != 0 ? own.confidence[index] : Self.noConfidence
    }
  }

  private func keepDetails(
    _ codes: (pointer: UnsafePointer<Float>, stride: Int), _ strip: Strip, row: Int,
    column: Int, core: Range<Int>, _ worker: Int
  ) {
    guard let details, core.contains(row) else { return }
    details.keep(
      StripDetails.Run(
        row: row - core.lowerBound, column: column, count: min(Chunk.pixels, width - column),
        codes: codes.pointer, stride: codes.stride,
        valid: strip.valid + strip.start(ofRow: row) + column),
      scratch: scratch[worker])
  }

  /// Codes of a run of pixels, with the distance between the planes of units.
  private func codes(
    _ strip: Strip, row: Int, column: Int, count: Int, _ worker: Int
  ) -> (pointer: UnsafePointer<Float>, stride: Int) {
    if let planes { return (planes.pointer(row: row, column: column), planes.stride) }
    let codes = scratch[worker].floats(.codes, classifier.encoder.outputs * Chunk.pixels)
    classifier.encoding.encode(
      strip.values + strip.start(ofRow: row) + column, stride: strip.planeStride,
      count: PlanarMatrix.padded(count), into: codes, codeStride: Chunk.pixels,
      scratch: scratch[worker])
    return (UnsafePointer(codes), Chunk.pixels)
  }

  // MARK: the Potts field

  private func classify(
    _ strip: Strip, core: Range<Int>, needed: Range<Int>, _ field: PottsField
  ) throws {
    field.begin(needed)
    try forEach(needed) { worker, row in self.fill(field, strip, row: row, core: core, worker) }
    try field.sweep(core: core, workers: workers)
    try forEach(core) { worker, row in
      self.choose(field, strip, row: row, core: core, worker)
    }
  }

  private func fill(
    _ field: PottsField, _ strip: Strip, row: Int, core: Range<Int>, _ worker: Int
  ) {
    for column in stride(from: 0, to: width, by: Chunk.pixels) {
      let count = min(Chunk.pixels, width - column)
      let codes = codes(strip, row: row, column: column, count: count, worker)
      keepDetails(codes, strip, row: row, column: column, core: core, worker)
      let logits = classifier.logits(
        codes.pointer, stride: codes.stride, count: PlanarMatrix.padded(count),
        scratch: scratch[worker])
      field.set(
        row: row, column: column, count: count, logits: logits, stride: Chunk.pixels,
        valid: strip.valid + strip.start(ofRow: row) + column)
    }
  }

  private func choose(
    _ field: PottsField, _ strip: Strip, row: Int, core: Range<Int>, _ worker: Int
  ) {
    let own = bytes[worker]
    for column in stride(from: 0, to: width, by: Chunk.pixels) {
      let count = min(Chunk.pixels, width - column)
      let padded = PlanarMatrix.padded(count)
      classifier.label(
        count: padded, units: own.units, confidence: own.confidence, scratch: scratch[worker]
      ) {
        field.choose(row: row, column: column, count: padded, labels: $0, margins: $1)
      }
      let at = (row - core.lowerBound) * width + column
      keep(
        strip, row: row, column: column, count: count, own, labels: labels.firstAddress + at,
        confidence: confidence.firstAddress + at)
    }
  }

  // MARK: the majority

  private func smooth(row: Int, core: Range<Int>, _ worker: Int) {
    let out = labels.firstAddress + (row - core.lowerBound) * width
    guard let majority, majority.window > 1 else {
      out.update(from: rawRow(row), count: width)
      return
    }
    let window: [UnsafePointer<UInt8>?] = (-majority.halo...majority.halo).map { step in
      UnsafePointer(rawRow(MajorityFilter.mirrored(row + step, height)))
    }
    Planar.majorityRow(
      width: width, window: majority.window, labels: classifier.units,
      keepCentre: majority.keepCentre, rows: window, out: out, scratch: bytes[worker].votes)
  }
}
