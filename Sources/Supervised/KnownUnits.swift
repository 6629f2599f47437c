import Clusterers
import Ensembles
import Fitting
import Foundation
import Kernels
import Rasters
import Tensors

/// Known classes, and clusters of what is like none of them.
///
/// A code belongs to the known class of the highest log density a unless s exceeds all a - t, where
/// t is a threshold of each class and s the lesser of two log densities: that of the whole scene and
/// that of the discovered clusters. Then the code is commoner on the scene than any class explains,
/// the discovered clusters explain it, and it belongs to the best of those. For smoothing, s less
/// the largest a - t is by how much the log probability of other ground exceeds that of known
/// ground.
struct KnownUnits: Clusterer {
  let known: ClassMixture
  let thresholds: [Float]
  /// The density of all of the scene, as one class.
  let scene: ClassMixture
  /// Nil where nothing was discovered.
  let discovered: (any Clusterer)?
  /// What makes log probabilities of the logits of `discovered`, and densities as those of the
  /// scene of these.
  let scale: Float
  let level: Float

  var inputs: Int { known.inputs }
  var clusters: Int { known.clusters + (discovered?.clusters ?? 0) }

  init(
    known: ClassMixture, thresholds: [Float], scene: ClassMixture,
    discovered: (any Clusterer)? = nil, scale: Float = 1, level: Float = 0
  ) {
    self.known = known
    self.thresholds = thresholds
    self.scene = scene
    self.discovered = discovered
    self.scale = scale
    self.level = level
  }

  init(tensors: [String: Tensor], discovering method: ClustererMethod?) throws {
    let known = try ClassMixture(tensors: tensors.under("known."))
    let thresholds = try tensors.tensor("thresholds", shape: [known.clusters]).floats
    let scene = try ClassMixture(tensors: tensors.under("scene."))
    guard scene.clusters == 1, scene.inputs == known.inputs else {
      throw Failure("the known units of the model do not fit the density of its scene")
    }
    let own = tensors.under("discovered.")
    guard !own.isEmpty, let method else {
      self.init(known: known, thresholds: thresholds, scene: scene)
      return
    }
    let discovered = try method.restore(own, Parameters(method.parameters))
    let (scale, level) = (
      try tensors.tensor("scale", shape: [1]).floats[0],
      try tensors.tensor("level", shape: [1]).floats[0]
    )
    guard discovered.inputs == known.inputs, scale > 0 else {
      throw Failure("the known and the discovered units of the model do not fit together")
    }
    self.init(
      known: known, thresholds: thresholds, scene: scene, discovered: discovered, scale: scale,
      level: level)
  }

  var tensors: [String: Tensor] {
    var out = ["thresholds": Tensor(thresholds)]
    for (name, tensor) in known.tensors { out["known." + name] = tensor }
    for (name, tensor) in scene.tensors { out["scene." + name] = tensor }
    guard let discovered else { return out }
    for (name, tensor) in discovered.tensors { out["discovered." + name] = tensor }
    out["scale"] = Tensor([scale])
    out["level"] = Tensor([level])
    return out
  }

  /// The margin is the probability of the best unit minus that of the second.
  func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    assignMostProbable(
      codes, stride: stride, count: count, labels: labels, margins: margins, scratch: scratch)
  }

  func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into logits: UnsafeMutablePointer<Float>, logitStride: Int, scratch: Scratch
  ) {
    known.logits(
      codes, stride: stride, count: count, into: logits, logitStride: logitStride,
      scratch: scratch)
    guard let discovered else { return }
    let own = logits + known.clusters * logitStride
    discovered.logits(
      codes, stride: stride, count: count, into: own, logitStride: logitStride, scratch: scratch)
    let evidence = scratch.floats(.reconstruction, Chunk.pixels)
    let shares = Self.shares(
      own, of: discovered.clusters, stride: logitStride, count: count, scale: scale,
      evidence: evidence, scratch)
    let density = scratch.floats(.second, Chunk.pixels)
    scene.logits(
      codes, stride: stride, count: count, into: density, logitStride: Chunk.pixels,
      scratch: scratch)
    for pixel in 0..<count {
      let (best, lead) = known(logits, stride: logitStride, pixel)
      // Not a number where densities are: then the known ones decide.
      let other = best - lead + min(density[pixel], evidence[pixel] + level)
      for cluster in 0..<discovered.clusters {
        own[cluster * logitStride + pixel] =
          other.isNaN ? -.greatestFiniteMagnitude : other + shares[cluster * Chunk.pixels + pixel]
      }
    }
  }

  /// The highest density of a known class, and the highest one above its threshold.
  private func known(
    _ logits: UnsafePointer<Float>, stride: Int, _ pixel: Int
  ) -> (best: Float, lead: Float) {
    var (best, lead) = (-Float.infinity, -Float.infinity)
    for label in 0..<known.clusters {
      let density = logits[label * stride + pixel]
      best = max(best, density)
      lead = max(lead, density - thresholds[label])
    }
    return (best, lead)
  }

  /// Log shares [cluster][``Chunk/pixels``] among discovered clusters, and the log of their sum
  /// before they were made shares.
  private static func shares(
    _ logits: UnsafePointer<Float>, of clusters: Int, stride: Int, count: Int, scale: Float,
    evidence: UnsafeMutablePointer<Float>, _ scratch: Scratch
  ) -> UnsafePointer<Float> {
    let out = scratch.floats(.unwhitened, clusters * Chunk.pixels)
    for cluster in 0..<clusters {
      Planar.scale(
        count: count, x: logits + cluster * stride, gain: scale, offset: 0,
        y: out + cluster * Chunk.pixels)
    }
    Planar.responsibilities(
      components: clusters, count: count, p: out, stride: Chunk.pixels, labels: nil, margin: nil,
      evidence: evidence)
    for index in 0..<clusters * Chunk.pixels { out[index] = log(max(out[index], 1e-12)) }
    return UnsafePointer(out)
  }

  /// Logits are log probabilities already.
  func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double { 1 }
}

extension KnownUnits {
  static let name = "known-units"

  private static let discovers = Parameter(
    "discover", .choice(ClustererMethod.all.map(\.name)), default: .text("gaussian-mixture"),
    "the clusterer of what is like no known unit")

  static let method = method(discovering: nil)

  /// The method that finds further units with a clusterer and its parameters; nil to restore one.
  package static func method(
    discovering inner: (method: ClustererMethod, parameters: Parameters)?
  ) -> ClustererMethod {
    ClustererMethod(
      name: name,
      summary: "maximum likelihood for known units, a clusterer for what is like none of them",
      source: "thresholds by held-out places",
      parameters: [discovers],
      fit: { codes, clusters, parameters, context in
        let method = inner?.method ?? ClustererMethod.named(parameters.text("discover"))
        return try KnownUnitsFit(
          codes, clusters: clusters, context: context,
          discovering: method.map { ($0, inner?.parameters ?? Parameters($0.parameters)) }
        ).run()
      },
      restore: { tensors, parameters in
        try KnownUnits(
          tensors: tensors, discovering: ClustererMethod.named(parameters.text("discover")))
      },
      keepsKnown: true)
  }
}
