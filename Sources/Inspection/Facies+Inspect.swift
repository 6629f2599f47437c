import Foundation
import Jobs
import Products
import RasterIO
import Rasters
import SceneMaps
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
    /// Whether stored values can be negative; nil where that is not known.
    public var isSigned: Bool?
    /// The unit that the file states.
    public var unit: String?
    /// The least and the greatest stored value that counts; "-inf" and "inf" are open.
    public var validRange: [String]?
    /// What else leaves pixels out: "mask of the file", "mask of the band", "alpha band",
    /// "values of all bands together".
    public var mask: String?
    /// How many colours its palette has: values are indices.
    public var palette: Int?
    /// How many of its values have names.
    public var categories: Int?
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
  /// What a raster of one band would be as labels; nil for others.
  public var labels: LabelInspection?
}

extension Facies {
  /// Looks at a product or file without reading its pixels, except those of a raster of one band,
  /// which may be labels. For a scene file, says what a run would read.
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
      parts: d.parts, notes: d.notes, labels: labels(paths, d))
  }

  /// A file of one band beside transparency, and of no product, may be labels.
  private static func labels(_ paths: [String], _ d: ProductDescription) -> LabelInspection? {
    guard paths.count == 1, d.bands.count == 1, let place = try? LocalPath.file(paths[0]),
      d.bands[0].path == place.absolute || d.bands[0].path == place.typed
    else { return nil }
    return try? LabelInspection(path: place.absolute)
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
    var out = Inspection.Band(
      name: band.name, label: label(band), wavelength: band.wavelength,
      quantity: band.quantity.rawValue, scaling: band.scalingText,
      type: band.type.name, pixels: "\(band.grid.width)x\(band.grid.height)",
      noData: noData(band.noData, band.wholeNoData), isUsed: remark == nil, remark: remark,
      path: band.path)
    if let facts = try? RasterDataset(path: band.path).bands,
      facts.indices.contains(band.band - 1)
    {
      out.add(facts[band.band - 1], validRange: band.validRange)
    }
    return out
  }

  /// With all digits of integers of 64 bits.
  private static func noData(_ values: [Double], _ wholes: [Int128]) -> [String] {
    let rounded = Set(wholes.map { Double($0) })
    return values.filter { !rounded.contains($0) }.map { "\($0)" } + wholes.map { "\($0)" }
  }

  private static func reference(_ reference: Grid.Reference) -> String {
    [reference.name, reference.code.map { "(\($0))" } ?? ""].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func band(_ band: ProductDescription.Band) -> Inspection.Band {
    var out = Inspection.Band(
      name: band.name, label: band.label, wavelength: band.wavelength,
      quantity: band.quantity.rawValue, scaling: band.scaling, type: band.type?.name,
      pixels: band.grid.map { "\($0.width)x\($0.height)" },
      noData: noData(band.noData, [band.values?.wholeNoData].compactMap(\.self)),
      isUsed: band.isUsed, remark: band.remark, path: band.path)
    if let values = band.values { out.add(values, validRange: band.validRange) }
    return out
  }
}

extension Inspection.Band {
  /// What the file says of the band's values beside its type and nodata.
  fileprivate mutating func add(
    _ facts: RasterDataset.Band, validRange range: ClosedRange<Double>?
  ) {
    let wholes = facts.type.wholeRange
    isSigned = facts.type == .complex ? nil : wholes.map { $0.lowerBound < 0 } ?? true
    unit = facts.unit.isEmpty ? nil : facts.unit
    validRange = range.map { range in
      [range.lowerBound, range.upperBound].map { "\(StoredNumber.real($0))" }
    }
    mask = facts.mask.text
    palette = facts.hasColourTable ? facts.paletteSize : nil
    categories = facts.categories.isEmpty ? nil : facts.categories.count
  }
}
