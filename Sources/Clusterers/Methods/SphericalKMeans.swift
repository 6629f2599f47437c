import Fitting
import Kernels
import Tensors

/// Spherical k-means once fitted: the centre of the smallest angle, whatever
/// the length of a code. With brightness divided out, what is left is the
/// shape of a spectrum.
struct SphericalKMeansClusterer: Clusterer {
  let inputs: Int
  let clusters: Int
  /// [clusters][inputs], of length 1.
  private let centres: [Float]
  private let zeros: [Float]

  init(inputs: Int, centres: [Float]) {
    self.inputs = inputs
    self.centres = centres
    clusters = centres.count / max(1, inputs)
    zeros = [Float](repeating: 0, count: clusters)
  }

  init(tensors: [String: Tensor]) throws {
    let centres = try tensors.tensor("centres", shape: [-1, -1])
    self.init(inputs: centres.shape[1], centres: centres.floats)
  }

  var tensors: [String: Tensor] {
    ["centres": Tensor(shape: [clusters, inputs], centres)]
  }

  /// The margin is 1 - d1 / d2, with the chords d = sqrt(2 - 2 cos) to the
  /// nearest and the second nearest centre; 0 for a code of length 0.
  func assign(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    labels: UnsafeMutablePointer<Int32>, margins: UnsafeMutablePointer<Float>, scratch: Scratch
  ) {
    let second = scratch.floats(.second, Chunk.pixels)
    Planar.nearest(
      clusters: clusters, features: inputs, count: count, centres: centres, halfSquares: zeros,
      x: codes, xStride: stride, labels: labels, best: margins, second: second)
    for pixel in 0..<count {
      let length = Self.length(codes + pixel, stride: stride, features: inputs)
      let near = Self.chord(-margins[pixel], length)
      let far = Self.chord(-second[pixel], length)
      margins[pixel] = length > 0 && far > 0 ? max(0, 1 - near / far) : 0
    }
  }

  /// Cosines: minus half the squared chord, but for a constant; 0 for a code
  /// of length 0.
  func logits(
    _ codes: UnsafePointer<Float>, stride: Int, count: Int,
    into logits: UnsafeMutablePointer<Float>, logitStride: Int, scratch: Scratch
  ) {
    Planar.affine(
      outputs: clusters, inputs: inputs, count: count, weights: centres, bias: nil, x: codes,
      xStride: stride, y: logits, yStride: logitStride)
    for pixel in 0..<count {
      let length = Self.length(codes + pixel, stride: stride, features: inputs)
      let factor = length > 0 ? 1 / length : 0
      for cluster in 0..<clusters { logits[cluster * logitStride + pixel] *= factor }
    }
  }

  /// As for other distances, on the sphere.
  func logitScale(of codes: PlanarMatrix, labels: [Int32]) -> Double {
    Self.inverseVariance(of: UnitLength.samples(codes), labels: labels, clusters: clusters)
  }

  private static func length(_ x: UnsafePointer<Float>, stride: Int, features: Int) -> Float {
    var square: Float = 0
    for feature in 0..<features { square += x[feature * stride] * x[feature * stride] }
    return square.squareRoot()
  }

  private static func chord(_ product: Float, _ length: Float) -> Float {
    max(0, 2 - 2 * product / length).squareRoot()
  }
}

extension SphericalKMeansClusterer {
  static let method = ClustererMethod(
    name: "spherical-k-means",
    summary: "k-means by the angle between spectra: brightness does not count",
    source: "Dhillon and Modha, Machine Learning 42, 2001",
    parameters: KMeansClusterer.method.parameters,
    fit: { codes, clusters, parameters, context in
      let fit = try KMeansFit(
        codes, clusters: clusters, parameters: parameters, context: context, geometry: .sphere)
      let best = try fit.search()
      let centres = try best.step.tensors.tensor("centres", shape: [clusters, codes.features])
      return Fit(
        SphericalKMeansClusterer(inputs: codes.features, centres: centres.floats),
        notes: best.notes)
    },
    restore: { tensors, _ in try SphericalKMeansClusterer(tensors: tensors) })
}
