package import Foundation
package import Rasters

extension MapItem {
  /// A finished item with other names and colours of the units; nil where it
  /// is none of ours.
  package static func renamed(_ item: Data, _ legend: Legend) throws -> Data? {
    guard case .object(var root)? = try? JSONDecoder().decode(JSONValue.self, from: item),
      case .object(var assets)? = root["assets"], case .object(var units)? = assets["units"],
      case .list? = units[classesKey]
    else { return nil }
    units[classesKey] = classes(legend)
    assets["units"] = .object(units)
    root["assets"] = .object(assets)
    return try JSONValue.object(root).data()
  }

  static let classesKey = "classification:classes"
}
