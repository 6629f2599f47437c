import Foundation
import Kernels
import Testing

@testable import Vision

/// What `make_networks.py` wrote.
struct NetworkFixtures: Decodable {
  struct Case: Decodable {
    var side: Int
    var features: [Float]
  }

  var images: [Float]
  var convnext: Case
  var convnextv2: Case
  var mobilenet: Case
  var lite: Case
  /// Every seventh value of the first image, resampled to these sides.
  var resize: [String: [Float]]

  /// Two images of three channels, 20 rows of 24 pixels.
  var batch: ImageBatch {
    ImageBatch(count: 2, channels: 3, height: 20, width: 24, values: images)
  }

  subscript(name: String) -> Case {
    switch name {
    case "convnext": convnext
    case "convnextv2": convnextv2
    case "mobilenet": mobilenet
    default: lite
    }
  }

  static func read() throws -> NetworkFixtures {
    try JSONDecoder().decode(NetworkFixtures.self, from: Data(contentsOf: url("networks.json")))
  }

  static func url(_ name: String) throws -> URL {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return folder.appendingPathComponent(name)
  }

  static func encoder(_ name: String, side: Int) throws -> PretrainedEncoder {
    try PretrainedEncoder.open(
      path: url(name + ".safetensors").path, preparation: ImagePreparation(side: side))
  }
}
