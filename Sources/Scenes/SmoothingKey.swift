import Documents
import Learning

/// Reads the key `smoothing` of a scene file.
enum SmoothingKey {
  private static let methods = ["none", "majority", "mrf"]

  /// `none`, `majority`, `mrf`, `{method: majority, window: 5, ties: centre}` or
  /// `{method: mrf, strength: 50, sweeps: 5, window: 5}`.
  static func smoothing(_ value: YAMLValue) throws -> Scene.Smoothing {
    guard value.isMapping else {
      return try smoothing([:], method: value.choice("smoothing", of: methods), of: value)
    }
    guard
      let method = try value.entries("smoothing").first(where: { $0.key == "method" })?.value
    else { return try smoothing(value.mapping("smoothing", known: majorityKeys), of: value) }
    let name = try method.choice("smoothing method", of: methods)
    let known = name == "mrf" ? mrfKeys : majorityKeys
    return try smoothing(
      value.mapping("smoothing \(name)", known: known), method: name, of: value)
  }

  private static let majorityKeys = ["method", "window", "ties"]
  private static let mrfKeys = ["method", "strength", "sweeps", "window"]

  private static func smoothing(
    _ entries: [String: YAMLValue], method: String = "majority", of value: YAMLValue
  ) throws -> Scene.Smoothing {
    switch method {
    case "none": .none
    case "mrf": try mrf(entries)
    default: try majority(entries, of: value)
    }
  }

  private static func majority(
    _ entries: [String: YAMLValue], of value: YAMLValue
  ) throws -> Scene.Smoothing {
    let window = try entries["window"]?.integer("window", in: 1...15) ?? 5
    guard window % 2 == 1 else {
      throw (entries["window"] ?? value).error("window is \(window), must be odd")
    }
    let ties = try entries["ties"]?.choice("ties", of: ["centre", "smallest"]) ?? "centre"
    return .majority(window: window, keepCentre: ties == "centre")
  }

  private static func mrf(_ entries: [String: YAMLValue]) throws -> Scene.Smoothing {
    var field = PottsSettings()
    if let value = entries["strength"] {
      field.strength = try value.number("strength")
      guard PottsSettings.strengths.contains(field.strength) else {
        throw value.error("strength is \(field.strength), must be from 0 to 1000")
      }
    }
    if let value = entries["sweeps"] {
      field.sweeps = try value.integer("sweeps", in: 1...PottsSettings.mostSweeps)
    }
    if let value = entries["window"] {
      field.window = try value.integer("window", in: 3...7)
      guard PottsSettings.windows.contains(field.window) else {
        throw value.error("window is \(field.window), must be 3, 5 or 7")
      }
    }
    // Every pixel then keeps its own label.
    return field.strength > 0 ? .mrf(field) : .none
  }
}
