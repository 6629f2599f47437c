/// Sensors whose bands of one name see the same part of the spectrum.
package enum SensorFamily: String, Sendable, CaseIterable {
  /// Landsat, Sentinel-2 and their like: `swir1` at 1.6 and `swir2` at 2.2
  /// micrometres.
  case broad
  /// `swir1` at 1.656, then `swir2` ... `swir6` at 2.167, 2.209, 2.262, 2.336
  /// and 2.400, `thermal1` ... `thermal5` at 8.3, 8.65, 9.1, 10.6 and 11.3
  /// micrometres: its bands 4 to 14 (ASTER User Handbook, version 2).
  case aster

  /// As people write it.
  package var title: String {
    switch self {
    case .broad: "Landsat, Sentinel-2"
    case .aster: "ASTER"
    }
  }

  /// Other names under which a band of this family goes.
  var aliases: [String: [String]] {
    switch self {
    case .broad: [:]
    case .aster: Self.asterAliases
    }
  }

  private static let asterAliases: [String: [String]] = {
    var aliases: [String: [String]] = [:]
    for (index, nanometres) in [2165, 2205, 2260, 2330, 2395].enumerated() {
      aliases["swir\(index + 2)"] = ["swir2-\(nanometres)", "B0\(index + 5)"]
    }
    for index in 1...5 {
      aliases["thermal\(index)"] = ["tir\(index)", "tir\(index + 9)", "B\(index + 9)"]
    }
    return aliases
  }()

  /// From what the product says, else from the bands: only ASTER has more
  /// than two short-wave infrared ones.
  init(sensor: String, bands: [FeatureBand]) {
    let names = Set(bands.map { $0.name.lowercased() })
    let telling = (3...6).map { "swir\($0)" } + (Self.asterAliases["swir2"] ?? []).prefix(1)
    let second = bands.first { $0.name.lowercased() == "swir2" }?.wavelength
    let isAster =
      sensor.uppercased().contains("ASTER") || telling.contains(where: names.contains)
      || second.map { (2.13...2.19).contains($0) } == true
    self = isAster ? .aster : .broad
  }
}
