import Fitting
import Rasters
import Tensors

/// Codes are the scaled bands themselves.
struct IdentityEncoder: Encoder {
  let inputs: Int
  var outputs: Int { inputs }
  var tensors: [String: Tensor] { ["width": Tensor([Float(inputs)])] }

  static let method = EncoderMethod(
    name: "identity", summary: "the scaled bands as they are", source: "",
    parameters: [], rebuilds: false,
    fit: { samples, _, _ in Fit(IdentityEncoder(inputs: samples.features)) },
    restore: { tensors, _ in
      let width = try tensors.tensor("width", shape: [1]).floats[0]
      guard let inputs = Int(exactly: width), inputs > 0 else {
        throw Failure("the model's encoder takes \(width) bands")
      }
      return IdentityEncoder(inputs: inputs)
    })

  func encode(
    _ x: UnsafePointer<Float>, stride: Int, count: Int,
    into codes: UnsafeMutablePointer<Float>, codeStride: Int, scratch: Scratch
  ) {
    for feature in 0..<inputs {
      (codes + feature * codeStride).update(from: x + feature * stride, count: count)
    }
  }
}
