public import Settings
import Vision

/// How a file of weights is looked at.
public struct WeightsOptions: Sendable {
  /// Pictures to encode; grey ones or the first three bands of coloured ones.
  public var pictures: [String]
  /// Pixels on a side that pictures are resampled to; nil for 224.
  public var side: Int?
  /// What the network is shown.
  public var values: NetworkValues
  /// Which numbers of the network are the features.
  public var output: NetworkOutput
  public var threads: Int?

  public init(
    pictures: [String] = [], side: Int? = nil, values: NetworkValues = .imagenet,
    output: NetworkOutput = .head,
    threads: Int? = nil
  ) {
    self.pictures = pictures
    self.side = side
    self.values = values
    self.output = output
    self.threads = threads
  }

  var preparation: ImagePreparation {
    ImagePreparation(side: side ?? WeightsSettings.side.default, values: values)
  }
}
