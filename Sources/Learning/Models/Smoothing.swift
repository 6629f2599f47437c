import Fitting

/// What is done to the labels of a map when they are known.
public enum Smoothing: Sendable, Equatable {
  case none
  /// The commonest unit of an odd window; among equals the pixel's own where its centre is kept, or
  /// else the smallest number.
  case majority(window: Int, keepCentre: Bool)
  /// A Markov random field over the labels; `scale`, which a fit finds, makes log probabilities of
  /// the clusterer's logits.
  case mrf(PottsSettings, scale: Double = 1)

  /// The smoothing with the scale that a fit has found.
  package func scaled(_ scale: Double) -> Smoothing {
    if case .mrf(let settings, _) = self { .mrf(settings, scale: scale) } else { self }
  }

  /// None where a field has no strength: every pixel keeps its own label.
  package var effective: Smoothing {
    if case .mrf(let settings, _) = self, settings.strength <= 0 { .none } else { self }
  }
}

/// `{"keepCentre": true, "window": 5}` is a majority, `{"scale": 1, "strength":
/// 50, "sweeps": 5, "window": 5}` a Markov random field.
extension Smoothing: Codable {
  private enum Key: CodingKey {
    case window, keepCentre, strength, sweeps, scale
  }

  public init(from decoder: any Swift.Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let window = try values.decode(Int.self, forKey: .window)
    guard values.contains(.strength) else {
      self = .majority(
        window: window, keepCentre: try values.decode(Bool.self, forKey: .keepCentre))
      return
    }
    self = .mrf(
      PottsSettings(
        strength: try values.decode(Double.self, forKey: .strength),
        sweeps: try values.decode(Int.self, forKey: .sweeps), window: window),
      scale: try values.decode(Double.self, forKey: .scale))
  }

  public func encode(to encoder: any Swift.Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    switch self {
    case .none: break
    case .majority(let window, let keepCentre):
      try values.encode(window, forKey: .window)
      try values.encode(keepCentre, forKey: .keepCentre)
    case .mrf(let settings, let scale):
      try values.encode(settings.window, forKey: .window)
      try values.encode(settings.strength, forKey: .strength)
      try values.encode(settings.sweeps, forKey: .sweeps)
      try values.encode(scale, forKey: .scale)
    }
  }

  /// What a file must not say, as the end of a sentence; nil if nothing.
  var problem: String? {
    switch self {
    case .none: return "smoothing"
    case .majority(let window, _):
      return MajoritySettings.window.allowed.holds(window) ? nil : "window \(window)"
    case .mrf(let settings, let scale):
      if !PottsSettings.window.allowed.holds(settings.window) { return "window \(settings.window)" }
      // A field of strength 0 is no field, and is not written as one.
      if settings.strength <= 0 || !PottsSettings.strength.allowed.holds(settings.strength) {
        return "strength \(settings.strength)"
      }
      if !PottsSettings.sweeps.allowed.holds(settings.sweeps) {
        return "number of sweeps \(settings.sweeps)"
      }
      return scale > 0 && scale <= 1e30 ? nil : "scale \(scale)"
    }
  }
}
