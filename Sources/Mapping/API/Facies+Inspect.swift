import Foundation
import Products
import Rasters

/// What a product or file is: what `facies inspect` prints.
public struct Inspection: Codable, Sendable {
  public struct Band: Codable, Sendable {
    public var name: String
    public var label: String
    /// Micrometres.
    public var wavelength: Double?
    public var quantity: String
    public var scaling: String
    public var type: String?
    public var pixels: String?
    public var noData: [String]
    /// Whether a run uses it unless told otherwise.
    public var isUsed: Bool
    public var remark: String?
    public var path: String
  }

  public struct Mask: Codable, Sendable {
    public var name: String
    public var meaning: String
    public var isDefault: Bool
  }

  public var name: String
  public var product: String
  public var level: String
  public var sensor: String
  public var acquired: String?
  public var width: Int?
  public var height: Int?
  public var reference: String?
  public var transform: [Double]?
  public var pixelMetres: [Double]?
  public var bands: [Band]
  public var missing: [String]
  public var masks: [Mask]
  public var parts: [String]
  public var notes: [String]
}

extension Facies {
  /// Looks at a product or file without reading its pixels.
  public static func inspect(_ paths: [String]) throws -> Inspection {
    let d = try ProductCatalogue.describe(ProductRequest(paths: paths))
    return Inspection(
      name: d.name, product: d.product, level: d.level, sensor: d.sensor, acquired: d.acquired,
      width: d.grid?.width, height: d.grid?.height,
      reference: d.grid.flatMap { $0.wkt == nil ? nil : reference($0.reference) },
      transform: d.grid?.transform?.coefficients,
      pixelMetres: d.grid?.pixelMetres.map { [$0.across, $0.down] },
      bands: d.bands.map(band), missing: d.missing,
      masks: d.masks.map { .init(name: $0.name, meaning: $0.meaning, isDefault: $0.isDefault) },
      parts: d.parts, notes: d.notes)
  }

  private static func reference(_ reference: Grid.Reference) -> String {
    [reference.name, reference.code.map { "(\($0))" } ?? ""].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func band(_ band: ProductDescription.Band) -> Inspection.Band {
    Inspection.Band(
      name: band.name, label: band.label, wavelength: band.wavelength,
      quantity: band.quantity.rawValue, scaling: band.scaling, type: band.type?.name,
      pixels: band.grid.map { "\($0.width)x\($0.height)" }, noData: band.noData.map { "\($0)" },
      isUsed: band.isUsed, remark: band.remark, path: band.path)
  }
}
