/// How sources are found; the names and defaults of SExtractor, whose library SEP finds them.
public struct DetectionSettings: Sendable, Equatable {
  /// Deviations above the background.
  public var threshold = Self.threshold.default
  /// Pixels above the threshold that make a source.
  public var leastArea = Self.leastArea.default
  /// Side of a mesh of the background, in pixels.
  public var mesh = Self.mesh.default
  /// Meshes whose median smooths the background.
  public var meshFilter = Self.meshFilter.default
  public var deblendLevels = Self.deblendLevels.default
  public var deblendContrast = Self.deblendContrast.default
  /// Sources that their brighter neighbours explain are taken away; 0 leaves them.
  public var clean = Self.clean.default
  /// Smooth with a 3 x 3 pyramid before the threshold.
  public var smooths = Self.smooths.default
  /// Band that is looked at, from 1.
  public var band = Self.band.default

  public init() {}

  /// Throws where one of the values is not allowed.
  public func check() throws {
    for key in Self.keys { try key.check(self) }
  }
}

extension DetectionSettings {
  public static let threshold = Setting(
    "detection.threshold", option: "threshold", .from(0.01...1e6), unit: "deviations",
    default: 1.5, "How far above the background a source must be.")
  public static let leastArea = Setting(
    "detection.min-area", option: "min-area", .from(1...1_000_000), unit: "pixels", default: 5,
    "Pixels above the threshold that make a source.")
  public static let mesh = Setting(
    "detection.mesh", option: "mesh", .from(8...4096), unit: "pixels", default: 64,
    "Side of a mesh of the background.")
  public static let meshFilter = Setting(
    "detection.mesh-filter", option: "mesh-filter", .from(1...25), unit: "meshes", default: 3,
    "Meshes across the square whose median smooths the background.")
  public static let deblendLevels = Setting(
    "detection.deblend-levels", option: "deblend-levels", .from(1...64), default: 32,
    "Levels at which neighbours are told apart.")
  public static let deblendContrast = Setting(
    "detection.deblend-contrast", option: "deblend-contrast", .from(0.0...1.0), default: 0.005,
    "Share of a source's light that makes a part of it a source of its own.")
  public static let clean = Setting(
    "detection.clean", option: "clean", .from(0.0...10.0), default: 1.0,
    "How readily sources that brighter neighbours explain are taken away; 0 leaves them.")
  public static let smooths = Setting(
    "detection.smooth", .flag, default: true, "Smooth by a 3x3 pyramid before the threshold.")
  public static let noSmoothing = Setting(
    "no-smoothing", option: "no-smoothing", .flag, default: false,
    "Do not smooth before the threshold.")
  public static let band = Setting(
    "detection.band", option: "detect-band", .from(1...1000), default: 1,
    "The band in which sources are looked for, from 1.")

  package static let keys: [SettingKey<DetectionSettings>] = [
    .init(threshold, \.threshold), .init(leastArea, \.leastArea), .init(mesh, \.mesh),
    .init(meshFilter, \.meshFilter), .init(deblendLevels, \.deblendLevels),
    .init(deblendContrast, \.deblendContrast), .init(clean, \.clean),
    .init(smooths, \.smooths), .init(band, \.band),
  ]

  public static let all = keys.map(\.description)
}
