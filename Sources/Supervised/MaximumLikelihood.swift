import Clusterers
import Fitting
import Foundation
import Kernels
import Rasters

/// Gaussian maximum likelihood: the class under whose density a pixel is most likely. How many
/// Gaussians a class has, and how far covariances are drawn towards their common one, is what
/// explains held-out places best.
struct MaximumLikelihoodFit {
  /// Shrinkages that are tried; the first where nothing can be held out.
  static let shrinkages = [0.3, 0.05, 1, 5]
  static let mostComponents = 4
  /// A Gaussian more needs so many samples in every dimension.
  private static let samplesPerDimension = 8

  let known: KnownSamples
  let mean: [Float]
  let ridge: Double
  let folds: PlaceFolds
  /// See ``ClassGaussians/fit``.
  let background: SymmetricMatrix
  let context: FitContext

  init(_ given: KnownSamples, in scene: SceneDensity, context: FitContext) throws {
    guard given.codes.values.allSatisfy(\.isFinite) else {
      throw Failure("the codes of known units hold values that are not finite")
    }
    let centre = Scaler.centring(given.codes)
    mean = centre.centre.map(Float.init)
    known = given.mapped(centre.apply)
    ridge = ClassGaussians.ridge(of: known.codes)
    folds = PlaceFolds(known, seed: context.seed)
    background = scene.within
    self.context = context
  }

  /// The shape that suits held-out places best.
  func shape() throws -> ClassGaussians.Shape {
    let single = [Int](repeating: 1, count: known.classCount)
    let usual = ClassGaussians.Shape(shrinkage: Self.shrinkages[0], components: single)
    guard folds.count > 0 else { return usual }
    var best = usual
    var least = try loss(best)
    for shrinkage in Self.shrinkages.dropFirst() {
      let shape = ClassGaussians.Shape(shrinkage: shrinkage, components: single)
      let found = try loss(shape)
      if found < least { (best, least) = (shape, found) }
    }
    for count in [2, Self.mostComponents] {
      let shape = ClassGaussians.Shape(
        shrinkage: best.shrinkage, components: components(atMost: count))
      guard shape != best else { continue }
      let found = try loss(shape)
      if found < least { (best, least) = (shape, found) }
    }
    return best
  }

  /// As many Gaussians as the samples of every class allow.
  private func components(atMost most: Int) -> [Int] {
    known.members.map {
      max(1, min(most, $0.count / (Self.samplesPerDimension * known.codes.features)))
    }
  }

  /// The mean over classes of minus the log probability that held-out samples have in their class.
  private func loss(_ shape: ClassGaussians.Shape) throws -> Double {
    var sums = [Double](repeating: 0, count: known.classCount)
    var counts = sums
    for (sample, densities) in try heldOut(shape) {
      let label = known.classes[sample]
      // One that is certainly wrong counts as one in a thousand, so that an odd place does not
      // decide alone.
      let top = densities.max() ?? 0
      let total = densities.reduce(0.0) { $0 + exp(Double($1 - top)) }
      sums[label] += min(7, log(total) - Double(densities[label] - top))
      counts[label] += 1
    }
    let means = zip(sums, counts).filter { $1 > 0 }.map { $0 / $1 }
    return means.reduce(0, +) / Double(max(1, means.count))
  }

  /// The log densities of all classes for every sample that is held out.
  func heldOut(_ shape: ClassGaussians.Shape) throws -> [(sample: Int, densities: [Float])] {
    var out: [(sample: Int, densities: [Float])] = []
    for part in 0..<folds.count {
      try context.checkpoint()
      let heldOut = folds.heldOut(part)
      let step = try ClassGaussians.fit(
        known.gathering(folds.kept(part)), shape, ridge: ridge, background: background,
        context: context
      ).step(mean: centred, ridge: ridge)
      let logits = try step.logits(of: known.codes.gathering(heldOut), workers: context.workers)
      for (index, sample) in heldOut.enumerated() {
        out.append((sample, logits.sample(index)))
      }
    }
    return out
  }

  private var centred: [Float] { [Float](repeating: 0, count: known.codes.features) }

  /// The fitted densities, and what was chosen.
  func run() throws -> (step: ClassMixture, shape: ClassGaussians.Shape) {
    let shape = try shape()
    let classes = try ClassGaussians.fit(
      known, shape, ridge: ridge, background: background, context: context)
    return (try classes.step(mean: mean, ridge: ridge), shape)
  }

  static func notes(_ shape: ClassGaussians.Shape) -> FitNotes {
    var notes = FitNotes()
    notes.facts = [
      "shrinkage": shape.shrinkage, "components": Double(shape.components.reduce(0, +)),
    ]
    return notes
  }
}

extension Clusterer {
  /// The logits of every sample [clusters][samples].
  func logits(of codes: PlanarMatrix, workers: Workers) throws -> PlanarMatrix {
    let chunks = (codes.stride + Chunk.pixels - 1) / Chunk.pixels
    let parts = try workers.map(chunks) { _, chunk in
      let start = chunk * Chunk.pixels
      let count = min(Chunk.pixels, codes.stride - start)
      var out = [Float](repeating: 0, count: clusters * Chunk.pixels)
      out.withUnsafeMutableBufferPointer { buffer in
        codes.withUnsafePointer { x in
          logits(
            x + start, stride: codes.stride, count: count, into: buffer.firstAddress,
            logitStride: Chunk.pixels, scratch: Scratch())
        }
      }
      return out
    }
    var out = PlanarMatrix(features: clusters, count: codes.count)
    for (chunk, part) in parts.enumerated() {
      let start = chunk * Chunk.pixels
      for index in start..<min(codes.count, start + Chunk.pixels) {
        for cluster in 0..<clusters {
          out[cluster, index] = part[cluster * Chunk.pixels + index - start]
        }
      }
    }
    return out
  }
}

extension ClassMixture {
  static let method = ClustererMethod(
    name: "maximum-likelihood",
    summary: "the class under whose Gaussian, or mixture of Gaussians, a pixel is most likely",
    source: "shrinkage after Friedman, JASA 84, 1989, chosen by held-out places",
    parameters: [],
    fit: { codes, _, _, context in
      let scene = try SceneDensity(of: codes, context: context)
      let (step, shape) = try MaximumLikelihoodFit(
        context.labelled(), in: scene, context: context
      ).run()
      return Fit(step, notes: MaximumLikelihoodFit.notes(shape))
    },
    restore: { tensors, _ in try ClassMixture(tensors: tensors) },
    keepsKnown: true)
}

extension FitContext {
  /// The labelled samples that a classifier is fitted to.
  func labelled() throws -> KnownSamples {
    guard let known, known.classCount > 0 else {
      throw Failure.usage("a classifier is fitted to labels of known units: there are none")
    }
    return known
  }
}
