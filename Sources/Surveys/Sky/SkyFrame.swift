import Foundation

/// A system of positions other than ICRS and the way from it to ICRS, as
/// astropy.coordinates has it (Fixtures/make_wcs.py). Stars do not move on it:
/// positions of FK4 are of the time of its equinox.
struct SkyFrame {
  /// "galactic coordinates", "FK4 B1950".
  let name: String
  /// Unit vectors of the system become those of ICRS.
  private let matrix: Rotation
  /// E-terms of aberration, which catalogues of FK4 contain; zero elsewhere.
  private let aberration: Vector

  typealias Vector = SIMD3<Double>

  /// The system of the axes of an image; nil where it is ICRS, or so close to
  /// it that the image's own name stands (FK5 of J2000).
  ///
  /// - Parameters:
  ///   - axis: the first letters of CTYPE: "RA", "GLON", "ELON", "SLON".
  ///   - system: RADESYS.
  init?(axis: String, system: String, equinox: Double?) {
    switch (axis, system) {
    case ("GLON", _):
      self.init("galactic coordinates", Self.galactic)
    case ("SLON", _):
      self.init("supergalactic coordinates", Self.supergalactic)
    case ("ELON", _):
      self.init("ecliptic coordinates", Self.ecliptic)
    case ("RA", "FK4"), ("RA", "FK4-NO-E"):
      self.init(besselian: equinox ?? 1950, hasAberration: system == "FK4")
    case ("RA", "FK5") where equinox.map { abs($0 - 2000) > 1e-6 } ?? false:
      self.init(julian: equinox ?? 2000)
    default: return nil
    }
  }

  private init(_ name: String, _ matrix: Rotation, aberration: Vector = .zero) {
    (self.name, self.matrix, self.aberration) = (name, matrix, aberration)
  }

  /// FK5 of another equinox (Capitaine et al. 2003, A&A 412, 567).
  private init(julian equinox: Double) {
    let t = (equinox - 2000) / 100
    let zeta = 2.650545 + t * (2306.083227 + t * (0.2988499 + t * 0.01801828))
    let z = -2.650545 + t * (2306.077181 + t * (1.0927348 + t * 0.01826837))
    let theta = t * (2004.191903 + t * (-0.4294934 + t * -0.04182264))
    let toDate = Rotation.precession(zeta: zeta, z: z, theta: theta)
    self.init("FK5 J\(Self.year(equinox))", Self.fk5 * toDate.transposed)
  }

  /// FK4: Newcomb's precession to B1950 and Murray's matrix to J2000 (1989, A&A 218, 325).
  private init(besselian equinox: Double, hasAberration: Bool) {
    let t = (equinox - 1850) / 1000
    let d = 0.1 - t
    let zeta1 = (0.060 * t + 139.720) * t + 23035.545
    let zeta = ((17.995 * d - 0.27 * t + 30.240) * d + zeta1) * d
    let z = ((18.325 * d + 109.480 + 0.39 * t) * d + zeta1) * d
    let theta1 = (-0.37 * t - 85.29) * t + 20051.12
    let theta = ((-41.8 * d - 0.37 * t - 42.65) * d + theta1) * d
    let days = (equinox - 1950) * 365.242198781
    let centuries = (days - 0.07654095) / 36525
    let turned = Self.murray.adding(Self.murrayRate, times: centuries)
    self.init(
      "FK4\(hasAberration ? "" : "-NO-E") B\(Self.year(equinox))",
      Self.fk5 * turned * Rotation.precession(zeta: zeta, z: z, theta: theta),
      aberration: hasAberration ? Self.eTerms(days: days) : .zero)
  }

  /// Explanatory Supplement to the Astronomical Almanac (1992), days from B1950.
  private static func eTerms(days: Double) -> Vector {
    let t = days / 36525
    let eccentricity = (-0.000000126 * t - 0.00004193) * t + 0.01673011
    let size = 0.0056932 * .pi / 180 * eccentricity
    let perigee =
      (((0.012 * t + 1.65) * t + 6190.67) * t + 1_015_489.951) / 3600 * .pi / 180
    let j = (days + 2_433_282.42345905 - 2_451_545) / 36525
    let obliquity =
      (84381.448 + j * (-46.8150 + j * (-0.00059 + j * 0.001813))) / 3600 * .pi / 180
    let down = -size * cos(perigee)
    return Vector(size * sin(perigee), down * cos(obliquity), down * sin(obliquity))
  }

