package import Foundation
import Rasters
package import Tensors

/// An autoencoder as a safetensors file: its shape as JSON under "facies-autoencoder",
/// its tensors named and laid out as torch's.
extension ConvolutionalAutoencoder {
  private static let key = "facies-autoencoder"

  package func serialized() throws -> Data {
    let text = try JSONText.line(shape)
    return SafetensorsFile(tensors: tensors, metadata: [Self.key: text]).serialized()
  }

  /// "encoder.0.weight" [maps][channels][kernel][kernel], "encoder.0.bias", …,
  /// "code.weight" [latent][features], "expand.weight" [features][latent],
  /// "decoder.0.weight", …
  package var tensors: [String: Tensor] {
    let named = shape.parts.map { part in
      (part.name, Tensor(shape: part.shape, Array(parameters[part.offset..<part.end])))
    }
    return Dictionary(uniqueKeysWithValues: named)
  }

  /// Reads an autoencoder back; `name` is what errors call the file.
  package init(data: Data, name: String) throws {
    let file = try SafetensorsFile(data: data, name: name)
    guard let text = file.metadata[Self.key] else {
      throw Failure(
        "'\(name)' is a safetensors file, but not an autoencoder that facies has written")
    }
    guard let shape = try? JSONDecoder().decode(AutoencoderShape.self, from: Data(text.utf8)) else {
      throw Failure("the description of the autoencoder in '\(name)' is damaged")
    }
    do {
      try shape.check()
      var parameters: [Float] = []
      for part in shape.parts {
        parameters += try file.tensors.tensor(part.name, shape: part.shape).floats
      }
      self.init(shape: shape, parameters: parameters)
    } catch let failure as Failure {
      throw Failure("'\(name)': \(failure.description)")
    }
  }
}
