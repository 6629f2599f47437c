/// The features of a scene, with their bands found: computes them row by row.
///
/// A pixel is valid where it was and where every feature has a finite value.
package struct FeaturePlan: Sendable {
  package let definitions: [FeatureDefinition]
  /// The features are the bands, in their order: nothing need be computed.
  package let isIdentity: Bool
  /// Rows above and below that a row's features depend on.
  package let halo: Int

  private let copies: [(band: Int, target: Int)]
  private let expressions: [(expression: BoundExpression, target: Int)]
  private let centring: LogCentring?
  private let windows: [NeighbourWindow]
  private let scratchRows: Int

  /// What a pixel is rejected for that has bands, but not all features.
  package static let undefined = "feature undefined"

  package init(_ definitions: [FeatureDefinition], on bands: FeatureBands) throws {
    var builder = FeaturePlanBuilder(bands)
    for (target, definition) in definitions.enumerated() {
      try builder.add(definition, target: target)
    }
    self.definitions = definitions
    isIdentity = builder.isIdentity(count: definitions.count)
    copies = builder.copies
    expressions = builder.expressions
    centring = builder.centring
    windows = builder.windows
    halo = windows.map(\.halo).max() ?? 0
    scratchRows = max(
      expressions.map(\.expression.depth).max() ?? 0, centring.map { $0.bands + 1 } ?? 0)
  }

  package var names: [String] { definitions.map(\.name) }
  package var count: Int { definitions.count }

  /// Pixels that are worked on together.
  private static let chunk = 512

  /// Computes the features of one row, which both must hold; `source` must
  /// hold ``halo`` rows around it, or all there are. Returns how many pixels
  /// have lost their validity.
  package func compute(row: Int, from source: PlanarRows, into target: PlanarRows) -> Int {
    let (from, to) = (source.start(ofRow: row), target.start(ofRow: row))
    for (band, plane) in copies {
      (target.plane(plane) + to).update(from: source.plane(band) + from, count: source.width)
    }
    for window in windows { window.compute(row: row, from: source, into: target) }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, scratchRows) * Self.chunk) {
      guard scratchRows > 0, let scratch = $0.baseAddress else { return }
      scratch.initialize(repeating: 0, count: scratchRows * Self.chunk)
      for column in stride(from: 0, to: source.width, by: Self.chunk) {
        let count = min(Self.chunk, source.width - column)
        pixels(count, source, from + column, target, to + column, scratch)
      }
    }
    return validate(source.valid + from, target, at: to)
  }

  /// What needs no neighbours.
  private func pixels(
    _ count: Int, _ source: PlanarRows, _ from: Int, _ target: PlanarRows, _ to: Int,
    _ scratch: UnsafeMutablePointer<Float>
  ) {
    for (expression, plane) in expressions {
      expression.run(source, at: from, count: count, scratch: scratch, rowStride: Self.chunk)
      (target.plane(plane) + to).update(from: scratch, count: count)
    }
    centring?.compute(
      source, at: from, count: count, into: target, at: to, scratch: scratch,
      rowStride: Self.chunk)
  }

  /// Invalid pixels become 0 in every feature.
  private func validate(_ given: UnsafePointer<UInt8>, _ target: PlanarRows, at start: Int) -> Int {
    let valid = target.valid + start
    valid.update(from: given, count: target.width)
    for plane in 0..<count {
      let values = target.plane(plane) + start
      for column in 0..<target.width where !values[column].isFinite { valid[column] = 0 }
    }
    for plane in 0..<count {
      let values = target.plane(plane) + start
      for column in 0..<target.width where valid[column] == 0 { values[column] = 0 }
    }
    return (0..<target.width).count { given[$0] != 0 && valid[$0] == 0 }
  }
}
