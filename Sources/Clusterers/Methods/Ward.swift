import Fitting
import Kernels
import Rasters
import Tensors

/// Ward's groups of a codebook once fitted: a pixel belongs to the group of
/// its nearest codebook centre. Groups may so have any shape, which the
/// nearest of their means would not allow.
struct WardClusterer: Clusterer {
  let inputs: Int
  let clusters: Int
  private let codebook: KMeansClusterer
  /// The group of every codebook centre.
  private let groups: [Int]
  /// Centres of one group, one after another, with |c|²/2.
  private let members: [(centres: [Float], halfSquares: [Float])]

  /// Every group has a centre.
  init(codebook: KMeansClusterer, groups: [Int]) {
    self.codebook = codebook
    self.groups = groups
    inputs = codebook.inputs
    clusters = (groups.max() ?? -1) + 1
    members = (0..<clusters).map { group in
      let own = groups.indices.filter { groups[$0] == group }.flatMap { index in
        codebook.centres[index * codebook.inputs..<(index + 1) * codebook.inputs]
      }
      return (own, KMeansClusterer.halfSquares(of: own, width: codebook.inputs))
    }
  }

  init(tensors: [String: Tensor]) throws {
    let codebook = try KMeansClusterer(tensors: tensors)
    let floats = try tensors.tensor("groups", shape: [codebook.clusters]).floats
    let groups = floats.compactMap { Int(exactly: $0) }.filter { (0..<floats.count).contains($0) }
    guard !groups.isEmpty, groups.count == floats.count,
      Set(groups).count == (groups.max() ?? -1) + 1
    else { throw Failure("the model's codebook is not divided into groups") }
    self.init(codebook: codebook, groups: groups)
  }

  var tensors: [String: Tensor] {
    codebook.tensors.merging(["groups": Tensor(groups.map(Float.init))]) { own, _ in own }
  }

  /// The margin is 1 - d1 / d2, with the distances to the nearest centre and
  /// to the nearest one of another group.
  func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    let centred = codebook.centred(codes, stride: stride, count: count, scratch: scratch)
    let second = scratch.floats(.second, Chunk.pixels)
    for pixel in 0..<count {
      (labels[pixel], margins[pixel], second[pixel]) = (0, .infinity, .infinity)
    }
    for group in 0..<clusters {
      let near = nearest(in: group, to: centred, count: count, scratch: scratch)
      for pixel in 0..<count {
        if near[pixel] < margins[pixel] {
          second[pixel] = margins[pixel]
          margins[pixel] = near[pixel]
          labels[pixel] = Int32(group)
        } else if near[pixel] < second[pixel] {
          second[pixel] = near[pixel]
        }
      }
    }
    Planar.margins(
      features: inputs, count: count, x: centred, xStride: Chunk.pixels, best: margins,
      second: second)
  }

  /// Minus half the squared distance to the group's nearest centre, but for the
  /// pixel's own square.
  func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into logits: UnsafeMutablePointer<Float>, logitStride: Int, scratch: Scratch
  ) {
    let centred = codebook.centred(codes, stride: stride, count: count, scratch: scratch)
    for group in 0..<clusters {
      let near = nearest(in: group, to: centred, count: count, scratch: scratch)
      for pixel in 0..<count { logits[group * logitStride + pixel] = -near[pixel] }
    }
  }

  /// |c|²/2 - c.x of the nearest centre of one group.
  private func nearest(
    in group: Int, to x: UnsafePointer<Float>, count: Int, scratch: Scratch
  ) -> UnsafePointer<Float> {
    let best = scratch.floats(.densities, 2 * Chunk.pixels)
    scratch.members.withUnsafeMutableBufferPointer { places in
      Planar.nearest(
        clusters: members[group].halfSquares.count, features: inputs, count: count,
        centres: members[group].centres, halfSquares: members[group].halfSquares, x: x,
        xStride: Chunk.pixels, labels: places.firstAddress, best: best,
        second: best + Chunk.pixels)
    }
    return UnsafePointer(best)
  }
}

extension WardClusterer {
  static let method = ClustererMethod(
    name: "ward",
    summary: "Ward's hierarchy on a codebook of k-means centres: units of any shape",
    source: "Ward, JASA 58, 1963; Murtagh, Computer Journal 26, 1983",
    parameters: [
      Parameter(
        "codebook", .integer(2...2000), default: .integer(500),
        "centres that are merged; samples no more than these are merged themselves"),
      Parameter(
        "fit-samples", .integer(1000...10_000_000), default: .integer(50_000),
        "most samples that the codebook is fitted on"),
      Parameter(
        "max-iterations", .integer(1...100_000), default: .integer(50),
        "iterations of the codebook's k-means"),
    ],
    fit: { codes, clusters, parameters, context in
      try WardFit(codes, clusters: clusters, parameters: parameters, context: context).run()
    },
    restore: { tensors, _ in try WardClusterer(tensors: tensors) })
}
