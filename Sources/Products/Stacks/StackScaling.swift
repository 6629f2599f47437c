import RasterIO
import Rasters

/// How stored numbers of a stack become reflectance.
struct StackScaling {
  private enum Rule {
    /// Tags of the file, or nothing known.
    case tags
    /// Values are reflectance already.
    case reflectance
    case linear(gain: Double, offset: Double)
  }

  private let rule: Rule
  /// Somebody has said how, of all bands.
  private let isSaid: Bool
  let notes: [String]

  /// Above this a value is no reflectance.
  private static let mostReflectance: Float = 2
  private static let leastReflectance: Float = -0.5

  init(
    names: [StackBandName?], sensor: StackSensor?, level: String,
    entries: [StackRecognition.Entry], request: StackRequest
  ) {
    isSaid = request.scale != nil || request.offset != nil
    let seen = zip(entries, names).filter { entry, name in
      if case .quality = name { return false }
      if case .landsatTemperature = name { return false }
      if case .role(let role) = name, role.hasPrefix("thermal") { return false }
      return name != nil && !entry.spread.isConstant
    }.map(\.0)
    let high = seen.map(\.spread.high).max() ?? -.infinity
    let low = seen.map(\.spread.low).min() ?? .infinity
    let hasTags = entries.contains { $0.facts.scale != 1 || $0.facts.offset != 0 }
    if isSaid {
      rule = .linear(gain: request.scale ?? 1, offset: request.offset ?? 0)
      notes = []
    } else if request.level == "digital-number" {
      (rule, notes) = (.tags, [])
    } else if hasTags {
      let isScaled = seen.allSatisfy { entry in
        Double(entry.spread.high) * entry.facts.scale + entry.facts.offset
          <= Double(Self.mostReflectance)
      }
      (rule, notes) = (isScaled && !seen.isEmpty ? .reflectance : .tags, [])
    } else if high > Self.mostReflectance {
      (rule, notes) = Self.stored(names, sensor, level: level, high: high)
    } else if high > 0, low >= Self.leastReflectance, Self.isReal(seen) {
      rule = .reflectance
      notes = ["values of the bands are taken for reflectance"]
    } else {
      (rule, notes) = (.tags, [])
    }
  }

  private static func isReal(_ entries: [StackRecognition.Entry]) -> Bool {
    !entries.isEmpty
      && entries.allSatisfy { [.float16, .float32, .float64].contains($0.facts.type) }
  }

  /// Stored numbers of products that have one scaling.
  private static func stored(
    _ names: [StackBandName?], _ sensor: StackSensor?, level: String, high: Float
  ) -> (Rule, [String]) {
    let isNamed = names.contains { if case .landsatSurface = $0 { true } else { false } }
    let isLandsat = sensor?.word.hasPrefix("landsat") == true
    if isNamed || (isLandsat && level == "surface-reflectance" && high > 255) {
      return (
        .linear(gain: 0.0000275, offset: -0.2),
        ["reflectance is 0.0000275 times the stored number - 0.2, as in Landsat's Collection 2"]
      )
    }
    let word = sensor?.word ?? ""
    let isTenThousandth = ["sentinel-2", "modis", "hls-l30"].contains(word)
    guard isTenThousandth, high > 255, high <= 65535 else { return (.tags, []) }
    let offset =
      word == "sentinel-2"
      ? "; of products since baseline 04.00 whose 1000 nobody has taken away (not Earth Engine's "
        + "harmonised ones), say offset: -0.1 under input in a scene file" : ""
    return (
      .linear(gain: 0.0001, offset: 0),
      ["reflectance is taken to be 0.0001 times the stored number" + offset]
    )
  }

  func applied(
    to band: BandDeclaration, of entry: StackRecognition.Entry
  ) -> BandDeclaration {
    let isFlag = band.leftOut?.hasPrefix("flags") == true
    guard !band.isThermal, !isFlag, band.wavelength != nil || isSaid else {
      return temperature(band, entry)
    }
    var band = band
    switch rule {
    case .tags: break
    case .reflectance: band.quantity = .reflectance
    case .linear(let gain, let offset):
      band.scaling = .rule(.linear(gain: gain, offset: offset))
      band.quantity = .reflectance
      if band.noData.isEmpty, entry.facts.noData == nil { band.noData = [0] }
    }
    return band
  }

  /// Landsat's surface temperature, in kelvins.
  private func temperature(
    _ band: BandDeclaration, _ entry: StackRecognition.Entry
  ) -> BandDeclaration {
    let isSurface = entry.words.contains { word in
      if case .landsatTemperature = StackBandName(word) { true } else { false }
    }
    guard isSurface, entry.facts.scale == 1, entry.facts.offset == 0 else { return band }
    var band = band
    band.quantity = .temperature
    if entry.spread.high > 1000 {
      band.scaling = .rule(.linear(gain: 0.00341802, offset: 149))
      if band.noData.isEmpty, entry.facts.noData == nil { band.noData = [0] }
    }
    return band
  }
}
