import Foundation
import Kernels
import Rasters
import Tensors
import TestSupport
import Testing

@testable import Vision

/// Networks against timm's and torch's, with the same weights.
@Suite struct PretrainedEncoderTests {
  @Test(arguments: ["convnext", "convnextv2", "mobilenet", "lite"])
  func agreesWithTorch(_ name: String) throws {
    let fixtures = try NetworkFixtures.read()
    let expected = fixtures[name]
    let encoder = try NetworkFixtures.encoder(name, side: expected.side)
    let codes = try encoder.codes(of: fixtures.batch, workers: Workers(2))
    #expect(encoder.codeLength * 2 == expected.features.count)
    let largest = expected.features.map(abs).max() ?? 0
    for (code, feature) in zip(codes, expected.features) {
      #expect(abs(code - feature) <= 1e-5 * largest)
    }
  }

  @Test(arguments: ["convnext", "convnextv2", "mobilenet", "lite"])
  func anImageStandsAlone(_ name: String) throws {
    let batch = try NetworkFixtures.read().batch
    let encoder = try NetworkFixtures.encoder(name, side: 32)
    let both = try encoder.codes(of: batch, workers: Workers(1))
    #expect(try encoder.codes(of: batch, workers: Workers(3)) == both)
    let second = try encoder.codes(of: batch.images([1]), workers: Workers(1))
    #expect(second == Array(both[encoder.codeLength...]))
    #expect(try encoder.codes(of: batch.images([]), workers: Workers(2)) == [])
  }

  /// Crops are one after another, each as if the image were its middle.
  @Test(arguments: ["convnext", "mobilenet"]) func cropsAreJoined(_ name: String) throws {
    let batch = try NetworkFixtures.read().batch
    func codes(_ crops: [Double]) throws -> [Float] {
      let preparation = ImagePreparation(side: 64, crops: crops)
      let encoder = try PretrainedEncoder.open(
        path: NetworkFixtures.url(name + ".safetensors").path, preparation: preparation,
        output: .moments)
      #expect(encoder.words.contains("mean and deviation of the last block"))
      let codes = try encoder.codes(of: batch, workers: Workers(2))
      #expect(codes.count == 2 * encoder.codeLength)
      return codes
    }
    let (whole, middle, both) = (try codes([1]), try codes([0.5]), try codes([1, 0.5]))
    let width = whole.count / 2
    #expect(both[..<width] == whole[..<width] && whole != middle)
    #expect(both[width..<2 * width] == middle[..<width])
    // Means may have either sign, deviations not.
    #expect(whole[width / 2..<width].allSatisfy { $0 >= 0 })
    #expect(throws: Failure.self) { try codes([]) }
    #expect(throws: Failure.self) { try codes([1.5]) }
  }

