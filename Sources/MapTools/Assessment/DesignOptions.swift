import Assessment
public import Settings

/// How a sample for an accuracy assessment is drawn.
public struct DesignOptions: Sendable {
  /// How samples are shared out among units: proportional, equal or optimal.
  public var allocation: String
  /// Samples in all; nil works them out from the standard error.
  public var samples: Int?
  /// Standard error that the overall accuracy is to have.
  public var standardError: Double
  /// User's accuracy that is expected of the units: "0.8", or with units of
  /// their own accuracy, by number or name: "0.8,3=0.6,Basalt=0.9".
  public var expectedAccuracy: String
  /// Fewest samples of a unit.
  public var least: Int
  public var seed: UInt64
  public var overwrite: Bool

  public init(
    allocation: String? = nil, samples: Int? = nil,
    standardError: Double? = nil,
    expectedAccuracy: String? = nil, least: Int? = nil,
    seed: UInt64 = 0, overwrite: Bool = false
  ) {
    self.allocation = allocation ?? Self.allocation.default
    self.samples = samples
    self.standardError = standardError ?? Self.standardError.default
    self.expectedAccuracy = expectedAccuracy ?? Self.expectedAccuracy.default
    self.least = least ?? Self.least.default
    self.seed = seed
    self.overwrite = overwrite
  }

  /// Names of the ways to share samples out.
  public static var allocations: [String] { Allocation.allCases.map(\.rawValue) }
}

extension DesignOptions {
  public static let allocation = Setting<String>(
    "allocation", option: "allocation", .words(Self.allocations), default: "proportional",
    "How samples are shared out: by area, equally, or best for the expected accuracies.")
  public static let samples = Setting<Int>(
    "samples", option: "samples", .from(1...1_000_000), chosen: "from the standard error",
    "The number of samples.")
  public static let standardError = Setting(
    "standard-error", option: "standard-error", .from(0.0005...0.5), default: 0.01,
    "Standard error that the overall accuracy is to have.")
  public static let expectedAccuracy = Setting<String>(
    "expected-accuracy", option: "expected-accuracy",
    .described("shares between 0 and 1: 0.8 for all units, 3=0.6 for one, or both with commas"),
    default: "0.8", "User's accuracy expected of all units, and of some: 0.8,3=0.6.")
  public static let least = Setting(
    "least", option: "least", .from(2...1_000_000), default: 50, "Fewest samples of a unit.")

  public static let settings = [
    allocation.description, samples.description, standardError.description,
    expectedAccuracy.description, least.description,
  ]
}

/// What a sample of a map holds.
public struct DesignReport: Codable, Sendable {
  public struct Stratum: Codable, Sendable {
    public var unit: Int
    public var name: String
    public var pixels: Int
    public var hectares: Double?
    /// Share of the map.
    public var weight: Double
    public var expectedAccuracy: Double
    public var samples: Int
  }

  public var map: String
  public var file: String
  public var samples: Int
  public var allocation: String
  /// The standard error of the overall accuracy, if the units are as accurate as expected.
  public var expectedStandardError: Double
  public var seed: UInt64
  public var strata: [Stratum]
  public var notes: [String]
}