  private static func year(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  func icrs(longitude: Double, latitude: Double) -> SkyPosition {
    let own = Self.vector(longitude, latitude)
    let plain = own - aberration + (aberration * own).sum() * own
    return Self.position(matrix * plain)
  }

  /// Longitude and latitude in the system, in degrees.
  func own(_ sky: SkyPosition) -> (longitude: Double, latitude: Double) {
    let plain = matrix.transposed * Self.vector(sky.ra, sky.dec)
    var own = plain
    if aberration != .zero {
      for _ in 0..<10 { own = (aberration + plain) / (1 + (aberration * own).sum()) }
    }
    let place = Self.position(own)
    return (place.ra, place.dec)
  }

  private static func vector(_ longitude: Double, _ latitude: Double) -> Vector {
    let (l, b) = (longitude * .pi / 180, latitude * .pi / 180)
    return Vector(cos(b) * cos(l), cos(b) * sin(l), sin(b))
  }

  private static func position(_ v: Vector) -> SkyPosition {
    SkyPosition(
      ra: atan2(v.y, v.x) * 180 / .pi,
      dec: atan2(v.z, (v.x * v.x + v.y * v.y).squareRoot()) * 180 / .pi)
  }
}

/// A matrix of three rows.
struct Rotation {
  private let rows: [SIMD3<Double>]

  init(_ rows: [SIMD3<Double>]) { self.rows = rows }

  static func * (a: Rotation, v: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3((a.rows[0] * v).sum(), (a.rows[1] * v).sum(), (a.rows[2] * v).sum())
  }

  static func * (a: Rotation, b: Rotation) -> Rotation {
    let columns = b.transposed.rows.map { a * $0 }
    return Rotation(columns).transposed
  }

  var transposed: Rotation {
    Rotation((0..<3).map { SIMD3(rows[0][$0], rows[1][$0], rows[2][$0]) })
  }

  func adding(_ other: Rotation, times factor: Double) -> Rotation {
    Rotation(zip(rows, other.rows).map { $0 + factor * $1 })
  }

  /// Of the coordinates about an axis (0 to 2), by seconds of arc.
  private static func turn(_ seconds: Double, about axis: Int) -> Rotation {
    let angle = seconds / 3600 * .pi / 180
    let (next, last) = ((axis + 1) % 3, (axis + 2) % 3)
    var rows = [SIMD3<Double>](repeating: .zero, count: 3)
    rows[axis][axis] = 1
    (rows[next][next], rows[next][last]) = (cos(angle), sin(angle))
    (rows[last][next], rows[last][last]) = (-sin(angle), cos(angle))
    return Rotation(rows)
  }

  /// Precession by its three angles in seconds of arc.
  static func precession(zeta: Double, z: Double, theta: Double) -> Rotation {
    turn(-z, about: 2) * turn(theta, about: 1) * turn(-zeta, about: 2)
  }
}

/// Matrices from systems to ICRS, as astropy 7 has them.
extension SkyFrame {
  private static let galactic = Rotation([
    [-0.05487565771259218, 0.49410943719272665, -0.8676661375596585],
    [-0.8734370519556162, -0.4448297212232957, -0.19807633727300056],
    [-0.4838350736167156, 0.7469821839866677, 0.45598381368730206],
  ])
  private static let supergalactic = Rotation([
    [0.3750155557030318, -0.8983204377276134, 0.22887490937543636],
    [0.3413588718562474, -0.0957271002488506, -0.9350456902649072],
    [0.8618801851683193, 0.4287851600030201, 0.27075049949244606],
  ])
  /// The mean ecliptic and equinox of J2000.
  private static let ecliptic = Rotation([
    [0.99999999999999423, 3.2897004162583059e-08, -1.0207044720705120e-07],
    [-7.0783690265377455e-08, 9.1748212991495848e-01, -3.9777699944404310e-01],
    [8.0562139776131874e-08, 3.9777699944404793e-01, 9.1748212991495548e-01],
  ])
  private static let fk5 = Rotation([
    [0.99999999999999278, 1.1102233738475023e-07, 4.4118034299296302e-08],
    [-1.1102233290551095e-07, 0.99999999999998912, -9.6477927450260902e-08],
    [-4.4118044980967748e-08, 9.6477922460101329e-08, 0.99999999999999434],
  ])
  private static let murray = Rotation([
    [0.9999256794956877, -0.0111814832204662, -0.0048590038153592],
    [0.0111814832391717, 0.9999374848933135, -0.0000271625947142],
    [0.0048590037723143, -0.0000271702937440, 0.9999881946023742],
  ])
  /// FK4 turns against FK5, by the century.
  private static let murrayRate = Rotation([
    [-0.0026455262e-6, -1.1539918689e-6, 2.1111346190e-6],
    [1.1540628161e-6, -0.0129042997e-6, 0.0236021478e-6],
    [-2.1112979048e-6, -0.0056024448e-6, 0.0102587734e-6],
  ])
}
