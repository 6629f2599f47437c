/// Weights of a network that is published somewhere: what `facies weights` lists.
public struct PublishedWeights: Codable, Sendable {
  public var name: String
  /// Length of a code.
  public var features: Int
  /// Learnt numbers, in millions.
  public var millions: Double
  public var licence: String
  /// Where they are published.
  public var source: String
  /// A command that fetches them, where one does.
  public var command: String?
  /// The checksum of the file, or its first eight digits; nil where it is not known.
  public var sha256: String?
}

/// What a file of weights is: what `facies weights FILE` says.
public struct WeightsReport: Codable, Sendable {
  public var path: String
  public var bytes: Int
  public var sha256: String
  /// What was published with that digest; nil for other weights.
  public var published: PublishedWeights?
  /// `convnext_tiny`.
  public var network: String
  /// `safetensors`, or a form of PyTorch's checkpoints.
  public var format: String
  /// How numbers are stored, and how many tensors so: `F32: 178`.
  public var types: [String: Int]
  /// Length of a code.
  public var features: Int
  /// Pixels on a side that images are resampled to.
  public var side: Int
  /// Bytes in memory: of the weights, and of what each thread works in.
  public var weightBytes: Int
  public var threadBytes: Int
  /// What the network makes of pictures, if any were given.
  public var trial: Trial?

  public struct Trial: Codable, Sendable {
    public var pictures: [String]
    /// Features of every picture.
    public var features: [[Float]]
    public var threads: Int
    public var seconds: Double
    public var perSecond: Double
  }
}
