import Clusterers
import Fitting
import Foundation
import Kernels
import Rasters
import Tensors

/// Trees that vote for a class. The share of the votes is the probability of a class.
struct RandomForest: Clusterer {
  /// A node splits at a threshold, or is a leaf with a vote.
  struct Node: Sendable, Equatable {
    /// The code unit that is compared; negative for a leaf.
    var feature: Int32
    /// Values up to it go to ``next``, others to the node after that.
    var threshold: Float
    /// The first of two children; the class of a leaf.
    var next: Int32

    static func leaf(_ label: Int) -> Node {
      Node(feature: -1, threshold: 0, next: Int32(label))
    }
  }

  let inputs: Int
  let clusters: Int
  /// All trees, one after another; children are numbered within their tree.
  let nodes: [Node]
  /// Where every tree begins, and where the last one ends.
  let starts: [Int]

  init(inputs: Int, clusters: Int, trees: [[Node]]) {
    self.inputs = inputs
    self.clusters = clusters
    nodes = Array(trees.joined())
    var starts = [0]
    for tree in trees { starts.append((starts.last ?? 0) + tree.count) }
    self.starts = starts
  }

  var trees: Int { starts.count - 1 }

  var tensors: [String: Tensor] {
    [
      "features": Tensor(nodes.map { Float($0.feature) }),
      "thresholds": Tensor(nodes.map(\.threshold)), "next": Tensor(nodes.map { Float($0.next) }),
      "sizes": Tensor(zip(starts.dropFirst(), starts).map { Float($0 - $1) }),
      "shape": Tensor([Float(inputs), Float(clusters)]),
    ]
  }

  init(tensors: [String: Tensor]) throws {
    let features = try tensors.tensor("features", shape: [-1]).floats
    let thresholds = try tensors.tensor("thresholds", shape: [features.count]).floats
    let next = try tensors.tensor("next", shape: [features.count]).floats
    let sizes = try tensors.tensor("sizes", shape: [-1]).floats
    let shape = try tensors.tensor("shape", shape: [2]).floats
    let whole = { (value: Float, most: Float) in
      value >= 0 && value <= most && value == value.rounded()
    }
    guard whole(shape[0], 1e6), whole(shape[1], 255), shape.allSatisfy({ $0 >= 1 }),
      sizes.allSatisfy({ whole($0, Float(features.count)) && $0 >= 1 }),
      sizes.reduce(0, { $0 + Int($1) }) == features.count, !sizes.isEmpty
    else { throw Failure("the model's trees do not fit together") }
    var trees: [[Node]] = []
    var at = 0
    for size in sizes.map({ Int($0) }) {
      let tree = try (0..<size).map { index in
        let (feature, child) = (features[at + index], next[at + index])
        let isLeaf = feature == -1
        // Children lie behind their parent, so that every way down ends.
        guard isLeaf ? whole(child, shape[1] - 1) : whole(feature, shape[0] - 1),
          isLeaf || (whole(child, Float(size - 2)) && Int(child) > index)
        else { throw Failure("a tree of the model is damaged") }
        return Node(
          feature: Int32(feature), threshold: thresholds[at + index], next: Int32(child))
      }
      trees.append(tree)
      at += size
    }
    self.init(inputs: Int(shape[0]), clusters: Int(shape[1]), trees: trees)
  }

  /// The margin is the share of votes for the best class minus that for the second.
  func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    assignMostProbable(
      codes, stride: stride, count: count, labels: labels, margins: margins, scratch: scratch)
  }

  /// Logs of the shares of votes, as if every class had half a vote more.
  func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into logits: UnsafeMutablePointer<Float>, logitStride: Int, scratch: Scratch
  ) {
    for label in 0..<clusters {
      for pixel in 0..<count { logits[label * logitStride + pixel] = 0.5 }
    }
    nodes.withUnsafeBufferPointer { nodes in
      for tree in 0..<trees {
        let root = nodes.firstAddress + starts[tree]
        for pixel in 0..<count {
          var node = root
          while node.pointee.feature >= 0 {
            let value = codes[Int(node.pointee.feature) * stride + pixel]
            node = root + Int(node.pointee.next) + (value <= node.pointee.threshold ? 0 : 1)
          }
          logits[Int(node.pointee.next) * logitStride + pixel] += 1
        }
      }
    }
    let total = Float(trees) + 0.5 * Float(clusters)
    for label in 0..<clusters {
      for pixel in 0..<count {
        logits[label * logitStride + pixel] = log(logits[label * logitStride + pixel] / total)
      }
    }
  }

  /// Logits are log probabilities already.
  func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double { 1 }
}

extension RandomForest {
  static let method = ClustererMethod(
    name: "random-forest",
    summary: "100 trees on samples with as many draws of every class, which vote",
    source:
      "Breiman, Machine Learning 45, 2001; equal draws: Chen, Liaw and Breiman, "
      + "Berkeley report 666, 2004",
    parameters: [],
    fit: { _, _, _, context in
      Fit(try RandomForestFit(context.labelled(), context: context).run())
    },
    restore: { tensors, _ in try RandomForest(tensors: tensors) },
    keepsKnown: true)
}
