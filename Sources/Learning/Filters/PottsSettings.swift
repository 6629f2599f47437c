public import Settings

/// How a Potts field over the finished labels is asked for.
public struct PottsSettings: Sendable, Equatable {
  /// By how much neighbours that are all surely of one unit raise its log
  /// probability, 0 ... 1000; 0 leaves every pixel to itself. No unit is taken
  /// to be less probable by a pixel's own code than exp(-16).
  public var strength: Double
  /// Synchronous sweeps, 1 ... 20.
  public var sweeps: Int
  /// Pixels across the square whose pixels are neighbours: 3, 5 or 7.
  public var window: Int

  /// What is nil takes the setting's default.
  public init(strength: Double? = nil, sweeps: Int? = nil, window: Int? = nil) {
    self.strength = strength ?? Self.strength.default
    self.sweeps = sweeps ?? Self.sweeps.default
    self.window = window ?? Self.window.default
  }

  package var radius: Int { window / 2 }

  /// Pixels around a window that its result depends on.
  package var halo: Int { strength > 0 ? radius * sweeps : 0 }
}

extension PottsSettings {
  public static let strength = Setting(
    "smoothing.mrf.strength", .from(0.0...1000), default: 50.0,
    "By how much neighbours that are all surely of one unit raise its log probability; 0 smooths "
      + "nothing.")
  public static let sweeps = Setting(
    "smoothing.mrf.sweeps", .from(1...20), default: 5, "Rounds over all pixels.")
  public static let window = Setting(
    "smoothing.mrf.window", .odd(3...7), unit: "pixels", default: 5,
    "Side of the square whose pixels are neighbours.")

  package static let keys: [SettingKey<PottsSettings>] = [
    .init(strength, \.strength), .init(sweeps, \.sweeps), .init(window, \.window),
  ]

  package static let settings = keys.map(\.description)
}

/// The majority filter of a map.
package enum MajoritySettings {
  package static let window = Setting(
    "smoothing.majority.window", .odd(1...15), unit: "pixels", default: 5,
    "Side of the window whose commonest unit is taken.")
  package static let ties = Setting<Ties>(
    "smoothing.majority.ties", .cases, default: .centre,
    "Which of equally common units is taken: the pixel's own, or the one of the smallest number.")

  package enum Ties: String, CaseIterable, Sendable { case centre, smallest }

  package static let settings = [window.description, ties.description]
}
