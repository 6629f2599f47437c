package import Fitting
import Kernels
import Rasters
package import Tensors

/// k-means once fitted: nearest of k centres.
package struct KMeansClusterer: Clusterer {
  package let inputs: Int
  package let clusters: Int
  /// The mean of the fitted codes; distances are computed on centred data,
  /// so that a large common offset costs no digits.
  let mean: [Float]
  /// [clusters][inputs], centred.
  let centres: [Float]
  private let halfSquares: [Float]
  /// -|c|²/2 [clusters].
  private let offsets: [Float]

  init(mean: [Float], centres: [Float]) {
    inputs = mean.count
    clusters = centres.count / max(1, mean.count)
    self.mean = mean
    self.centres = centres
    halfSquares = Self.halfSquares(of: centres, width: mean.count)
    offsets = halfSquares.map { -$0 }
  }

  init(tensors: [String: Tensor]) throws {
    let centres = try tensors.tensor("centres", shape: [-1, -1])
    self.init(
      mean: try tensors.tensor("mean", shape: [centres.shape[1]]).floats, centres: centres.floats)
  }

  static func halfSquares(of centres: [Float], width: Int) -> [Float] {
    stride(from: 0, to: centres.count, by: max(1, width)).map { start in
      0.5 * centres[start..<start + width].reduce(0) { $0 + $1 * $1 }
    }
  }

  package var tensors: [String: Tensor] {
    ["centres": Tensor(shape: [clusters, inputs], centres), "mean": Tensor(mean)]
  }

  /// The margin is 1 - d1 / d2, with the distances to the nearest and the
  /// second nearest centre: 0 on the border between two clusters, 1 at a
  /// centre.
  package func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    let centred = centred(codes, stride: stride, count: count, scratch: scratch)
    let second = scratch.floats(.second, Chunk.pixels)
    centres.withUnsafeBufferPointer { c in
      halfSquares.withUnsafeBufferPointer { h in
        Planar.nearest(
          clusters: clusters, features: inputs, count: count, centres: c.firstAddress,
          halfSquares: h.firstAddress, x: centred, xStride: Chunk.pixels, labels: labels,
          best: margins, second: second)
      }
    }
    Planar.margins(
      features: inputs, count: count, x: centred, xStride: Chunk.pixels, best: margins,
      second: second)
  }

  /// Minus half the squared distance, but for the pixel's own square.
  package func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into logits: UnsafeMutablePointer<Float>, logitStride: Int, scratch: Scratch
  ) {
    let centred = centred(codes, stride: stride, count: count, scratch: scratch)
    Planar.affine(
      outputs: clusters, inputs: inputs, count: count, weights: centres, bias: offsets,
      x: centred, xStride: Chunk.pixels, y: logits, yStride: logitStride)
  }

  /// A chunk about the mean, in the scratch's `stage`.
  func centred(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int, scratch: Scratch
  ) -> UnsafePointer<Float> {
    let out = scratch.floats(.stage, inputs * Chunk.pixels)
    for feature in 0..<inputs {
      Planar.scale(
        count: count, x: codes + feature * stride, gain: 1, offset: -mean[feature],
        y: out + feature * Chunk.pixels)
    }
    return UnsafePointer(out)
  }
}

extension KMeansClusterer {
  package static let method = ClustererMethod(
    name: "k-means",
    summary: "k-means++ or k-means|| with restarts, Lloyd's iterations, breathing",
    source:
      "Lloyd 1982; Arthur and Vassilvitskii, SODA 2007; Bahmani et al., VLDB 2012; "
      + "Bradley and Fayyad, ICML 1998; Fritzke, arXiv 2006.15666",
    parameters: [
      Parameter(
        "restarts", .integer(1...1000), default: .integer(10),
        "starts, each of many samples on a part of them; the best is kept and finished on all"),
      Parameter(
        "max-iterations", .integer(1...100_000), default: .integer(300),
        "iterations of a start, of each of its breaths and of the finish"),
      Parameter(
        "tolerance", .number(0...1), default: .number(1e-4),
        "stop when the centres' squared shift is below this share of the mean variance; "
          + "starts at ten times as much, the finish at a tenth"),
      Parameter(
        "init", .choice(["k-means++", "k-means||"]), default: .text("k-means++"),
        "how starts are drawn: one centre after another, or many at once in five rounds"),
    ],
    fit: { codes, clusters, parameters, context in
      let fit = try KMeansFit(codes, clusters: clusters, parameters: parameters, context: context)
      return try fit.search()
    },
    restore: { tensors, _ in try KMeansClusterer(tensors: tensors) },
    keepsKnown: true)
}
