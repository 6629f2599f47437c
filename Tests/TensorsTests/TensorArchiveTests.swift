import Foundation
import Rasters
import TestSupport
import Testing

@testable import Tensors

/// Files of weights, read piece by piece.
@Suite struct TensorArchiveTests {
  struct Values: Decodable {
    var shape: [Int]
    var values: [Float]
  }

  @Test(arguments: ["present.pth", "old.pth"])
  func readsWhatTorchWrote(_ name: String) throws {
    let expected = try JSONDecoder().decode(
      [String: Values].self, from: Data(contentsOf: TensorsFixtures.url("torch.json")))
    let archive = try TensorArchive(path: TensorsFixtures.url(name).path)
    #expect(Set(archive.tensors.keys) == Set(expected.keys))
    for (key, values) in expected {
      #expect(try archive.tensor(key) == Tensor(shape: values.shape, values.values))
    }
    #expect(archive.tensors["model.half"]?.type == .f16)
    #expect(try archive.tensor("model.none") == nil)
  }

  @Test func readsSafetensors() throws {
    let url = try TensorsFixtures.url("python.safetensors")
    let archive = try TensorArchive(path: url.path)
    let whole = try SafetensorsFile(path: url.path)
    #expect(archive.format == .safetensors)
    #expect(Set(archive.tensors.keys) == Set(whole.tensors.keys))
    for (name, tensor) in whole.tensors { #expect(try archive.tensor(name) == tensor) }
  }

  @Test(arguments: ["present.pth", "old.pth", "python.safetensors"], [1, 7, 40, 60, 95])
  func refusesCutFiles(_ name: String, _ percent: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = try Data(contentsOf: TensorsFixtures.url(name))
    let path = folder.file("cut")
    try bytes.prefix(bytes.count * percent / 100).write(to: URL(fileURLWithPath: path))
    #expect(throws: Failure.self) { try TensorArchive(path: path) }
  }

  /// Whatever is changed, the answer is an error that names the file, or tensors
  /// whose numbers fit their shapes; both happen.
  @Test(arguments: ["present.pth", "old.pth"])
  func survivesDamage(_ name: String) throws {
    let folder = try TemporaryFolder()
    let bytes = try [UInt8](Data(contentsOf: TensorsFixtures.url(name)))
    let path = folder.file("damaged")
    var (read, refused) = (0, 0)
    for round in 0..<400 {
      var damaged = bytes
      damaged[(round * 7919) % min(bytes.count, 2400)] = UInt8(truncatingIfNeeded: round * 31 + 7)
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      do {
        let archive = try TensorArchive(path: path)
        for name in archive.tensors.keys {
          let tensor = try #require(try archive.tensor(name))
          #expect(tensor.floats.count == tensor.shape.reduce(1, *))
        }
        read += 1
      } catch let failure as Failure {
        #expect("\(failure)".contains(path))
        refused += 1
      }
    }
    #expect(read > 0 && refused > 0, "\(read) read, \(refused) refused")
  }

  @Test func refusesWhatIsNoFile() throws {
    let folder = try TemporaryFolder()
    #expect(throws: Failure("'\(folder.path)' is not a file; weights are one file")) {
      try TensorArchive(path: folder.path)
    }
    #expect(throws: Failure("'/none.pth' cannot be found; check the path of weights")) {
      try TensorArchive(path: "/none.pth")
    }
  }
}
