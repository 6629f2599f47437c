import Rasters
import Vision

/// How a file of weights is looked at.
public struct WeightsOptions: Sendable {
  /// Pictures to encode; grey ones or the first three bands of coloured ones.
  public var pictures: [String]
  /// Pixels on a side that pictures are resampled to; nil for 224.
  public var side: Int?
  /// "imagenet" or "unit".
  public var values: String
  /// "head" or "moments": which numbers of the network are the features.
  public var output: String
  public var threads: Int?

  public init(
    pictures: [String] = [], side: Int? = nil, values: String = "imagenet", output: String = "head",
    threads: Int? = nil
  ) {
    self.pictures = pictures
    self.side = side
    self.values = values
    self.output = output
    self.threads = threads
  }

  func checkedOutput() throws -> NetworkOutput {
    guard let known = NetworkOutput(rawValue: output) else {
      let all = NetworkOutput.allCases.map(\.rawValue).joined(separator: " or ")
      throw Failure.usage("--output is '\(output)', must be \(all)")
    }
    return known
  }

  func preparation() throws -> ImagePreparation {
    guard let known = ImagePreparation.Values(rawValue: values) else {
      let all = ImagePreparation.Values.allCases.map(\.rawValue).joined(separator: " or ")
      throw Failure.usage("--values is '\(values)', must be \(all)")
    }
    return ImagePreparation(side: side ?? 224, values: known)
  }
}
