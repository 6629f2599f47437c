import Foundation
import TestSupport
import Testing

@testable import Vision

/// Stacks against arrays that NumPy and SciPy have written (make_stacks.py).
@Suite struct ImageStackTests {
  struct Expected: Decodable, Sendable {
    /// (N, C, H, W).
    var shape: [Int]
    var values: [Float]
    var labels: [Int]?
    var byte: Bool
  }

  static func fixture(_ name: String) throws -> String {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return folder.appendingPathComponent(name).path
  }

  private static let all = Result {
    try JSONDecoder().decode(
      [String: Expected].self,
      from: Data(contentsOf: URL(fileURLWithPath: fixture("stacks.json"))))
  }

  @Test(arguments: [
    "grey.npy", "colour.npy", "real.npy", "grey.idx", "real.idx.gz", "rows.mat", "colour.mat",
    "cube.mat",
  ])
  func stacksAreReadByBlocks(_ name: String) throws {
    let expected = try #require(try Self.all.get()[name])
    let stack = try ImageStack(path: Self.fixture(name), name: name)
    #expect(Self.sides(stack) == expected.shape)
    #expect(stack.labels == expected.labels)
    #expect(stack.range == (expected.byte ? 0...255 : nil))
    #expect(try stack.images(0..<stack.count).values == expected.values)
    let length = expected.values.count / stack.count
    // Backwards, so that packed files have to turn round.
    for image in (0..<stack.count).reversed() {
      let own = try stack.images(image..<image + 1)
      #expect(own.values == Array(expected.values[image * length..<(image + 1) * length]))
    }
    #expect(try stack.images(1..<1).values.isEmpty)
  }

  /// Every beginning of every file is refused, and every byte of its header
  /// may be anything: no crash, no room for what is not there.
  @Test(arguments: ["grey.npy", "grey.idx", "real.idx.gz", "rows.mat", "colour.mat"])
  func damagedFilesAreRefusedOrRead(_ name: String) throws {
    let folder = try TemporaryFolder()
    let whole = try Data(contentsOf: URL(fileURLWithPath: Self.fixture(name)))
    let path = folder.file("damaged")
    func attempt(_ data: Data) throws -> Bool {
      try data.write(to: URL(fileURLWithPath: path))
      do {
        let stack = try ImageStack(path: path, name: "damaged")
        _ = try stack.images(0..<min(stack.count, 64))
        return true
      } catch {
        #expect(!"\(error)".contains("\n"))
        return false
      }
    }
    for end in stride(from: 0, to: whole.count - 9, by: max(1, whole.count / 40)) {
      #expect(try !attempt(whole.prefix(end)), "\(end) bytes")
    }
    // MATLAB's first 124 bytes are free text.
    let isFree = 8..<(name.hasSuffix(".mat") ? 124 : 8)
    for place in 0..<min(whole.count, isFree.isEmpty ? 128 : 220) where !isFree.contains(place) {
      for byte in [0x00, 0xff] as [UInt8] {
        var data = whole
        data[data.startIndex + place] = byte
        _ = try attempt(data)
      }
    }
  }

  private func refusal(_ data: Data) throws -> String {
    let folder = try TemporaryFolder()
    let path = folder.file("x")
    try data.write(to: URL(fileURLWithPath: path))
    do {
      _ = try ImageStack(path: path, name: "x")
      return ""
    } catch {
      return "\(error)"
    }
  }

  private func numpy(_ type: String, _ shape: String, fortran: String = "False", bytes: Int)
    -> Data
  {
    let header = "{'descr': '\(type)', 'fortran_order': \(fortran), 'shape': (\(shape)), }\n"
    return Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0])
      + Data(header.utf8) + Data(count: bytes)
  }

  @Test func headersThatMeanNoImagesAreRefused() throws {
    for (data, words) in [
      (numpy("<f4", "2, 3", bytes: 24), "images are (N, H, W)"),
      (numpy("<f4", "2, 3, 2", bytes: 47), "its header says 2 x 3 x 2"),
      (numpy("<f4", "9223372036854775807, 9223372036854775807, 2", bytes: 8), "its header says"),
      (numpy("<f4", "2, -3, -2", bytes: 48), "which is none"),
      (numpy("<c8", "1, 1, 1", bytes: 8), "save it as float32"),
      (numpy("|O", "1, 1, 1", bytes: 8), "save it as float32"),
      (numpy("<f4", "2, 3, 2", fortran: "True", bytes: 48), "ascontiguousarray"),
      (numpy("<f4", "0, 3, 2", bytes: 0), "no images"),
      (numpy("|u1", "1, 20000, 1", bytes: 20_000), "no images"),
      (Data([0, 0, 8, 3, 0xff, 0xff, 0xff, 0xff, 0, 0, 0x40, 0, 0, 0, 0x40, 0]), "damaged"),
      (Data([0, 0, 8, 1, 0, 0, 0, 2, 1, 2]), "1 dimensions"),
      (Data("PK..".utf8), "no stack of images"),
      (Data(), "no stack of images"),
    ] as [(Data, String)] {
      let text = try refusal(data)
      #expect(text.contains(words), "\(text)")
    }
    var head = Data("MATLAB 7.3 MAT-file".utf8)
    head += Data(repeating: 32, count: 124 - head.count) + Data([0, 2] + Array("IM".utf8))
    #expect(try refusal(head).contains("version 7.3"))
  }

  private static func sides(_ stack: ImageStack) -> [Int] {
    [stack.count, stack.channels, stack.height, stack.width]
  }

  @Test func realStacks() throws {
    let digits = "mnist/t10k-images.idx3-ubyte"
    if OptionalData.has(digits) {
      let stack = try ImageStack(path: OptionalData.path(digits), name: digits)
      #expect(Self.sides(stack) == [10_000, 1, 28, 28])
      let seven = try stack.images(0..<1).values
      #expect(seven.reduce(0, +) == 18_454)
    }
    let objects = "coil20_orl_yale/COIL20.mat"
    if OptionalData.has(objects) {
      let stack = try ImageStack(path: OptionalData.path(objects), name: objects)
      #expect(Self.sides(stack) == [1440, 1, 32, 32])
      #expect(Set(stack.labels ?? []) == Set(1...20))
      #expect(stack.labels?.count == 1440)
    }
  }
}
