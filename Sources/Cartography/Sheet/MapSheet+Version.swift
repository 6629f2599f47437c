internal import CCairo

extension MapSheet {
  /// The version of the library that draws.
  package static var cairoVersion: String { String(cString: cairo_version_string()) }
}
