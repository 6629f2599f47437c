/// `{"keepCentre": true, "window": 5}` is a majority, `{"scale": 1, "strength":
/// 50, "sweeps": 5, "window": 5}` a Markov random field.
extension ModelDescription.Smoothing: Codable {
  private enum Key: CodingKey {
    case window, keepCentre, strength, sweeps, scale
  }

  package init(from decoder: any Swift.Decoder) throws {
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

  package func encode(to encoder: any Swift.Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    switch self {
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
    case .majority(let window, _):
      return (1...15).contains(window) && window % 2 == 1 ? nil : "window \(window)"
    case .mrf(let settings, let scale):
      if !PottsSettings.windows.contains(settings.window) { return "window \(settings.window)" }
      // A field of strength 0 is no field, and is not written as one.
      if settings.strength <= 0 || !PottsSettings.strengths.contains(settings.strength) {
        return "strength \(settings.strength)"
      }
      if !(1...PottsSettings.mostSweeps).contains(settings.sweeps) {
        return "number of sweeps \(settings.sweeps)"
      }
      return scale > 0 && scale <= 1e30 ? nil : "scale \(scale)"
    }
  }
}
