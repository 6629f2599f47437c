/// What of a pretrained network are its features.
public enum NetworkOutput: String, Sendable, CaseIterable, Codable {
  /// What its classifier would be given.
  case head
  /// Mean and standard deviation over the pixels of every channel that leaves its last block:
  /// textures more than things, which serves galaxies better.
  case moments
}

/// What a pretrained network is shown.
public enum NetworkValues: String, Sendable, CaseIterable {
  /// Values as they are, from 0 to 1.
  case unit
  /// Less the mean of ImageNet's channels, in their standard deviations (torchvision's figures).
  case imagenet
}

/// How a file of weights is looked at.
public enum WeightsSettings {
  public static let side = Setting(
    "side", option: "side", .from(32...2048), unit: "pixels", default: 224,
    "Side that pictures are resampled to.")
  public static let values = Setting<NetworkValues>(
    "values", option: "values", .cases, default: .imagenet,
    "What the network is shown: values from 0 to 1, or scaled as in its training.")
  public static let output = Setting<NetworkOutput>(
    "output", option: "output", .cases, default: .head,
    "Features: what a classifier gets, or mean and deviation of the last block.")

  public static let all = [side.description, values.description, output.description]
}