  @Test func greyIsShownThreeTimes() throws {
    let batch = try NetworkFixtures.read().batch.images([0])
    let grey = Array(batch.values[..<480])
    let encoder = try NetworkFixtures.encoder("convnext", side: 32)
    let one = ImageBatch(count: 1, channels: 1, height: 20, width: 24, values: grey)
    let three = ImageBatch(
      count: 1, channels: 3, height: 20, width: 24, values: grey + grey + grey)
    #expect(
      try encoder.codes(of: one, workers: Workers(1))
        == encoder.codes(of: three, workers: Workers(1)))
    let two = ImageBatch(count: 1, channels: 2, height: 20, width: 24, values: grey + grey)
    #expect(throws: Failure.self) { try encoder.codes(of: two, workers: Workers(1)) }
  }

  @Test func saysWhatItIs() throws {
    let encoder = try PretrainedEncoder.open(
      path: NetworkFixtures.url("convnext.safetensors").path)
    #expect(
      encoder.words == "convnext of widths [16, 20, 24, 40] and depths [1, 1, 2, 1], 40 features")
    #expect(encoder.side == 224 && encoder.channels == 3)
    #expect(encoder.weightBytes > 4 * 40_000 && encoder.laneBytes > 4 * 224 * 224 * 3)
    #expect(throws: Failure.self) { try NetworkFixtures.encoder("convnext", side: 100) }
    #expect(throws: Failure.self) { try NetworkFixtures.encoder("mobilenet", side: 31) }
  }

  /// Other libraries' names for timm's, part by part.
  static let namings: [(String, [(String, String)])] = [
    (
      "original",
      [
        (#"^stem\.(\d)"#, "model.downsample_layers.0.$1"),
        (#"^stages\.(\d)\.downsample\.(\d)"#, "model.downsample_layers.$1.$2"),
        (#"^stages\.(\d)\.blocks\.(\d)\."#, "model.stages.$1.$2."),
        ("conv_dw", "dwconv"), (#"mlp\.fc"#, "pwconv"), (#"mlp\.grn\.weight"#, "grn.gamma"),
        (#"mlp\.grn\.bias"#, "grn.beta"), (#"head\.norm"#, "model.norm"),
      ]
    ),
    (
      "huggingface",
      [
        (#"^stem\.0"#, "convnext.embeddings.patch_embeddings"),
        (#"^stem\.1"#, "convnext.embeddings.layernorm"),
        (#"^stages\.(\d)\.downsample\."#, "convnext.encoder.stages.$1.downsampling_layer."),
        (#"^stages\.(\d)\.blocks\.(\d)\."#, "convnext.encoder.stages.$1.layers.$2."),
        ("conv_dw", "dwconv"), (#"(\d)\.norm\."#, "$1.layernorm."), (#"mlp\.fc"#, "pwconv"),
        (#"mlp\.grn"#, "grn"), ("gamma", "layer_scale_parameter"),
        (#"head\.norm"#, "convnext.layernorm"),
      ]
    ),
    (
      "torchvision",
      [
        (#"^stem\."#, "features.0."), (#"^stages\.1\.downsample"#, "features.2"),
        (#"^stages\.2\.downsample"#, "features.4"), (#"^stages\.3\.downsample"#, "features.6"),
        (#"^stages\.0\.blocks"#, "features.1"), (#"^stages\.1\.blocks"#, "features.3"),
        (#"^stages\.2\.blocks"#, "features.5"), (#"^stages\.3\.blocks"#, "features.7"),
        ("conv_dw", "block.0"), (#"(\d)\.norm\."#, "$1.block.2."), (#"mlp\.fc1"#, "block.3"),
        (#"mlp\.fc2"#, "block.5"), ("gamma", "layer_scale"), (#"head\.norm"#, "classifier.0"),
      ]
    ),
  ]

  @Test(arguments: namings.indices, ["convnext", "convnextv2"])
  func knowsOtherNames(_ naming: Int, _ name: String) throws {
    let (library, replacements) = Self.namings[naming]
    // torchvision has no second version.
    guard library != "torchvision" || name == "convnext" else { return }
    let folder = try TemporaryFolder()
    let file = try SafetensorsFile(path: NetworkFixtures.url(name + ".safetensors").path)
    var renamed: [String: Tensor] = [:]
    for (key, tensor) in file.tensors {
      let other = replacements.reduce(key) {
        $0.replacingOccurrences(of: $1.0, with: $1.1, options: .regularExpression)
      }
      #expect(other != key)
      renamed[other] = tensor
    }
    let path = folder.file("renamed")
    try SafetensorsFile(tensors: renamed).serialized().write(to: URL(fileURLWithPath: path))
    let batch = try NetworkFixtures.read().batch
    let codes = try PretrainedEncoder.open(path: path, preparation: ImagePreparation(side: 32))
      .codes(of: batch, workers: Workers(1))
    let expected = try NetworkFixtures.encoder(name, side: 32).codes(of: batch, workers: Workers(1))
    #expect(codes == expected)
  }

  static let damages: [(String, @Sendable (inout [String: Tensor]) -> Void, String)] = [
    ("convnext", { $0["head.norm.weight"] = nil }, "without its last norm"),
    (
      "convnext", { $0["stages.2.blocks.1.mlp.fc1.weight"] = nil },
      "lacks the tensor 'stages.2.blocks.1.mlp.fc1.weight'"
    ),
    (
      "convnext", { $0["stages.1.blocks.0.gamma"] = Tensor([1, 2, 3]) },
      "'stages.1.blocks.0.gamma' has shape [3], ConvNeXt needs [20]"
    ),
    (
      "convnext", { $0["stem.1.bias"] = Tensor(.init(repeating: .nan, count: 16)) },
      "'stem.1.bias' holds values that are not finite"
    ),
    (
      "convnext", { $0["model.stem.1.bias"] = $0["stem.1.bias"] },
      "the tensors 'model.stem.1.bias' and 'stem.1.bias' are both"
    ),
    ("convnext", { $0["stem.0.weight"] = Tensor([1]) }, "stem of shape [1]"),
    (
      "mobilenet", { $0["features.5.conv.1.0.weight"] = Tensor([1]) },
      "'features.5.conv.1.0.weight' has shape [1]"
    ),
    (
      "mobilenet", { $0["features.0.1.running_var"] = nil },
      "lacks the tensor 'features.0.1.running_var'"
    ),
    ("lite", { $0["_blocks.15._depthwise_conv.weight"] = nil }, "15 blocks"),
    ("lite", { $0 = ["weird": Tensor([1])] }, "weights of no network that is known"),
  ]

  @Test(arguments: damages.indices) func saysWhatIsWrong(_ index: Int) throws {
    let (name, damage, message) = Self.damages[index]
    let folder = try TemporaryFolder()
    var file = try SafetensorsFile(path: NetworkFixtures.url(name + ".safetensors").path)
    damage(&file.tensors)
    let path = folder.file("weights")
    try file.serialized().write(to: URL(fileURLWithPath: path))
    let failure = #expect(throws: Failure.self) { try PretrainedEncoder.open(path: path) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
  }
}
