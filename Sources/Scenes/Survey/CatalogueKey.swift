import Documents
import Settings

/// The key `catalogue` of a survey file.
enum CatalogueKey {
  static func catalogue(_ value: YAMLValue) throws -> Survey.Catalogue {
    guard value.isMapping else {
      return Survey.Catalogue(path: try value.path("catalogue"))
    }
    let entries = try value.mapping(
      "catalogue", known: CatalogueSettings.all.keys(below: "catalogue"))
    guard let path = entries["path"] else { throw value.error("catalogue has no 'path'") }
    var catalogue = Survey.Catalogue(path: try path.path("path"))
    if let columns = entries["columns"] {
      for (key, _, name) in try columns.entries(
        "columns", known: CatalogueSettings.all.keys(below: "catalogue.columns"))
      {
        catalogue.columns[key] = try name.string(key)
      }
    }
    catalogue.raInHours =
      try entries["ra-hours"]?.read(CatalogueSettings.raInHours)
      ?? catalogue.raInHours
    catalogue.pixelOrigin =
      try entries["pixel-origin"]?.read(CatalogueSettings.pixelOrigin)
      ?? catalogue.pixelOrigin
    return catalogue
  }

  static func text(_ catalogue: Survey.Catalogue) -> String {
    var entries = ["path: \(YAMLText.quoted(catalogue.path))"]
    if !catalogue.columns.isEmpty {
      let columns = catalogue.columns.sorted { $0.key < $1.key }
        .map { "\($0.key): \(YAMLText.quoted($0.value))" }
      entries.append("columns: {\(columns.joined(separator: ", "))}")
    }
    if catalogue.raInHours { entries.append("ra-hours: true") }
    if let origin = catalogue.pixelOrigin { entries.append("pixel-origin: \(origin)") }
    return "{\(entries.joined(separator: ", "))}"
  }
}
