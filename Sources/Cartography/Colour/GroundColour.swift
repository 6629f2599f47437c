import Foundation

/// The colour that people expect of ground: water blue, plants green, snow white, clouds light
/// grey, and bare ground as it looks, with more colour than the air leaves it.
///
/// A function of one spectrum alone, without steps, so that the same ground has nearly the same
/// colour in every map.
struct GroundColour {
  private let blue: Double
  private let green: Double
  private let red: Double
  private let nir: Double
  private let swir1: Double
  private let swir2: Double
  /// Whether what lies beyond red was measured.
  private let hasInfrared: Bool

  /// No band is darker than this.
  private static let floor = 0.004

  /// Bands that are missing are taken to be like their neighbours.
  init(_ spectrum: GroundSpectrum) {
    let s = spectrum
    let visible = s.red ?? s.green ?? s.blue ?? 0.1
    let r = max(Self.floor, s.red ?? visible)
    let near = max(Self.floor, s.nir ?? r * 1.15)
    let plants = Self.ramp((near - r) / (near + r), 0.25, 0.6)
    let g = max(Self.floor, s.green ?? r * (0.85 + 0.5 * plants))
    red = r
    green = g
    blue = max(Self.floor, s.blue ?? min(g, r) * 0.8)
    nir = near
    let isWater = Self.ramp((g - near) / (g + near), 0, 0.3)
    let beyond = near * (1.1 - 0.5 * plants) * (1 - 0.7 * isWater)
    swir1 = max(Self.floor, s.swir1 ?? s.swir2.map { $0 * 1.2 } ?? beyond)
    swir2 = max(Self.floor, s.swir2 ?? swir1 * (0.85 - 0.35 * plants))
    hasInfrared = s.nir != nil
  }

  /// The colour of all that the ground may be, by how much it is that.
  var lab: Lab {
    let kinds: [(Lab, Double)] = [
      (snow, snowShare), (cloud, cloudShare), (water, waterShare), (plants, plantShare),
    ]
    let rest = max(0, 1 - kinds.reduce(0) { $0 + $1.1 })
    let all = kinds + [(bare, rest)]
    let total = all.reduce(0) { $0 + $1.1 }
    return all.reduce(Lab(lightness: 0, a: 0, b: 0)) { sum, kind in
      let share = kind.1 / total
      return Lab(
        lightness: sum.lightness + share * kind.0.lightness, a: sum.a + share * kind.0.a,
        b: sum.b + share * kind.0.b)
    }
  }

  // MARK: how much it is what

  private var visible: Double { (blue + green + red) / 3 }
  private var bright: Double { Self.ramp(visible, 0.2, 0.36) }

  private var snowShare: Double {
    hasInfrared ? bright * Self.ramp(Self.difference(green, swir1), 0.3, 0.55) : 0
  }

  /// Bright and without colour, in the infrared too.
  private var cloudShare: Double {
    let spread = (max(blue, green, red) - min(blue, green, red)) / visible
    return (1 - snowShare) * bright * Self.ramp(-spread, -0.4, -0.15)
  }

  private var waterShare: Double {
    guard hasInfrared else { return (1 - bright) * Self.ramp(Self.difference(blue, red), 0.1, 0.4) }
    let byNear = Self.ramp(Self.difference(green, nir), 0, 0.22)
    let byFar =
      Self.ramp(Self.difference(green, swir1), 0.1, 0.4) * Self.ramp(-nir, -0.16, -0.1)
    let black =
      Self.ramp(-nir, -0.06, -0.03) * Self.ramp(-swir1, -0.04, -0.02)
      * Self.ramp(-Self.difference(nir, red), -0.6, -0.3)
    return (1 - bright) * max(byNear, byFar, black)
  }

  private var plantShare: Double {
    let open = (1 - waterShare) * (1 - min(1, snowShare + cloudShare))
    guard hasInfrared else {
      return open * Self.ramp((2 * green - red - blue) / (3 * visible), 0.04, 0.2)
    }
    return open * Self.ramp(Self.difference(nir, red), 0.2, 0.5)
  }

  // MARK: what it looks like

  private var snow: Lab { Lab(lightness: 96, a: -2, b: -4) }

  private var cloud: Lab {
    Lab(lightness: 72 + 14 * Self.ramp(visible, 0.25, 0.6), a: 0, b: -1)
  }

  /// Clear water is dark and blue; what floats in it makes it paler and greener.
  private var water: Lab {
    let load = pow(min(1, visible / 0.13), 0.7)
    let turn = Self.ramp(red / green, 0.5, 1.3)
    return Lab(
      lightness: 22 + 50 * load, chroma: 50 - 18 * load * turn, hue: 278 - 40 * turn)
  }

  /// Dense and wet plants are dark and blue-green, dry ones pale and yellow-green.
  private var plants: Lab {
    let dry = hasInfrared ? Self.ramp(swir1 / nir, 0.35, 1.05) : 0.3
    let light = hasInfrared ? 0.5 * nir / 0.45 + 0.5 * visible / 0.09 : visible / 0.12
    return Lab(
      lightness: min(82, 20 + 58 * light), chroma: min(62, 34 + 45 * nir), hue: 152 - 52 * dry)
  }

  /// As it looks, with more light and colour. Clay, which is dark at 2.2 micrometres, is a little
  /// redder.
  private var bare: Lab {
    let sum = (blue + green + red) / 3
    let gain = 1 / max(0.02, sum) * 0.4
    let tint = Lab(linear: LinearRGB(red: red * gain, green: green * gain, blue: blue * gain))
    let light = 0.75 * sum + 0.25 * min(0.6 * swir1, 1.6 * sum)
    let lightness = min(92, 100 * (2.1 * light).squareRoot())
    let clay = Self.ramp(swir1 / swir2, 1.1, 1.7) * 22
    let chroma = min(58, 1.55 * tint.chroma * (0.45 + 0.55 * min(1, lightness / 60)))
    return Lab(lightness: max(16, lightness), chroma: chroma, hue: tint.hue - clay)
  }

  // MARK: numbers

  /// 0 below `low`, 1 above `high`, without a step between.
  private static func ramp(_ value: Double, _ low: Double, _ high: Double) -> Double {
    let t = min(1, max(0, (value - low) / (high - low)))
    return t * t * (3 - 2 * t)
  }

  private static func difference(_ one: Double, _ other: Double) -> Double {
    (one - other) / (one + other)
  }
}
