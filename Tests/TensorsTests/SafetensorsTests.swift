import Foundation
import Kernels
import Rasters
import Tensors
import Testing

/// The format read and written.
@Suite struct SafetensorsTests {
  static func python() throws -> SafetensorsFile {
    let url = try TensorsFixtures.url("python.safetensors")
    return try SafetensorsFile(data: Data(contentsOf: url), name: "python.safetensors")
  }

  @Test func readsWhatPythonWrote() throws {
    let file = try Self.python()
    let expected: [String: Tensor] = [
      "weights": Tensor(shape: [2, 3], [1.5, -0.25, 3e38, Float(1e-40 as Double), 0, -7]),
      "double": Tensor([1 / 3, .infinity]),
      "half": Tensor([0.5, -2, 65504, 0x1p-24, .infinity]),
      "brain": Tensor([1, -3.140625, 0x1p-133]),
      "long": Tensor([-5, 0x1p40]),
      "int": Tensor([-0x1p31, 77]),
      "byte": Tensor([0, 7, 255]),
      "truth": Tensor([0, 1]),
      "scalar": Tensor(shape: [], [42]),
      "empty": Tensor(shape: [0, 4], []),
      "größe \"q\"\n": Tensor([-1]),
    ]
    #expect(file.tensors == expected)
    #expect(file.metadata == ["format": "pt", "note": "π/2 \\ \u{1}"])
  }

  @Test func comesBackAsItWas() throws {
    let file = try Self.python()
    let bytes = file.serialized()
    let back = try SafetensorsFile(data: bytes, name: "copy")
    #expect(back == file)
    #expect(back.serialized() == bytes)
  }

  @Test func writesTheseBytes() throws {
    let file = SafetensorsFile(
      tensors: ["b": Tensor([1]), "a": Tensor(shape: [1, 2], [0, -2])],
      metadata: ["y": "\"", "x": "\n"])
    let header =
      #"{"__metadata__":{"x":"\u000a","y":"\""},"#
      + #""a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"#
      + #""b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#
    let bytes = [UInt8](file.serialized())
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    #expect(bytes[..<8] == [UInt8(padded.utf8.count), 0, 0, 0, 0, 0, 0, 0])
    #expect(Array(bytes[8..<8 + padded.utf8.count]) == Array(padded.utf8))
    #expect(bytes.suffix(12) == [0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0x80, 0x3f])
    #expect((8 + padded.utf8.count) % 8 == 0)
  }

  @Test func nothingIsAFileToo() throws {
    let empty = SafetensorsFile(tensors: [:])
    #expect(try SafetensorsFile(data: empty.serialized(), name: "e") == empty)
  }

  /// NaN and signed zeros keep their bits.
  @Test func bitsAreKept() throws {
    let words: [UInt32] = [0x7fc0_0001, 0x8000_0000, 0x0000_0001, 0x7f80_0000]
    let file = SafetensorsFile(tensors: ["t": Tensor(words.map(Float.init(bitPattern:)))])
    let back = try SafetensorsFile(data: file.serialized(), name: "b")
    #expect(back.tensors["t"]?.floats.map(\.bitPattern) == words)
  }

  /// Data that is a part of other data, with indices not from 0.
  @Test func slicesAreRead() throws {
    let file = try Self.python()
    let slice = (Data([1, 2, 3]) + file.serialized()).dropFirst(3)
    #expect(try SafetensorsFile(data: slice, name: "slice") == file)
  }

  @Test func filesAreReadByPath() throws {
    let url = try TensorsFixtures.url("python.safetensors")
    #expect(try SafetensorsFile(path: url.path) == Self.python())
    #expect(
      throws: Failure("'/dev/zero' is not a file; a model is one file, often named '.safetensors'")
    ) { try SafetensorsFile(path: "/dev/zero") }
    #expect(throws: Failure("'/no/such' cannot be found; check the model's path")) {
      try SafetensorsFile(path: "/no/such")
    }
  }

  /// Whatever happens to a file's bytes, it is read or refused.
  @Test func mutationsNeverTrap() throws {
    let url = try TensorsFixtures.url("python.safetensors")
    let original = [UInt8](try Data(contentsOf: url))
    var random = RandomSequence(seed: 1)
    var refused = 0
    for _ in 0..<2000 {
      let bytes = Self.mutated(original, &random)
      do {
        let file = try SafetensorsFile(data: Data(bytes), name: "m")
        for tensor in file.tensors.values {
          #expect(tensor.shape.reduce(1, *) == tensor.floats.count)
        }
      } catch {
        refused += 1
        let text = "\(error)"
        #expect(text.hasPrefix("'m' is not a valid model: ") && !text.contains("\n"))
      }
    }
    #expect(refused > 1000)
  }

  /// One to four bytes changed, inserted, removed, copied or cut off, more
  /// often in the header than in the data.
  private static func mutated(_ original: [UInt8], _ random: inout RandomSequence) -> [UInt8] {
    let alphabet = Array("{}[]\",:0123456789-eE.\\u ".utf8) + [0, 0x7f, 0x80, 0xff]
    var bytes = original
    for _ in 0...random.index(below: 4) {
      guard !bytes.isEmpty else { break }
      let place = random.index(below: bytes.count)
      let byte = alphabet[random.index(below: alphabet.count)]
      switch random.index(below: 6) {
      case 0: bytes[place] = byte
      case 1: bytes[place] ^= 1 << UInt8(random.index(below: 8))
      case 2: bytes.insert(byte, at: place)
      case 3: bytes.remove(at: place)
      case 4: bytes[place] = bytes[random.index(below: bytes.count)]
      default: if random.index(below: 4) == 0 { bytes.removeLast(bytes.count - place) }
      }
    }
    return bytes
  }
}
