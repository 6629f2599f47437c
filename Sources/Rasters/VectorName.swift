/// The name of a vector file and of the layer of it that is meant, which QGIS
/// writes into one text: `areas.gpkg|layername=lakes`.
public struct VectorName: Sendable, Hashable {
  public var path: String
  /// Nil where nobody names one.
  public var layer: String?

  /// - Parameter layer: counts before one in the text.
  public init(_ text: String, layer: String? = nil) {
    guard let mark = text.firstRange(of: Self.mark) else {
      (path, self.layer) = (text, layer)
      return
    }
    // QGIS may add what it filters by, which nobody has typed.
    let name = text[mark.upperBound...].prefix { $0 != "|" }
    path = String(text[..<mark.lowerBound])
    self.layer = layer ?? (name.isEmpty ? nil : String(name))
  }

  private static let mark = "|layername="

  /// As QGIS writes it.
  public var text: String { path + (layer.map { Self.mark + $0 } ?? "") }
}
