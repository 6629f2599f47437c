import Foundation
import Kernels

/// Paints rows of a survey: light of the sources through the point-spread
/// function, sky, noise, holes. The value of a pixel depends on neither
/// strips nor threads.
struct SurveyPainter: Sendable {
  private let request: SurveyRequest
  private let sources: [SimulatedSource]
  private let shapes: [[LightProfile.Shape]]
  private let spread: GaussianSpread
  private let holes: [Hole]

  /// Full width at half maximum, in pixels.
  static let seeing = 3.0

  /// Pixels without a value: a bar beside the centre of a source.
  private struct Hole: Sendable {
    var columns: ClosedRange<Int>
    var rows: ClosedRange<Int>
  }

  init(_ request: SurveyRequest, _ sources: [SimulatedSource]) {
    self.request = request
    self.sources = sources
    spread = GaussianSpread(fullWidth: Self.seeing)
    let faintest = 0.01 * (SurveyBand.all.map(\.noise).min() ?? 1)
    shapes = sources.map { source in
      source.parts.map { LightProfile.Shape($0, faintest: faintest) }
    }
    holes = sources.filter { $0.note == .masked }.map { source in
      let (x, y) = (Int(source.x) + 2, Int(source.y))
      return Hole(columns: x...x + 2, rows: y - 7...y + 7)
    }
  }

  func paint(_ rows: Range<Int>) -> [[Float]] { paint(rows, checkpoint: {}) }

  /// Rows of all bands, one plane each: [band][row][column].
  ///
  /// - Parameter checkpoint: throws when the work is to be given up.
  func paint(_ rows: Range<Int>, checkpoint: () throws -> Void) rethrows -> [[Float]] {
    let halo = spread.radius
    let wide = rows.lowerBound - halo..<rows.upperBound + halo
    let width = request.width + 2 * halo
    var planes = SurveyBand.all.map { _ in [Double](repeating: 0, count: wide.count * width) }
    for (index, (source, shapes)) in zip(sources, shapes).enumerated() {
      if index.isMultiple(of: 64) { try checkpoint() }
      for (part, shape) in zip(source.parts, shapes) {
        add(part, shape, rows: wide, halo: halo, to: &planes)
      }
    }
    var out = planes.map { spread.apply($0, width: width, height: wide.count) }
    addStars(rows, to: &out)
    return finish(out, rows)
  }

  private func add(
    _ part: LightProfile, _ shape: LightProfile.Shape, rows: Range<Int>, halo: Int,
    to planes: inout [[Double]]
  ) {
    let width = request.width + 2 * halo
    let low = max(rows.lowerBound, Int((part.y - shape.reach).rounded(.down)))
    let high = min(rows.upperBound - 1, Int((part.y + shape.reach).rounded(.up)))
    let left = max(-halo, Int((part.x - shape.reach).rounded(.down)))
    let right = min(request.width + halo - 1, Int((part.x + shape.reach).rounded(.up)))
    guard low <= high, left <= right else { return }
    for y in low...high {
      for x in left...right {
        let light = shape.pixel(x, y)
        let at = (y - rows.lowerBound) * width + x + halo
        for band in planes.indices { planes[band][at] += light * part.fluxes[band] }
      }
    }
  }

  private func addStars(_ rows: Range<Int>, to planes: inout [[Double]]) {
    let reach = spread.radius + 2
    for source in sources where source.kind == .star {
      let (x, y) = (Int(source.x.rounded()), Int(source.y.rounded()))
      guard y + reach >= rows.lowerBound, y - reach < rows.upperBound else { continue }
      for row in max(y - reach, rows.lowerBound)...min(y + reach, rows.upperBound - 1) {
        for column in max(0, x - reach)...max(0, min(x + reach, request.width - 1))
        where column < request.width {
          let share =
            spread.share(Double(column) - source.x) * spread.share(Double(row) - source.y)
          let at = (row - rows.lowerBound) * request.width + column
          for band in planes.indices { planes[band][at] += share * source.starFluxes[band] }
        }
      }
    }
  }

  private func finish(_ planes: [[Double]], _ rows: Range<Int>) -> [[Float]] {
    planes.indices.map { number in
      let band = SurveyBand.all[number]
      let random = CounterRandom(seed: request.seed, stream: UInt64(number) + 1)
      var out = [Float](repeating: 0, count: planes[number].count)
      for (line, row) in rows.enumerated() {
        for column in 0..<request.width {
          let light = planes[number][line * request.width + column]
          // The sky rises towards the upper right by three of its deviations.
          let slope =
            3 * (Double(column) / Double(request.width) + Double(row) / Double(request.height))
          let variance = band.noise * band.noise + max(0, light) / SurveyBand.gain
          let noise =
            request.noise * variance.squareRoot()
            * random.normal(UInt64(row) << 32 | UInt64(column))
          out[line * request.width + column] = Float(
            light + band.sky + band.noise * slope + noise)
        }
      }
      punch(&out, rows)
      return out
    }
  }

  private func punch(_ values: inout [Float], _ rows: Range<Int>) {
    for hole in holes {
      for row in hole.rows where rows.contains(row) {
        for column in hole.columns where (0..<request.width).contains(column) {
          values[(row - rows.lowerBound) * request.width + column] = .nan
        }
      }
    }
  }
}
