import Features
import Rasters

/// One unit of the simulated map.
struct GroundUnit: Sendable {
  /// How the unit comes into the map; later kinds lie over earlier ones.
  enum Kind: Int, Sendable {
    case stratum, aureole, intrusion, duricrust, alluvium, water
  }

  let kind: Kind
  let material: Material
  /// Resistance to erosion from 0 to 1.
  let hardness: Double
  let colour: RGB

  var name: String { material.name }

  /// Rocks of the layered sequence. Neighbours in this list look different,
  /// and its first five do so in any sensor.
  static let sequence: [GroundUnit] = [
    GroundUnit(.stratum, .redSandstone, 0.75, RGB(196, 104, 66)),
    GroundUnit(.stratum, .shale, 0.10, RGB(104, 110, 124)),
    GroundUnit(.stratum, .limestone, 0.60, RGB(122, 174, 214)),
    GroundUnit(.stratum, .greenSchist, 0.35, RGB(96, 146, 94)),
    GroundUnit(.stratum, .claystone, 0.15, RGB(228, 206, 158)),
    GroundUnit(.stratum, .basalt, 0.80, RGB(86, 64, 92)),
    GroundUnit(.stratum, .dolomite, 0.55, RGB(92, 128, 176)),
    GroundUnit(.stratum, .quartzite, 1.00, RGB(240, 226, 120)),
    GroundUnit(.stratum, .gypsum, 0.05, RGB(206, 182, 222)),
  ]

  static let intrusion = GroundUnit(.intrusion, .granite, 0.85, RGB(226, 96, 116))
  static let alluvium = GroundUnit(.alluvium, .alluvium, 0, RGB(252, 240, 178))
  static let water = GroundUnit(.water, .water, 0, RGB(52, 104, 186))
  static let aureole = GroundUnit(.aureole, .alunite, 0.70, RGB(206, 140, 186))
  static let duricrust = GroundUnit(.duricrust, .laterite, 0.90, RGB(158, 88, 32))

  private init(_ kind: Kind, _ material: Material, _ hardness: Double, _ colour: RGB) {
    self.kind = kind
    self.material = material
    self.hardness = hardness
    self.colour = colour
  }

  static let fewest = 4
  static let most = sequence.count + 5

  /// The units of a map of `count` units, in the order of their values: layers
  /// first, then what cuts them, then what covers them. An aureole comes with
  /// the ninth unit and a duricrust with the tenth.
  static func units(count: Int) -> [GroundUnit] {
    let extra = (count >= 9 ? [aureole] : []) + [intrusion] + (count >= 10 ? [duricrust] : [])
    let over = extra + [alluvium, water]
    return Array(sequence.prefix(max(1, count - over.count))) + over
  }
}
