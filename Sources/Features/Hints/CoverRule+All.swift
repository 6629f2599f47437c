/// Limits after the sources that stand beside them, rounded, and widened so that they hold for
/// reflectances at the top of the atmosphere and at the ground alike.
extension CoverRule {
  /// In the order in which they are tried.
  package static let all: [CoverRule] = [
    cloud, snow, cloudOrSnow, hot, algalWater, turbidWater, clearWater, water, thinCloud, shadow,
    burnt, vegetated, builtUp, brightGround, darkGround,
  ]

  private static let visible = Condition.above("visible", 0.3, by: 0.1, []) { $0.visible }

  /// Droplets are as bright in blue as in red, salt and sand are not; at 1.6 micrometres they are
  /// bright, snow is not.
  static let cloud = CoverRule(
    name: "cloud", hidesGround: true, needs: [.green, .red, .nir, .swir1],
    conditions: [
      visible,
      .below("red / blue", 1.08, by: 0.05, [.blue, .red]) { $0.ratio(.red, .blue) },
      .below("red / green", 1.05, by: 0.04, []) { $0.ratio(.red, .green) }.without(.blue),
      .below("nir / red", 1.65, by: 0.3, []) { $0.ratio(.nir, .red) },
      .below("NDSI", 0.38, by: 0.15, []) { $0.difference(.green, .swir1) },
      .below("swir1 / nir", 1.1, by: 0.15, []) { $0.ratio(.swir1, .nir) },
      .below("kelvins", 300, by: 8, [.thermal]) { $0[.thermal] },
    ],
    source:
      "whiteness, HOT, NDSI and temperature of Fmask: Zhu and Woodcock, Remote Sensing of "
      + "Environment 118, 83-94, 2012")

  static let snow = CoverRule(
    name: "snow or ice", hidesGround: true, needs: [.green, .red, .nir, .swir1],
    conditions: [
      .above("green", 0.2, by: 0.06, []) { $0[.green] },
      .above("nir", 0.15, by: 0.04, []) { $0[.nir] },
      .above("NDSI", 0.4, by: 0.15, []) { $0.difference(.green, .swir1) },
      .below("nir / red", 1.02, by: 0.1, []) { $0.ratio(.nir, .red) },
      .below("red / blue", 1.06, by: 0.08, [.blue]) { $0.ratio(.red, .blue) },
      .below("kelvins", 285, by: 8, [.thermal]) { $0[.thermal] },
    ],
    source:
      "NDSI above 0.4 and nir above 0.11: Hall, Riggs and Salomonson, Remote Sensing of "
      + "Environment 54, 127-140, 1995")

  /// Where nothing is seen beyond 1 micrometre the two look alike.
  static let cloudOrSnow = CoverRule(
    name: "cloud or snow", hidesGround: true, needs: [.blue, .red, .nir], lacks: [.swir1],
    conditions: [
      .above("visible", 0.35, by: 0.1, []) { $0.visible },
      .below("red / blue", 1.08, by: 0.05, []) { $0.ratio(.red, .blue) },
      .below("nir / red", 1.5, by: 0.3, []) { $0.ratio(.nir, .red) },
    ], source: "as cloud")

  static let thinCloud = CoverRule(
    name: "thin cloud, haze or smoke", hidesGround: true,
    needs: [.blue, .green, .red, .nir, .swir1],
    conditions: [
      .above("visible", 0.14, by: 0.04, []) { $0.visible },
      .below("red / blue", 1.03, by: 0.06, []) { $0.ratio(.red, .blue) },
      .above("nir", 0.13, by: 0.03, []) { $0[.nir] },
      .below("nir / red", 2.3, by: 0.4, []) { $0.ratio(.nir, .red) },
      .below("swir1 / nir", 0.98, by: 0.12, []) { $0.ratio(.swir1, .nir) },
    ],
    source:
      "haze optimised transformation: Zhang, Guindon and Cihlar, Remote Sensing of Environment "
      + "82, 173-187, 2002")

