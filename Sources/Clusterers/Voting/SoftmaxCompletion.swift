package import Fitting
import Foundation
package import Kernels
import Rasters
import Tensors

/// Gives rejected samples the group that a softmax regression on the voted ones
/// finds likeliest. Its probabilities are calibrated by a temperature
/// (Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural
/// networks", ICML 2017): logits are divided by the number that makes a fifth
/// of the voted samples likeliest, which a fit on the others has not seen. As
/// with ``NeighbourCompletion`` this is known of samples on which members
/// agree, and so too hopeful for those on which they do not.
package struct SoftmaxCompletion: Sendable {
  /// Voted samples that are learnt from, drawn uniformly where there are more.
  package static let mostSamples = 50_000
  private static let block = 256

  private let width: Int
  private let centre: [Float]
  private let gain: [Float]
  /// Groups in the order of the regression's classes.
  private let groups: [Int]
  private let regression: SoftmaxRegression
  package let temperature: Double

  /// Nil where fewer than two samples have a group.
  package init?(_ codes: PlanarMatrix, groups all: [Int], context: FitContext) throws {
    let voted = all.indices.filter { all[$0] > 0 }
    guard voted.count > 1 else { return nil }
    let kept = ClusterQuality.draw(Self.mostSamples, of: voted, seed: context.seed)
    let part = codes.gathering(kept)
    let scaler = Scaler.fit(.zScore, to: part, extremes: [])
    width = part.features
    centre = scaler.centre.map(Float.init)
    gain = scaler.gain.map(Float.init)
    let own = Array(Set(kept.map { all[$0] })).sorted()
    groups = own
    let place = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, $0) })
    let labels = kept.compactMap { place[all[$0]] }
    let samples = Samples(
      rows: Self.rows(part, centre, gain), width: width, labels: labels, classes: own.count)
    temperature = Double(Float(try samples.temperature(context)))
    let fit = try samples.fit(Array(labels.indices), context)
    regression = SoftmaxRegression(
      classes: own.count, width: width, weights: fit.weights.map { Double(Float($0)) })
  }

  /// The group of every sample and the probability that it is right.
  package func complete(
    _ codes: PlanarMatrix, context: FitContext
  ) throws -> [(group: Int, confidence: Double)] {
    let rows = Self.rows(codes, centre, gain)
    let blocks = (codes.count + Self.block - 1) / Self.block
    let parts = try context.workers.map(blocks) { _, block in
      try context.checkpoint()
      return (block * Self.block..<min(codes.count, (block + 1) * Self.block)).map {
        judge(rows[$0 * width..<($0 + 1) * width])
      }
    }
    return Array(parts.joined())
  }

  private func judge(_ row: ArraySlice<Float>) -> (group: Int, confidence: Double) {
    let logits = regression.logits(row).map { $0 / temperature }
    let best = logits.indices.max { logits[$0] < logits[$1] } ?? 0
    let total = logits.reduce(0) { $0 + exp($1 - logits[best]) }
    return (groups[best], 1 / total)
  }

  private static func rows(_ codes: PlanarMatrix, _ centre: [Float], _ gain: [Float]) -> [Float] {
    var out = [Float](repeating: 0, count: codes.count * codes.features)
    for feature in 0..<codes.features {
      for (index, value) in codes.row(feature).enumerated() {
        out[index * codes.features + feature] = (value - centre[feature]) * gain[feature]
      }
    }
    return out
  }

  // MARK: calibration

  private struct Samples {
    var rows: [Float]
    var width: Int
    var labels: [Int]
    var classes: Int

    func fit(_ own: [Int], _ context: FitContext) throws -> SoftmaxRegression {
      context.progress("softmax", 0)
      let isAll = own.count == labels.count
      return try SoftmaxRegression(
        isAll ? rows : own.flatMap { rows[$0 * width..<($0 + 1) * width] }, width: width,
        labels: own.map { labels[$0] }, classes: classes, context: context)
    }

    /// 1 where too few samples could be held out.
    func temperature(_ context: FitContext) throws -> Double {
      let random = CounterRandom(seed: context.seed, stream: 0x736f_6674)
      let held = labels.indices.filter { random.uniform(UInt64($0)) < 0.2 }
      guard held.count >= 20 else { return 1 }
      let isHeld = Set(held)
      let fit = try fit(labels.indices.filter { !isHeld.contains($0) }, context)
      let logits = held.map { fit.logits(rows[$0 * width..<($0 + 1) * width]) }
      let truth = held.map { labels[$0] }
      return GoldenSection.minimum(-3...3) { Self.loss(logits, truth, temperature: exp($0)) }
        .map(exp) ?? 1
    }

    private static func loss(_ logits: [[Double]], _ truth: [Int], temperature: Double) -> Double {
      zip(logits, truth).reduce(0) { sum, pair in
        let scaled = pair.0.map { $0 / temperature }
        let top = scaled.max() ?? 0
        return sum + log(scaled.reduce(0) { $0 + exp($1 - top) }) + top - scaled[pair.1]
      }
    }
  }

  // MARK: files

  var tensors: [String: Tensor] {
    [
      "centre": Tensor(centre), "gain": Tensor(gain), "groups": Tensor(groups.map(Float.init)),
      "weights": Tensor(shape: [groups.count, width + 1], regression.weights.map(Float.init)),
      "temperature": Tensor([Float(temperature)]),
    ]
  }

  init(tensors: [String: Tensor], width: Int, groups most: Int) throws {
    self.width = width
    centre = try tensors.tensor("centre", shape: [width]).floats
    gain = try tensors.tensor("gain", shape: [width]).floats
    groups = try Completion.groups(tensors.tensor("groups", shape: [-1]).floats, upTo: most)
    let weights = try tensors.tensor("weights", shape: [groups.count, width + 1]).floats
    temperature = Double(try tensors.tensor("temperature", shape: [1]).floats[0])
    guard temperature > 0, !groups.isEmpty else {
      throw Failure("the model's softmax regression has no classes, or a temperature of 0")
    }
    regression = SoftmaxRegression(
      classes: groups.count, width: width, weights: weights.map(Double.init))
  }
}
