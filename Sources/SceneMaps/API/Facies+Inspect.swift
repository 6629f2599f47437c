import Foundation
import Jobs
import Products
import RasterIO
import Rasters
import Scenes

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
  /// For a scene file, says what a run would read.
  package static func inspect(
    _ paths: [String], allowsVirtualRasters: Bool = false
  ) throws -> Inspection {
    if let path = paths.first, paths.count == 1, path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      return try inspect(OpenScene(Scene(file: path)))
    }
    if allowsVirtualRasters { _ = try VirtualRaster.admit(paths) }
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

  private static func inspect(_ source: OpenScene) -> Inspection {
    let (stack, grid) = (source.stack, source.grid)
    let tests = stack.quality.flatMap(\.tests).map(\.name)
    let rules = source.masks.facts.map {
      Inspection.Mask(name: $0.name, meaning: $0.rule, isDefault: true)
    }
    return Inspection(
      name: source.scene.name, product: stack.product, level: stack.level, sensor: stack.sensor,
      acquired: stack.acquired, width: grid.width, height: grid.height,
      reference: grid.wkt == nil ? nil : reference(grid.reference),
      transform: grid.transform?.coefficients,
      pixelMetres: grid.pixelMetres.map { [$0.across, $0.down] },
      bands: stack.bands.map { band($0, remark: nil) }
        + stack.maskBands.map { band($0, remark: "for masks only") },
      missing: [],
      masks: tests.reduce(into: []) { masks, name in
        guard !masks.contains(where: { $0.name == name }) else { return }
        masks.append(.init(name: name, meaning: "quality of the product", isDefault: true))
      } + rules, parts: [], notes: stack.notes)
  }

  /// The label of a band; with the input's name if there are several inputs.
  private static func label(_ band: BandSource) -> String {
    let isComputed = band.label == band.plainName && !band.input.isEmpty
    return [band.input, isComputed ? "" : band.label].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func band(_ band: BandSource, remark: String?) -> Inspection.Band {
    return Inspection.Band(
      name: band.name, label: label(band), wavelength: band.wavelength,
      quantity: band.quantity.rawValue, scaling: band.scalingText,
      type: band.type.name, pixels: "\(band.grid.width)x\(band.grid.height)",
      noData: band.noData.map { "\($0)" }, isUsed: remark == nil, remark: remark, path: band.path)
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