  static let hot = CoverRule(
    name: "hot ground (lava, fire)", hidesGround: true, needs: [.nir, .swir1, .swir2],
    conditions: [
      .above("swir2", 0.09, by: 0.03, []) { $0[.swir2] },
      .above("swir2 / swir1", 1.2, by: 0.15, []) { $0.ratio(.swir2, .swir1) },
      .above("swir2 / nir", 1.2, by: 0.15, []) { $0.ratio(.swir2, .nir) },
    ],
    source:
      "HOTMAP: Murphy, de Souza Filho, Wright, Sabatino and Correa Pabon, Remote Sensing of "
      + "Environment 177, 78-88, 2016")

  private static let openWater: [Condition] = [
    .below("nir", 0.14, by: 0.03, []) { $0[.nir] },
    .above("NDWI", 0, by: 0.15, []) { $0.difference(.green, .nir) },
    .below("swir1", 0.1, by: 0.03, [.swir1]) { $0[.swir1] },
    .above("mNDWI", 0, by: 0.15, [.swir1]) { $0.difference(.green, .swir1) },
  ]
  /// Sediment scatters in red; blue and green are the air's as much as the water's.
  private static func turbidity(_ values: Reflectances) -> Double {
    let red = values[.red]
    return max(
      (red - 0.065) / 0.015,
      min((values.ratio(.red, .green) - 0.8) / 0.1, (red - 0.035) / 0.01))
  }
  private static let waterSource =
    "NDWI: McFeeters, Int. J. Remote Sensing 17(7), 1425-1432, 1996; mNDWI: Xu, ibid. 27(14), "
    + "3025-3033, 2006"

  static let algalWater = CoverRule(
    name: "water, green with algae or shallow", hidesGround: true,
    needs: [.blue, .green, .red, .nir],
    conditions: openWater + [
      .above("green / blue", 1.25, by: 0.15, []) { $0.ratio(.green, .blue) },
      .above("green / red", 1.3, by: 0.15, []) { $0.ratio(.green, .red) },
      .above("green", 0.04, by: 0.015, []) { $0[.green] },
      .above("NDCI", 0.05, by: 0.1, [.redEdge]) { $0.difference(.redEdge, .red) },
    ],
    source: waterSource
      + "; NDCI: Mishra and Mishra, Remote Sensing of Environment 117, 394-406, 2012")

  static let turbidWater = CoverRule(
    name: "water, turbid", hidesGround: true, needs: [.green, .red, .nir],
    conditions: openWater + [
      Condition(text: "red above 0.065, or 0.8 green and 0.035", needs: [], margin: turbidity)
    ],
    source: waterSource)

  static let clearWater = CoverRule(
    name: "water, clear or dark", hidesGround: true, needs: [.green, .red, .nir],
    conditions: openWater + [
      Condition(text: "not turbid", needs: []) { -turbidity($0) }
    ],
    source: waterSource)

  static let water = CoverRule(
    name: "water", hidesGround: true, needs: [.green, .nir], conditions: openWater,
    source: waterSource)

  /// Lit by the sky alone: bluish, and darker the longer the wave.
  static let shadow = CoverRule(
    name: shadowName, hidesGround: true, needs: [.red, .nir, .swir1],
    conditions: [
      .below("red", 0.075, by: 0.02, []) { $0[.red] },
      .below("nir", 0.13, by: 0.03, []) { $0[.nir] },
      .above("nir", 0.025, by: 0.01, []) { $0[.nir] },
      .below("swir1", 0.085, by: 0.02, []) { $0[.swir1] },
      .below("swir1 / nir", 0.9, by: 0.15, []) { $0.ratio(.swir1, .nir) },
      .below("NDVI", 0.55, by: 0.1, []) { $0.difference(.nir, .red) },
    ],
    source: "dark in nir and swir1, as Fmask has it: Zhu and Woodcock 2012")
  package static let shadowName = "shadow or very dark ground"
  /// Where there are clouds.
  package static let cloudShadowName = "cloud shadow or very dark ground"
  package var isCloud: Bool { name == Self.cloud.name || name == Self.thinCloud.name }

