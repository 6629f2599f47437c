import Documents
import Rasters
import Settings

extension MinimumMappingUnit {
  /// `5` hectares, `{hectares: 5}`, `{pixels: 12}`; nil for `none`.
  init?(_ value: YAMLValue) throws {
    guard value.isMapping else {
      if let word = try? value.string("sieve"), word == "none" { return nil }
      self = try .hectares(Self.hectares(value))
      return
    }
    let entries = try value.mapping("sieve", known: ["hectares", "pixels"])
    if let area = entries["hectares"], entries["pixels"] == nil {
      self = try .hectares(Self.hectares(area))
    } else if let count = entries["pixels"], entries["hectares"] == nil {
      self = try .pixels(count.read(SceneSettings.sievePixels))
    } else {
      throw value.error("sieve needs one of 'hectares' and 'pixels'")
    }
  }

  private static func hectares(_ value: YAMLValue) throws -> Double {
    let area = try value.number("sieve")
    return try value.checked(area, SceneSettings.sieve)
  }

  /// How a scene file says it.
  var sceneText: String {
    switch self {
    case .hectares(let area): "\(area)"
    case .pixels(let count): "{pixels: \(count)}"
    }
  }
}
