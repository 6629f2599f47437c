import Documents
import Rasters

extension MinimumMappingUnit {
  /// Larger than any country in square metres.
  private static let most = 1e9

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
      self = try .pixels(count.integer("pixels", in: 1...1_000_000_000))
    } else {
      throw value.error("sieve needs one of 'hectares' and 'pixels'")
    }
  }

  private static func hectares(_ value: YAMLValue) throws -> Double {
    let area = try value.number("sieve")
    guard area > 0, area <= most else {
      throw value.error("sieve is \(area) hectares, must be more than 0 and at most \(Int(most))")
    }
    return area
  }
}
