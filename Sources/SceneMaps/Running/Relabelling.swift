import Fitting
import Foundation
import Jobs
import Kernels
import Learning
import MapTools
import RasterIO
import Rasters

/// Keeps the numbering of units of an earlier map or model: each new unit
/// takes the number of the old one that it shares most of the sample with.
struct Relabelling {
  /// A classified raster or a model file.
  let reference: String
  /// The grid of the map that is being made.
  let grid: Grid
  let control: RunControl

  func apply(
    to classifier: Classifier, samples: PlanarMatrix, positions: [Int], _ source: OpenScene
  ) throws -> Classifier {
    let old =
      reference.hasSuffix(".safetensors")
      ? try labels(byModel: samples, source) : try labels(byMap: positions)
    var matrix = ConfusionMatrix()
    let own = Self.clusterUnits(classifier, samples)
    try matrix.add(units: own, classes: old)
    let matching = try LabelMatching(matrix)
    let renumbered = try classifier.unitOfCluster.map { unit -> Int in
      let value = matching.newValue(of: unit) ?? 0
      guard value <= Classifier.mostUnits else {
        throw Failure(
          "keeping the numbers of '\(reference)' would give unit \(value); "
            + "at most \(Classifier.mostUnits) can be written")
      }
      return value
    }
    let completed = Self.completed(renumbered)
    tell(matching, added: Set(completed).subtracting(matching.pairs.map(\.reference.value)))
    return classifier.renumbered(completed)
  }

  /// Which numbers have no counterpart on the other side.
  private func tell(_ matching: LabelMatching, added: Set<Int>) {
    func list(_ units: [Int]) -> String { units.sorted().map(String.init).joined(separator: ", ") }
    let gone = matching.unmatchedClasses.map(\.value)
    if !gone.isEmpty {
      control.log(
        "relabel: units of '\(reference)' that no unit of this map matches: \(list(gone))")
    }
    if !added.isEmpty {
      control.log("relabel: new units, which match none of '\(reference)': \(list(Array(added)))")
    }
  }

  /// Units that met nothing in the reference get the next free numbers.
  private static func completed(_ units: [Int]) -> [Int] {
    var next = (units.max() ?? 0) + 1
    return units.map { unit in
      guard unit == 0 else { return unit }
      defer { next += 1 }
      return next
    }
  }

  /// Units of the sample without regard to neighbours.
  private static func clusterUnits(_ classifier: Classifier, _ samples: PlanarMatrix) -> [UInt16] {
    var units = [UInt8](repeating: 0, count: samples.stride)
    var confidence = units
    let scratch = Scratch()
    var codes = [Float](repeating: 0, count: classifier.encoder.outputs * Chunk.pixels)
    samples.withUnsafePointer { x in
      units.withUnsafeMutableBufferPointer { u in
        confidence.withUnsafeMutableBufferPointer { c in
          for start in stride(from: 0, to: samples.stride, by: Chunk.pixels) {
            let count = min(Chunk.pixels, samples.stride - start)
            classifier.encoding.encode(
              x + start, stride: samples.stride, count: count, into: &codes,
              codeStride: Chunk.pixels, scratch: scratch)
            classifier.label(
              codes, stride: Chunk.pixels, count: count, units: u.firstAddress + start,
              confidence: c.firstAddress + start, scratch: scratch)
          }
        }
      }
    }
    return units.prefix(samples.count).map(UInt16.init)
  }

  private func labels(byModel samples: PlanarMatrix, _ source: OpenScene) throws -> [UInt16] {
    let model = try SceneRun.readModel(reference)
    let names = source.stack.bands.map(\.name)
    guard model.description.bands.map(\.name) == names else {
      throw Failure(
        "the model '\(reference)' has bands \(model.description.bands.map(\.name)), "
          + "the scene \(names): numbers cannot be kept")
    }
    guard model.description.definitions == source.features.definitions else {
      throw Failure(
        "the model '\(reference)' has other features than the scene: numbers cannot be kept")
    }
    try ModelMatch(model.description, name: reference).check(source.stack)
    return Self.clusterUnits(model.classifier, samples)
  }

  private func labels(byMap positions: [Int]) throws -> [UInt16] {
    let map = try LabelMap(path: LocalPath.file(reference).absolute)
    let sampler = try ReferenceSampler(map: map, onto: grid)
    var out: [UInt16] = []
    var at = 0
    while at < positions.count {
      let row = positions[at] / grid.width
      let labels = try sampler.labels(ofRows: row..<row + 1)
      while at < positions.count, positions[at] / grid.width == row {
        out.append(labels[positions[at] % grid.width])
        at += 1
      }
    }
    return out
  }
}
