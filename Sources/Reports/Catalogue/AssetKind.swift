/// A file of a map as a catalogue lists it.
struct AssetKind {
  let key: String
  let file: String
  let type: String
  let title: String
  let roles: [String]

  private static let cog = "image/tiff; application=geotiff; profile=cloud-optimized"

  static let all = [
    AssetKind(
      key: "units", file: "units.tif", type: cog, title: "Map of units",
      roles: ["data"]),
    AssetKind(
      key: "polygons", file: "units.gpkg", type: "application/geopackage+sqlite3",
      title: "Units as polygons", roles: ["data"]),
    AssetKind(
      key: "confidence", file: "confidence.tif", type: cog,
      title: "Margin between the best and the second unit", roles: ["data"]),
    AssetKind(
      key: "features", file: "features.tif", type: cog, title: "What was learnt from",
      roles: ["data"]),
    AssetKind(
      key: "anomaly", file: "anomaly.tif", type: cog,
      title: "Error of rebuilding a pixel from its code", roles: ["data"]),
    AssetKind(
      key: "map", file: "map.png", type: "image/png", title: "Map sheet", roles: ["overview"]),
    AssetKind(
      key: "report", file: "report.html", type: "text/html", title: "Report",
      roles: ["metadata"]),
    AssetKind(
      key: "statistics", file: "units.csv", type: "text/csv", title: "Table of the units",
      roles: ["metadata"]),
    AssetKind(
      key: "model", file: "model.safetensors", type: "application/octet-stream",
      title: "Fitted model (safetensors)", roles: ["model"]),
    AssetKind(
      key: "style", file: "units.sld", type: "application/vnd.ogc.sld+xml",
      title: "Style of the map", roles: ["metadata"]),
    AssetKind(
      key: "run", file: "run.json", type: "application/json", title: "Record of the run",
      roles: ["metadata"]),
  ]
}
