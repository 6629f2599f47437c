import Rasters
import Tensors

/// The tensors of an archive under the names that a network uses, read when
/// they are asked for and checked then.
struct NamedTensors {
  private let archive: TensorArchive
  /// From the network's names to the archive's.
  private let names: [String: String]
  let network: String

  init(
    _ archive: TensorArchive, network: String, canonical: (String) -> String?
  ) throws {
    var names: [String: String] = [:]
    for name in archive.tensors.keys.sorted() {
      guard let known = canonical(name) else { continue }
      if let other = names.updateValue(name, forKey: known) {
        throw Failure(
          "'\(archive.path)': the tensors '\(other)' and '\(name)' are both \(network)'s '\(known)'"
        )
      }
    }
    self.archive = archive
    self.names = names
    self.network = network
  }

  func has(_ name: String) -> Bool { names[name] != nil }

  /// Sizes along the axes; those of a missing tensor are an error.
  func shape(_ name: String) throws -> [Int] {
    guard let stored = names[name].flatMap({ archive.tensors[$0] }) else {
      throw Failure("'\(archive.path)': \(network) lacks the tensor '\(name)'")
    }
    return stored.shape
  }

  /// The numbers of a tensor with so many axes of these sizes; axes of size 1
  /// may be there in addition.
  func floats(_ name: String, _ shape: [Int]) throws -> [Float] {
    let found = try self.shape(name)
    guard found.filter({ $0 != 1 }) == shape.filter({ $0 != 1 }) else {
      throw Failure(
        "'\(archive.path)': the tensor '\(names[name] ?? name)' has shape \(found), "
          + "\(network) needs \(shape)")
    }
    let floats = try names[name].flatMap { try archive.tensor($0)?.floats } ?? []
    guard floats.allSatisfy(\.isFinite) else {
      throw Failure(
        "'\(archive.path)': the tensor '\(names[name] ?? name)' holds values that are not finite")
    }
    return floats
  }

  /// As `floats`, or zeros where there is no such tensor.
  func floats(_ name: String, _ shape: [Int], otherwise value: Float) throws -> [Float] {
    guard has(name) else { return .init(repeating: value, count: shape.reduce(1, *)) }
    return try floats(name, shape)
  }

  /// How many of `prefix0suffix`, `prefix1suffix`, … there are.
  func count(_ prefix: String, _ suffix: String) -> Int {
    var count = 0
    while has("\(prefix)\(count)\(suffix)") { count += 1 }
    return count
  }

  func fail(_ problem: String) -> Failure { Failure("'\(archive.path)': \(problem)") }
}
