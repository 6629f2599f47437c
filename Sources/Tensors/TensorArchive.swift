import Rasters

/// Tensors in a file that may be large: what there is, is checked at once, the
/// numbers are read when they are asked for. Three formats are known by their
/// first bytes: safetensors, and PyTorch's checkpoints in their present (zip)
/// and their older form. Nothing in any of them is run.
package struct TensorArchive: Sendable {
  package enum Format: String, Sendable {
    case safetensors
    case torch = "PyTorch checkpoint"
    case oldTorch = "PyTorch checkpoint of the form before 1.6"
  }

  package let path: String
  package let format: Format
  /// Tensors inside dictionaries are named by their keys with a full stop
  /// between them.
  package let tensors: [String: StoredTensor]
  /// What a safetensors file says beside its tensors.
  package let metadata: [String: String]
  private let file: FileBytes

  package init(path: String) throws {
    let file = try FileBytes(path: path, what: "weights")
    self.path = path
    self.file = file
    do {
      let start = try file.read(0..<min(8, file.size))
      if start.starts(with: TorchZip.magic) {
        format = .torch
        (tensors, metadata) = (try TorchZip.tensors(file), [:])
      } else if start.starts(with: TorchStream.magic) {
        format = .oldTorch
        (tensors, metadata) = (try TorchStream.tensors(file), [:])
      } else {
        format = .safetensors
        (tensors, metadata) = try Self.safetensors(file, start)
      }
    } catch let problem as SafetensorsProblem {
      throw Failure("'\(path)' is no valid file of weights: \(problem.text)")
    } catch let problem as PickleProblem {
      throw Failure("'\(path)' is no file of weights that is read: \(problem.text)")
    }
  }

  /// The numbers of a tensor; nil for a name that there is not.
  package func tensor(_ name: String) throws -> Tensor? {
    guard let stored = tensors[name] else { return nil }
    let bytes = try file.read(stored.offset..<stored.offset + stored.span * stored.type.bytes)
    let numbers = bytes.withUnsafeBytes { stored.type.floats($0) }
    return Tensor(shape: stored.shape, stored.rowMajor(numbers))
  }

  private static func safetensors(
    _ file: FileBytes, _ start: [UInt8]
  ) throws -> ([String: StoredTensor], [String: String]) {
    let length = try SafetensorsFile.headerLength(.init(start), file: file.size)
    let header = try SafetensorsHeader(
      json: file.read(8..<8 + length), data: file.size - 8 - length)
    var found: [String: StoredTensor] = [:]
    for entry in header.entries {
      found[entry.name] = StoredTensor(
        type: entry.type, shape: entry.shape, offset: 8 + length + entry.range.lowerBound)
    }
    return (found, header.metadata)
  }
}
