import Rasters

/// A named array of a model: Float32, row-major.
package struct Tensor: Sendable, Equatable {
  package let shape: [Int]
  package let floats: [Float]

  /// `floats.count` must be the product of `shape`.
  package init(shape: [Int], _ floats: [Float]) {
    precondition(shape.reduce(1, *) == floats.count, "a tensor's values fill its shape")
    self.shape = shape
    self.floats = floats
  }

  /// A vector.
  package init(_ floats: [Float]) { self.init(shape: [floats.count], floats) }
}

extension [String: Tensor] {
  /// The tensor of that name, checked against a shape in which -1 means "any".
  package func tensor(_ name: String, shape: [Int]) throws -> Tensor {
    guard let tensor = self[name] else { throw Failure("the model lacks the tensor '\(name)'") }
    let fits =
      tensor.shape.count == shape.count
      && zip(tensor.shape, shape).allSatisfy { $1 == -1 || $0 == $1 }
    guard fits else {
      throw Failure(
        "the model's tensor '\(name)' has shape \(tensor.shape), expected \(shape) (-1 is any)")
    }
    guard tensor.floats.allSatisfy(\.isFinite) else {
      throw Failure("the model's tensor '\(name)' holds values that are not finite")
    }
    return tensor
  }

  /// The tensors whose names begin with `prefix`, without it.
  package func under(_ prefix: String) -> [String: Tensor] {
    let picked = compactMap { key, value in
      key.hasPrefix(prefix) ? (String(key.dropFirst(prefix.count)), value) : nil
    }
    return Dictionary(uniqueKeysWithValues: picked)
  }
}
