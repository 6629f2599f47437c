package import Fitting
package import Kernels
package import Learning
package import RasterIO
import Rasters

/// The codes of a strip with a margin around them, for filters that look at
/// neighbours: planes of `rows + 2 margin` rows of `width + 2 margin` codes,
/// with what is outside the scene marked invalid.
package final class CodePlanes: @unchecked Sendable {
  private let width: Int
  private let margin: Int
  private let units: Int
  private let rowStride: Int
  private let planeStride: Int
  private var codes: UnsafeMutablePointer<Float>
  private var filtered: UnsafeMutablePointer<Float>
  private let valid: UnsafeMutablePointer<Float>
  private var rows: Range<Int> = 0..<0

  package init(width: Int, rows: Int, margin: Int, units: Int) {
    self.width = width
    self.margin = margin
    self.units = units
    rowStride = width + 2 * margin
    // Kernels may read and write up to a vector beyond the last pixel.
    planeStride = rowStride * (rows + 2 * margin) + 2 * PlanarMatrix.lanes
    codes = .allocate(capacity: planeStride * units)
    filtered = .allocate(capacity: planeStride * units)
    valid = .allocate(capacity: planeStride)
    codes.initialize(repeating: 0, count: planeStride * units)
    filtered.initialize(repeating: 0, count: planeStride * units)
    valid.initialize(repeating: 0, count: planeStride)
  }

  deinit {
    codes.deallocate()
    filtered.deallocate()
    valid.deallocate()
  }

  private func start(ofRow row: Int) -> Int {
    (row - rows.lowerBound + margin) * rowStride + margin
  }

  /// Encodes all rows of a strip.
  package func encode(_ strip: Strip, by classifier: Encoding, workers: Workers, scratch: [Scratch])
    throws
  {
    rows = strip.rows
    valid.update(repeating: 0, count: planeStride)
    let pieces = rows.split(into: workers.count * 4)
    try workers.forEach(pieces.count) { worker, piece in
      for row in pieces[piece] { encode(strip, row: row, classifier, scratch[worker]) }
    }
  }

  private func encode(_ strip: Strip, row: Int, _ classifier: Encoding, _ scratch: Scratch) {
    let chunk = scratch.floats(.codes, units * Chunk.pixels)
    let from = strip.start(ofRow: row)
    let to = start(ofRow: row)
    for column in Swift.stride(from: 0, to: width, by: Chunk.pixels) {
      let count = min(Chunk.pixels, width - column)
      classifier.encode(
        strip.values + from + column, stride: strip.planeStride,
        count: PlanarMatrix.padded(count), into: chunk, codeStride: Chunk.pixels,
        scratch: scratch)
      for unit in 0..<units {
        (codes + unit * planeStride + to + column)
          .update(from: chunk + unit * Chunk.pixels, count: count)
      }
      for index in 0..<count {
        valid[to + column + index] = Float(strip.valid[from + column + index])
      }
    }
  }

  /// Runs the filter over all rows, pass by pass.
  package func filter(_ filter: BilateralFilter, workers: Workers, scratch: [Scratch]) throws {
    let pieces = rows.split(into: workers.count * 4)
    for _ in 0..<filter.settings.passes {
      try workers.forEach(pieces.count) { worker, piece in
        for row in pieces[piece] { self.filter(filter, row: row, scratch[worker]) }
      }
      swap(&codes, &filtered)
    }
  }

  private func filter(_ filter: BilateralFilter, row: Int, _ scratch: Scratch) {
    let chunk = scratch.floats(.stage, units * Chunk.pixels)
    for column in Swift.stride(from: 0, to: width, by: Chunk.pixels) {
      let count = min(Chunk.pixels, width - column)
      let at = start(ofRow: row) + column
      Planar.bilateral(
        features: units, count: PlanarMatrix.padded(count), radius: filter.settings.radius,
        precision: filter.precision, x: codes + at, row: rowStride, plane: planeStride,
        valid: valid + at, y: chunk, yStride: Chunk.pixels)
      for unit in 0..<units {
        (filtered + unit * planeStride + at).update(from: chunk + unit * Chunk.pixels, count: count)
      }
    }
  }

  /// The codes of a run of pixels of one row; reading whole vectors is safe.
  package func pointer(row: Int, column: Int) -> UnsafePointer<Float> {
    UnsafePointer(codes + start(ofRow: row) + column)
  }

  /// Floats from one unit's plane to the next.
  package var stride: Int { planeStride }
}
