import Rasters

/// Finds the bands of features and sorts features by the way in which they
/// are computed.
struct FeaturePlanBuilder {
  private let bands: FeatureBands
  private(set) var copies: [(band: Int, target: Int)] = []
  private(set) var expressions: [(expression: BoundExpression, target: Int)] = []
  private(set) var centring: LogCentring?
  private(set) var windows: [NeighbourWindow] = []

  init(_ bands: FeatureBands) { self.bands = bands }

  func isIdentity(count: Int) -> Bool {
    count == bands.list.count && copies.count == count && copies.allSatisfy { $0.band == $0.target }
  }

  mutating func add(_ definition: FeatureDefinition, target: Int) throws {
    switch definition.kind {
    case .band: copies.append((try plane(of: definition), target))
    case .expression: expressions.append((try bound(definition), target))
    case .logCentred:
      let band = try plane(of: definition)
      var step = centring ?? LogCentring(bands: bands.list.count, wanted: [])
      step.wanted.append((band, target))
      centring = step
    case .mean: try addWindow(definition) { $0.mean = target }
    case .deviation: try addWindow(definition) { $0.deviation = target }
    }
  }

  private func plane(of definition: FeatureDefinition) throws -> Int {
    guard let plane = bands.plane(of: definition.of) else {
      throw Failure.usage(
        "feature '\(definition.name)' needs the band '\(definition.of)'"
          + bands.hint(for: definition.of) + "; \(bands.listing)")
    }
    return plane
  }

  private func bound(_ definition: FeatureDefinition) throws -> BoundExpression {
    let expression: BandExpression
    do {
      expression = try BandExpression(definition.of)
    } catch let error as ExpressionError {
      throw Failure.usage("feature '\(definition.name)' = \(definition.of), \(error)")
    }
    let planes = try expression.symbols.map { symbol in
      guard let plane = bands.plane(of: symbol.name) else {
        throw Failure.usage(
          "feature '\(definition.name)' = \(definition.of), column \(symbol.column): there is no "
            + "band '\(symbol.name)'" + bands.hint(for: symbol.name) + "; \(bands.listing)")
      }
      return plane
    }
    return BoundExpression(expression, planes: planes)
  }

  /// Mean and deviation over the same window share their sums.
  private mutating func addWindow(
    _ definition: FeatureDefinition, _ change: (inout NeighbourWindow) -> Void
  ) throws {
    let band = try plane(of: definition)
    guard let side = definition.window, FeatureItem.windows.contains(side), side % 2 == 1 else {
      throw Failure.usage(
        "feature '\(definition.name)' has no odd window from \(FeatureItem.windows.lowerBound) to "
          + "\(FeatureItem.windows.upperBound)")
    }
    let known = windows.firstIndex { $0.band == band && $0.window == side }
    var step = known.map { windows[$0] } ?? NeighbourWindow(band: band, window: side)
    change(&step)
    if let known { windows[known] = step } else { windows.append(step) }
  }
}
