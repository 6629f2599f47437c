internal import CGDAL
import RasterIO
import Rasters

extension VectorReader {
  /// Tables that QGIS lays beside what somebody means.
  private static let helpers = ["layer_styles", "qgis_projects"]

  /// The layer of a name, or the only one that suits.
  func layer(_ name: String?, for use: VectorUse) throws -> VectorLayer {
    let all = layers
    if let name, !name.isEmpty { return try named(name, among: all) }
    let own = all.filter { !Self.helpers.contains($0.name) }
    guard own.count > 1 else {
      guard let only = own.first ?? all.first else { throw Failure("'\(path)' has no layer") }
      return only
    }
    let suitable = own.filter(use.suits)
    guard let only = suitable.first else {
      throw Failure.usage(
        "no layer of '\(path)' holds \(use.words); it has \(Self.list(own))")
    }
    guard suitable.count == 1 else {
      let example = VectorName(path, layer: only.name).text
      throw Failure.usage(
        "'\(path)' has \(suitable.count) layers of \(use.words), of which one must be named: "
          + "\(Self.list(suitable)); write '\(example)'")
    }
    return only
  }

  private func named(_ name: String, among all: [VectorLayer]) throws -> VectorLayer {
    if let exact = all.first(where: { $0.name == name }) { return exact }
    let names = all.map(\.name)
    throw Failure.usage(
      "'\(path)' has no layer '\(name)'" + DidYouMean.hint(for: name, among: names) + "; it has "
        + Self.list(all))
  }

  private static func list(_ layers: [VectorLayer]) -> String {
    layers.prefix(20).map(\.facts).joined(separator: ", ") + (layers.count > 20 ? ", …" : "")
  }

  /// Refuses a layer that lies nowhere.
  func checkPlaces(of layer: VectorLayer) throws {
    guard layer.kind == .table else { return }
    guard driver == "CSV" else {
      throw Failure.usage("'\(path)' holds a table without geometry (\(layer.name))")
    }
    let names = layer.fields.joined(separator: ", ")
    throw Failure.usage(
      "which columns of '\(path)' hold the coordinates? Name them x and y (in the map's own "
        + "reference system), lon and lat, or WKT; it has \(names)")
  }
}