  static let burnt = CoverRule(
    name: "burnt ground", hidesGround: true, needs: [.red, .nir, .swir1, .swir2],
    conditions: [
      .below("red", 0.11, by: 0.02, []) { $0[.red] },
      .below("nir", 0.17, by: 0.03, []) { $0[.nir] },
      .below("NBR", -0.15, by: 0.1, []) { $0.difference(.nir, .swir2) },
      .above("swir2", 0.1, by: 0.03, []) { $0[.swir2] },
      .below("NDVI", 0.3, by: 0.1, []) { $0.difference(.nir, .red) },
    ],
    source:
      "NBR: Key and Benson, USDA RMRS-GTR-164, 2006; burnt ground is dark in red and nir: "
      + "Chuvieco, Martin and Palacios, Int. J. Remote Sensing 23(23), 5103-5110, 2002")

  static let vegetated = CoverRule(
    name: "vegetated", hidesGround: true, needs: [.red, .nir],
    conditions: [
      .above("NDVI", 0.4, by: 0.1, []) { $0.difference(.nir, .red) },
      .above("nir", 0.1, by: 0.03, []) { $0[.nir] },
    ],
    source:
      "Sobrino, Jimenez-Munoz and Paolini, Remote Sensing of Environment 90, 434-440, 2004: "
      + "full cover from an NDVI of 0.5")

  /// A few broad bands cannot tell roofs and roads from grey gravel.
  static let builtUp = CoverRule(
    name: "built-up or bare grey ground", hidesGround: true,
    needs: [.blue, .red, .nir, .swir1, .swir2],
    conditions: [
      .above("visible", 0.07, by: 0.02, []) { $0.visible },
      .below("visible", 0.27, by: 0.05, []) { $0.visible },
      .below("NDVI", 0.3, by: 0.06, []) { $0.difference(.nir, .red) },
      .below("red / blue", 1.45, by: 0.15, []) { $0.ratio(.red, .blue) },
      .above("NDBI", -0.03, by: 0.06, []) { $0.difference(.swir1, .nir) },
      .above("swir2 / swir1", 0.8, by: 0.08, []) { $0.ratio(.swir2, .swir1) },
      .below("swir2 / swir1", 1.02, by: 0.08, []) { $0.ratio(.swir2, .swir1) },
    ],
    source: "NDBI: Zha, Gao and Ni, Int. J. Remote Sensing 24(3), 583-594, 2003")

  static let brightGround = CoverRule(
    name: "bright bare ground (sand, salt)", hidesGround: false, needs: [.green, .red, .nir],
    conditions: [
      .above("visible", 0.32, by: 0.08, []) { $0.visible },
      .above("red / blue", 1.08, by: 0.05, [.blue]) { $0.ratio(.red, .blue) },
      .above("red / green", 1.05, by: 0.04, []) { $0.ratio(.red, .green) }.without(.blue),
      .below("NDVI", 0.25, by: 0.06, []) { $0.difference(.nir, .red) },
    ], source: "brighter in red than in blue, as clouds are not")

  static let darkGround = CoverRule(
    name: "dark bare ground", hidesGround: false, needs: [.red, .nir, .swir1],
    conditions: [
      .below("visible", 0.1, by: 0.02, []) { $0.visible },
      .below("nir", 0.15, by: 0.03, []) { $0[.nir] },
      .below("NDVI", 0.25, by: 0.06, []) { $0.difference(.nir, .red) },
      .above("swir1 / nir", 0.9, by: 0.1, []) { $0.ratio(.swir1, .nir) },
      .above("swir1", 0.04, by: 0.015, []) { $0[.swir1] },
    ], source: "as dark as lava, and not darker in the short-wave infrared")
}
