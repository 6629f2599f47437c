import Foundation

@testable import Clusterers
@testable import Fitting
@testable import Learning
@testable import Tensors
@testable import Vision

/// Files of numbers that were learnt.
extension FuzzTarget {
  static let models = [
    FuzzTarget("safetensors") { bytes in
      let file = try SafetensorsFile(data: Data(bytes), name: "m.safetensors")
      for tensor in file.tensors.values { _ = tensor.floats.count }
    },
    FuzzTarget("model") { bytes in
      let model = try ModelFile(data: Data(bytes), name: "m.safetensors")
      try classify(model)
    },
    FuzzTarget("vote") { bytes in
      _ = try VoteModelFile(data: Data(bytes), name: "v.safetensors")
    },
    FuzzTarget("weights") { bytes in
      try ScratchFolder.with(bytes, name: "w.pth") { path in
        let archive = try TensorArchive(path: path)
        for name in archive.tensors.keys.sorted().prefix(20) { _ = try archive.tensor(name) }
      }
    },
    FuzzTarget("stack") { bytes in
      try ScratchFolder.with(bytes, name: "stack") { path in
        let stack = try ImageStack(path: path, name: "stack")
        let length = stack.channels * stack.width * stack.height
        if length <= 1 << 20 { _ = try stack.images(0..<min(2, stack.count)) }
      }
    },
  ]

  /// A model that is accepted must also work.
  private static func classify(_ model: ModelFile) throws {
    let classifier = model.classifier
    guard classifier.bands <= 64, classifier.encoder.outputs <= 256 else { return }
    let pixels = [Float](repeating: 1, count: classifier.bands * Chunk.pixels)
    var codes = [Float](repeating: 0, count: classifier.encoder.outputs * Chunk.pixels)
    var units = [UInt8](repeating: 0, count: Chunk.pixels)
    var confidence = units
    let scratch = Scratch()
    classifier.encoding.encode(
      pixels, stride: Chunk.pixels, count: 16, into: &codes, codeStride: Chunk.pixels,
      scratch: scratch)
    classifier.label(
      codes, stride: Chunk.pixels, count: 16, units: &units, confidence: &confidence,
      scratch: scratch)
  }
}
