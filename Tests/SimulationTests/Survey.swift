import Foundation

@testable import Simulation

/// Looks at a model without painting it.
enum Survey {
  /// Shares of the units over a sample of whole blocks.
  static func shares(_ model: SceneModel, units: Int) -> [Double] {
    let size = min(model.shape.width, 250)
    let factor = max(1, model.shape.width / size)
    let patch = Patch(
      column: 0, row: 0, width: size, height: size, step: model.shape.step * Double(factor))
    let fields = GroundFields(patch: patch)
    fields.layers(model.geology.strata, model.geology.intrusion)
    fields.relief(model.geology.terrain, model.geology.lake, pitch: 1)
    let plane = { Plane(width: size, height: size) }
    let stack = PlaneStack(count: model.endMembers, width: size, height: size)
    model.abundance.evaluate(
      fields, shares: stack, lamination: plane(), scratch: (plane(), plane()))
    var sums = [Double](repeating: 0, count: units)
    for unit in 0..<units {
      for y in 0..<size {
        let row = UnsafeBufferPointer(start: stack.row(unit, y), count: size)
        sums[unit] += Double(row.reduce(0, +))
      }
    }
    return sums.map { $0 / Double(size * size) }
  }

  /// The value of the unit with the smallest spectral angle.
  static func nearestUnit(to spectrum: [Float], in model: SceneModel) -> Int {
    let angles = model.units.indices.map { unit in
      let reference = model.bands.indices.map { model.spectra[$0 * model.endMembers + unit] }
      return cosine(spectrum, reference)
    }
    return (angles.indices.max { angles[$0] < angles[$1] } ?? 0) + 1
  }

  private static func cosine(_ a: [Float], _ b: [Float]) -> Float {
    let dot = zip(a, b).map(*).reduce(0, +)
    let (x, y) = (a.map { $0 * $0 }.reduce(0, +), b.map { $0 * $0 }.reduce(0, +))
    return dot / (x * y).squareRoot()
  }
}
