import Rasters

/// Formats of catalogues, told by the ending of the file.
package enum CatalogueFormat: String, CaseIterable, Sendable {
  case csv = ".csv"
  case fits = ".fits"
  case voTable = ".vot"
  case geoPackage = ".gpkg"

  package init(path: String) throws {
    guard let format = Self.allCases.first(where: { path.lowercased().hasSuffix($0.rawValue) })
    else {
      let endings = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure.usage("'\(path)' must end in one of \(endings)")
    }
    self = format
  }
}
