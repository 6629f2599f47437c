package import Encoders
package import Fitting
import Kernels
import Rasters
import Scenes
package import Vision

/// From cutouts to codes: shown, encoded, reduced. Fitted once on a sample;
/// then the code of a cutout depends on it alone.
package struct CutoutCoder: Sendable {
  package let view: CutoutView
  /// The encoder alone, and with what stands about it.
  package let base: any ImageEncoder
  package let encoder: any ImageEncoder
  package let reduction: RandomizedComponents
  package let isUnitLength: Bool
  /// The notes of the encoder's training.
  package let notes: FitNotes

  /// Cutouts that are encoded together.
  package static let batch = 64

  package var codeLength: Int { reduction.components }

  /// The share of the features' variance that codes keep.
  package var explainedVariance: Double {
    min(1, reduction.variances.reduce(0, +) / max(reduction.totalVariance, 1e-300))
  }

  /// Codes of the cutouts that can be shown, with their places among those
  /// given.
  package func codes(
    _ readings: [CutoutReading], _ context: FitContext
  ) throws -> [(row: Int, code: [Float]?)] {
    let features = try self.features(readings, context)
    return zip(readings, features).map { reading, own in
      (reading.row, own.flatMap { code($0[...]) })
    }
  }

  /// The code of an encoder's features; nil where they are none.
  package func code(_ features: ArraySlice<Float>) -> [Float]? {
    guard features.count == encoder.codeLength, features.allSatisfy(\.isFinite) else { return nil }
    let code = features.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { reduction.code($0) }
    }
    return isUnitLength ? code.map(CodeReduction.unit) : code
  }

  private func features(
    _ readings: [CutoutReading], _ context: FitContext
  ) throws -> [[Float]?] {
    try Self.features(readings, view: view, encoder: encoder, context)
  }

  /// What the encoder makes of cutouts; nil where one cannot be shown.
  package static func features(
    _ readings: [CutoutReading], view: CutoutView, encoder: any ImageEncoder,
    _ context: FitContext
  ) throws -> [[Float]?] {
    let shown = try context.workers.map(readings.count) { _, index in
      readings[index].planes.flatMap(view.pixels)
    }
    let places = shown.indices.filter { shown[$0] != nil }
    var out = [[Float]?](repeating: nil, count: readings.count)
    for start in stride(from: 0, to: places.count, by: batch) {
      let part = Array(places[start..<min(places.count, start + batch)])
      let images = ImageBatch(
        count: part.count, channels: view.channels, height: view.side, width: view.side,
        values: part.flatMap { shown[$0] ?? [] })
      let codes = try encoder.codes(of: images, workers: context.workers)
      let length = encoder.codeLength
      for (index, place) in part.enumerated() {
        out[place] = Array(codes[index * length..<(index + 1) * length])
      }
    }
    return out
  }

  package init(
    view: CutoutView, base: any ImageEncoder, encoder: any ImageEncoder,
    reduction: RandomizedComponents, isUnitLength: Bool, notes: FitNotes
  ) {
    self.view = view
    self.base = base
    self.encoder = encoder
    self.reduction = reduction
    self.isUnitLength = isUnitLength
    self.notes = notes
  }
}
