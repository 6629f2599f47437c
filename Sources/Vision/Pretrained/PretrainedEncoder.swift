package import Kernels
import Rasters
package import Settings
import Tensors

/// A network with weights from a file, as an encoder of images whose values
/// lie in 0 … 1.
package struct PretrainedEncoder: ImageEncoder {
  private let network: any ImageNetwork
  package let preparation: ImagePreparation
  package let output: NetworkOutput
  /// How the weights were stored, `safetensors`.
  package let format: String

  /// Reads weights; which network they are of, is read from the names and
  /// shapes of the tensors.
  ///
  /// - Parameters:
  ///   - preparation: what the network is shown; nil for ImageNet's scaling at the
  ///     side that the network was trained on.
  ///   - crops: of images at that side.
  package static func open(
    path: String, preparation: ImagePreparation? = nil, crops: [Double] = [1],
    output: NetworkOutput = .head
  ) throws -> PretrainedEncoder {
    let archive = try TensorArchive(path: path)
    let network = try NetworkKind.of(archive).open(archive)
    let preparation = preparation ?? ImagePreparation(side: network.side, crops: crops)
    let allowed = WeightsSettings.side.allowed
    guard allowed.holds(preparation.side), preparation.side % network.step == 0 else {
      throw Failure.usage(
        "images of side \(preparation.side) cannot be given to \(network.name); "
          + "the side is a multiple of \(network.step), \(allowed.text)")
    }
    guard !preparation.crops.isEmpty, preparation.crops.allSatisfy({ $0 > 0 && $0 <= 1 }) else {
      throw Failure.usage("crops are \(preparation.crops), must be above 0 and at most 1")
    }
    return PretrainedEncoder(
      network: network, preparation: preparation, output: output, format: archive.format.rawValue)
  }

  /// `convnext_tiny`.
  package var name: String { network.name }
  package var words: String {
    let crops = preparation.crops.map { "\($0)" }.joined(separator: ", ")
    return "\(name), \(codeLength) features"
      + (output == .moments ? ", mean and deviation of the last block" : "")
      + (preparation.crops == [1] ? "" : ", of the middle \(crops) of a side")
  }
  package var codeLength: Int { network.featureCount(output) * preparation.crops.count }
  package var channels: Int { 3 }
  package var side: Int { preparation.side }

  /// Bytes in memory: the weights, and what every thread works in.
  package var weightBytes: Int { network.bytes }
  package var laneBytes: Int { network.laneBytes(side: side) }

  package func codes(of images: ImageBatch, workers: Workers) throws -> [Float] {
    guard images.channels == 1 || images.channels == 3 else {
      throw Failure.usage(
        "\(name) looks at images of one or three channels, these have \(images.channels)")
    }
    guard images.count > 0 else { return [] }
    let codes = FloatBuffer(images.count * codeLength)
    let lanes = EncodingLanes(
      min(workers.count, images.count), network, preparation, output,
      size: PixelSize(height: images.height, width: images.width))
    try workers.forEach(images.count) { worker, image in
      images.values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        let features = lanes.features(
          worker, start + images.range(image).lowerBound, channels: images.channels)
        for (index, feature) in features.enumerated() {
          codes.pointer[image * codeLength + index] = feature
        }
      }
    }
    guard codes.isFinite else {
      throw Failure("\(name) gives features that are not finite; are its weights damaged?")
    }
    return codes.values
  }
}

/// What the lanes work in.
///
/// `@unchecked Sendable` because every worker uses its own lane only.
private final class EncodingLanes: @unchecked Sendable {
  /// For every lane one for each crop.
  private let preparers: [[ImagePreparer]]
  private let networks: [(UnsafePointer<Float>) -> [Float]]

  init(
    _ count: Int, _ network: any ImageNetwork, _ preparation: ImagePreparation,
    _ output: NetworkOutput, size: PixelSize
  ) {
    preparers = (0..<count).map { _ in
      preparation.crops.map { ImagePreparer(preparation, crop: $0, size: size) }
    }
    networks = (0..<count).map { _ in network.lane(side: preparation.side, output) }
  }

  func features(_ lane: Int, _ image: UnsafePointer<Float>, channels: Int) -> [Float] {
    preparers[lane].flatMap { preparer in
      preparer.prepare(image, channels: channels)
      return networks[lane](preparer.pixels.pointer)
    }
  }
}
