import Documents
import Learning

/// Reads the key `smoothing` of a scene file.
enum SmoothingKey {
  /// `none`, `majority`, `mrf`, `{method: majority, window: 5, ties: centre}` or
  /// `{method: mrf, strength: 50, sweeps: 5, window: 5}`.
  static func smoothing(_ value: YAMLValue) throws -> Smoothing {
    guard value.isMapping else {
      return try smoothing([:], method: value.choice("smoothing", of: methods))
    }
    guard
      let method = try value.entries("smoothing").first(where: { $0.key == "method" })?.value
    else { return try smoothing(value.mapping("smoothing", known: majorityKeys)) }
    let name = try method.choice("smoothing method", of: methods)
    let known = name == "mrf" ? mrfKeys : majorityKeys
    return try smoothing(value.mapping("smoothing \(name)", known: known), method: name)
  }

  private static let methods = SceneSettings.smoothing.allowed.choices ?? []
  private static let majorityKeys =
    ["method"] + MajoritySettings.settings.keys(below: "smoothing.majority")
  private static let mrfKeys = ["method"] + PottsSettings.settings.keys(below: "smoothing.mrf")

  private static func smoothing(
    _ entries: [String: YAMLValue], method: String = "majority"
  ) throws -> Smoothing {
    switch method {
    case "none": .none
    case "mrf": try mrf(entries)
    default: try majority(entries)
    }
  }

  private static func majority(_ entries: [String: YAMLValue]) throws -> Smoothing {
    let window = try entries["window"].map { try $0.read(MajoritySettings.window) }
    let ties = try entries["ties"].map { try $0.read(MajoritySettings.ties) }
    return .majority(
      window: window ?? MajoritySettings.window.default,
      keepCentre: (ties ?? MajoritySettings.ties.default) == .centre)
  }

  private static func mrf(_ entries: [String: YAMLValue]) throws -> Smoothing {
    var field = PottsSettings()
    try FileKey.take(entries, PottsSettings.keys.map { .key($0) }, into: &field)
    return Smoothing.mrf(field).effective
  }

  static func text(_ smoothing: Smoothing) -> String {
    switch smoothing {
    case .none: "none"
    case .majority(let window, let keepCentre):
      "{method: majority, window: \(window), ties: \(keepCentre ? "centre" : "smallest")}"
    case .mrf(let field, _):
      "{method: mrf, strength: \(field.strength), sweeps: \(field.sweeps), "
        + "window: \(field.window)}"
    }
  }
}
