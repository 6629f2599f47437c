extension MapItem {
  /// A file of a map as a catalogue lists it.
  package struct Asset: Sendable {
    package var key: String
    package var file: String
    package var type: MediaType
    package var title: String
    package var roles: [String]
    /// What the pixels of a raster are; nil where nothing is said of them.
    package var band: Band?
    /// Whether it lists the units: the map itself.
    package var hasClasses = false

    package init(
      _ key: String, file: String, _ type: MediaType, _ title: String, roles: [String] = ["data"],
      band: Band? = nil, hasClasses: Bool = false
    ) {
      self.key = key
      self.file = file
      self.type = type
      self.title = title
      self.roles = roles
      self.band = band
      self.hasClasses = hasClasses
    }
  }

  package enum MediaType: String, Sendable {
    case cog = "image/tiff; application=geotiff; profile=cloud-optimized"
    case geoPackage = "application/geopackage+sqlite3"
    case png = "image/png"
    case html = "text/html"
    case csv = "text/csv"
    case json = "application/json"
    case binary = "application/octet-stream"
    case styledLayer = "application/vnd.ogc.sld+xml"
  }

  package struct Band: Sendable {
    package var name: String
    package var type: String
    /// Nil is "not a number".
    package var noData: Int?
    package var unit: String?

    package init(_ name: String, type: String = "uint8", noData: Int?, unit: String? = nil) {
      self.name = name
      self.type = type
      self.noData = noData
      self.unit = unit
    }
  }
}
