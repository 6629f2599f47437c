import Kernels
import Learning
import RasterIO
import Rasters

/// Turns a strip of pixels into rows of a map: encode, filter, assign,
/// smooth. One lives for a whole walk and keeps its buffers.
final class StripClassifier: @unchecked Sendable {
  private let classifier: Classifier
  private let smoothing: MajorityFilter?
  private let workers: Workers
  private let width: Int
  private let height: Int
  private let planes: CodePlanes?
  private let scratch: [Scratch]
  private let bytes: [ByteRow]
  /// Raw labels of the strip's rows, each padded by the smoothing's halo.
  private let raw: UnsafeMutableBufferPointer<UInt8>
  private let rawStride: Int
  private var rows: Range<Int> = 0..<0

  /// Final labels and confidence of the core rows.
  let labels: UnsafeMutableBufferPointer<UInt8>
  let confidence: UnsafeMutableBufferPointer<UInt8>
  static let noConfidence: UInt8 = 255

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
  static func halo(_ classifier: Classifier, _ smoothing: MajorityFilter?) -> Int {
    (classifier.filter?.settings.halo ?? 0) + (smoothing?.halo ?? 0)
  }

  init(
    _ classifier: Classifier, smoothing: MajorityFilter?, width: Int, height: Int,
    rowsPerStrip: Int, workers: Workers
  ) {
    self.classifier = classifier
    self.smoothing = smoothing
    self.workers = workers
    self.width = width
    self.height = height
    let rows = min(height, rowsPerStrip + 2 * Self.halo(classifier, smoothing))
    let halo = smoothing?.halo ?? 0
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
  func classify(_ strip: Strip, core: Range<Int>) throws {
    rows = strip.rows
    let halo = smoothing?.halo ?? 0
    let needed = max(0, core.lowerBound - halo)..<min(height, core.upperBound + halo)
    if let planes, let filter = classifier.filter {
      try planes.encode(strip, by: classifier.encoding, workers: workers, scratch: scratch)
      try planes.filter(filter, workers: workers, scratch: scratch)
    }
    try forEach(needed) { worker, row in self.label(strip, row: row, core: core, worker) }
    try forEach(core) { worker, row in self.smooth(row: row, core: core, worker) }
  }

  private func forEach(
    _ rows: Range<Int>, _ body: @Sendable (_ worker: Int, _ row: Int) -> Void
  ) throws {
    let pieces = SceneWalk.split(rows, into: workers.count * 4)
    try workers.forEach(pieces.count) { worker, piece in
      for row in pieces[piece] { body(worker, row) }
    }
  }

  private func rawRow(_ row: Int) -> UnsafeMutablePointer<UInt8> {
    raw.firstAddress + (row - rows.lowerBound) * rawStride
  }

  // MARK: labels

  private func label(_ strip: Strip, row: Int, core: Range<Int>, _ worker: Int) {
    let halo = smoothing?.halo ?? 0
    let target = rawRow(row) + halo
    let start = strip.start(ofRow: row)
    let own = bytes[worker]
    for column in stride(from: 0, to: width, by: Chunk.pixels) {
      let count = min(Chunk.pixels, width - column)
      label(strip, row: row, column: column, count: count, worker)
      for index in 0..<count {
        let valid = strip.valid[start + column + index] != 0
        target[column + index] = valid ? own.units[index] : 0
        if !valid { own.confidence[index] = Self.noConfidence }
      }
      if core.contains(row) {
        let at = (row - core.lowerBound) * width + column
        (confidence.firstAddress + at).update(from: own.confidence, count: count)
      }
    }
    if let smoothing { smoothing.pad(target, width: width, into: rawRow(row)) }
  }

  private func label(_ strip: Strip, row: Int, column: Int, count: Int, _ worker: Int) {
    let padded = PlanarMatrix.padded(count)
    let own = bytes[worker]
    if let planes {
      classifier.label(
        planes.pointer(row: row, column: column), stride: planes.stride, count: padded,
        units: own.units, confidence: own.confidence, scratch: scratch[worker])
      return
    }
    let codes = scratch[worker].floats(.codes, classifier.encoder.outputs * Chunk.pixels)
    classifier.encoding.encode(
      strip.values + strip.start(ofRow: row) + column, stride: strip.planeStride, count: padded,
      into: codes, codeStride: Chunk.pixels, scratch: scratch[worker])
    classifier.label(
      codes, stride: Chunk.pixels, count: padded, units: own.units, confidence: own.confidence,
      scratch: scratch[worker])
  }

  // MARK: smoothing

  private func smooth(row: Int, core: Range<Int>, _ worker: Int) {
    let out = labels.firstAddress + (row - core.lowerBound) * width
    guard let smoothing, smoothing.window > 1 else {
      out.update(from: rawRow(row) + (smoothing?.halo ?? 0), count: width)
      return
    }
    let window: [UnsafePointer<UInt8>?] = (-smoothing.halo...smoothing.halo).map { step in
      UnsafePointer(rawRow(MajorityFilter.mirrored(row + step, height)))
    }
    Planar.majorityRow(
      width: width, window: smoothing.window, labels: classifier.units,
      keepCentre: smoothing.keepCentre, rows: window, out: out, scratch: bytes[worker].votes)
  }
}
