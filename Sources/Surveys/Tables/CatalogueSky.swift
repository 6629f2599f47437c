/// Which columns of a catalogue are the place on the sky, and in which
/// reference system.
package struct CatalogueSky: Sendable, Equatable {
  /// RADESYS of the image: ICRS, FK5, FK4 …
  package var system: String
  /// In years; nil is that of the system, 2000 or 1950.
  package var equinox: Double?
  /// Names of columns in degrees.
  package var ra: String
  package var dec: String

  package init(system: String, equinox: Double? = nil, ra: String = "ra", dec: String = "dec") {
    self.system = system
    self.equinox = equinox
    self.ra = ra
    self.dec = dec
  }

  /// VOTable 1.4's name of the system; nil for those that it does not know.
  var coordinateSystem: String? {
    switch system.uppercased() {
    case "ICRS", "": "ICRS"
    case "FK5": "eq_FK5"
    case "FK4": "eq_FK4"
    default: nil
    }
  }

  /// "J2000"; nil where the system has none.
  var equinoxText: String? {
    switch coordinateSystem {
    case "eq_FK5": "J" + Self.year(equinox ?? 2000)
    case "eq_FK4": "B" + Self.year(equinox ?? 1950)
    default: nil
    }
  }

  private static func year(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e6 ? "\(Int(value))" : "\(value)"
  }
}
