package import Kernels
package import Learning
import Rasters

/// The labels of a strip as a Markov random field: every pixel's label is
/// drawn to what its own code says and to what its neighbours are,
///
///     p(i = j) ~ exp(log p_j(code of i) + strength mean over neighbours q of p(q = j)),
///
/// solved by mean-field sweeps (a Potts prior, Besag, JRSS B 48(3), 1986; the
/// update of Zhang, IEEE TSP 40(10), 1992). All pixels of a sweep see the
/// result of the one before, and there is a fixed number of sweeps: a pixel's
/// label depends on as many rows around it and on neither strips nor threads.
/// Pixels without data have no say. Log probabilities are kept as 16-bit
/// steps, probabilities between sweeps as bytes. A pixel's own code can make a
/// unit no less probable than exp(-16): mixtures are surer of themselves than
/// they should be, and some pixels are mixed or wrong.
package final class PottsField: @unchecked Sendable {
  private let settings: PottsSettings
  private let scale: Float
  private let labels: Int
  private let width: Int
  private let height: Int
  /// Bytes of a row of one plane of shares and of the validity, with margins.
  private let rowStride: Int
  private let energyStride: Int
  private let energy: UnsafeMutableBufferPointer<UInt16>
  private var shares: UnsafeMutableBufferPointer<UInt8>
  private var next: UnsafeMutableBufferPointer<UInt8>
  private let valid: UnsafeMutableBufferPointer<UInt8>
  private var rows: Range<Int> = 0..<0

  /// For strips of at most `rows` rows of a scene of `width` by `height`.
  package init(
    _ settings: PottsSettings, scale: Double, labels: Int, width: Int, height: Int, rows: Int
  ) {
    self.settings = settings
    self.scale = Float(scale)
    self.labels = labels
    self.width = width
    self.height = height
    energyStride = PlanarMatrix.padded(width)
    rowStride = energyStride + 2 * settings.radius
    let planes = rowStride * (rows + 2 * settings.radius)
    energy = .allocate(capacity: energyStride * labels * rows)
    shares = .allocate(capacity: planes * labels)
    next = .allocate(capacity: planes * labels)
    valid = .allocate(capacity: planes)
    energy.initialize(repeating: 0)
    shares.initialize(repeating: 0)
    next.initialize(repeating: 0)
    valid.initialize(repeating: 0)
  }

  deinit {
    energy.deallocate()
    shares.deallocate()
    next.deallocate()
    valid.deallocate()
  }

  /// What a pixel takes: energies, shares twice, validity.
  package static func bytesPerPixel(labels: Int) -> Int { 4 * labels + 1 }

  /// Makes ready for other rows.
  package func begin(_ rows: Range<Int>) {
    self.rows = rows
    valid.update(repeating: 0)
    // What an earlier strip left below these rows.
    let after = (rows.count + settings.radius) * rowStride * labels
    for index in after..<min(shares.count, after + settings.radius * rowStride * labels) {
      shares[index] = 0
      next[index] = 0
    }
  }

  private func start(ofRow row: Int) -> Int { row - rows.lowerBound + settings.radius }

  private func energies(row: Int, column: Int) -> UnsafeMutablePointer<UInt16> {
    energy.firstAddress + (row - rows.lowerBound) * energyStride * labels + column
  }

  private func place(row: Int, column: Int) -> Int {
    start(ofRow: row) * rowStride * labels + settings.radius + column
  }

  private func view(row: Int, column: Int) -> Planar.Shares {
    Planar.Shares(
      pointer: UnsafePointer(shares.firstAddress + place(row: row, column: column)),
      row: rowStride * labels, plane: rowStride,
      valid: UnsafePointer(valid.firstAddress)
        + start(ofRow: row) * rowStride + settings.radius + column,
      validRow: rowStride)
  }

  /// Takes the logits [labels][count] of a run of pixels of a row, and which
  /// of them have data. Runs begin at multiples of 16.
  package func set(
    row: Int, column: Int, count: Int, logits: UnsafePointer<Float>, stride: Int,
    valid flags: UnsafePointer<UInt8>
  ) {
    let padded = PlanarMatrix.padded(count)
    let own = valid.firstAddress + start(ofRow: row) * rowStride + settings.radius + column
    for index in 0..<count { own[index] = flags[index] == 0 ? 0 : 1 }
    Planar.energies(
      labels: labels, count: padded, scale: scale, logits: logits, logitStride: stride,
      energy: energies(row: row, column: column), energyStride: energyStride)
    Planar.potts(
      labels: labels, count: padded, radius: 0, strength: 0,
      energy: energies(row: row, column: column), energyStride: energyStride,
      shares: view(row: row, column: column),
      next: shares.firstAddress + place(row: row, column: column), nextStride: rowStride)
  }

  /// All sweeps but the last, each over as many rows as those after it need.
  package func sweep(core: Range<Int>, workers: Workers) throws {
    for left in stride(from: settings.sweeps - 1, to: 0, by: -1) {
      let halo = left * settings.radius
      let needed = max(0, core.lowerBound - halo)..<min(height, core.upperBound + halo)
      let pieces = needed.split(into: workers.count * 4)
      try workers.forEach(pieces.count) { _, piece in
        for row in pieces[piece] { self.sweep(row: row) }
      }
      swap(&shares, &next)
    }
  }

  private func sweep(row: Int) {
    Planar.potts(
      labels: labels, count: energyStride, radius: settings.radius,
      strength: Float(settings.strength), energy: energies(row: row, column: 0),
      energyStride: energyStride, shares: view(row: row, column: 0),
      next: next.firstAddress + place(row: row, column: 0), nextStride: rowStride)
  }

  /// The last sweep over a run of pixels (a multiple of 16): the most probable
  /// label, from 0, and its lead in the weighted mean of what the pixel's own
  /// code and its neighbours say (a linear pool, Stone, Ann. Math. Stat. 32,
  /// 1961). Probabilities of the field itself are no measure of certainty: they
  /// are 0 or 1 wherever neighbours agree.
  package func choose(
    row: Int, column: Int, count: Int, labels chosen: UnsafeMutablePointer<Int32>,
    margins: UnsafeMutablePointer<Float>
  ) {
    Planar.potts(
      labels: labels, count: count, radius: settings.radius,
      strength: Float(settings.strength), energy: energies(row: row, column: column),
      energyStride: energyStride, shares: view(row: row, column: column), labels: chosen,
      margins: margins)
  }
}
