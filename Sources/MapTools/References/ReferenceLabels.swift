package import Fitting
import RasterIO
package import Rasters
import Settings
import Vectors

/// A reference as rows of class numbers on a map's grid.
package struct ReferenceLabels {
  /// Classes that are known beforehand, by the numbers that rows hold: those of
  /// polygons, and those that a raster has names for.
  package let classes: [LabelCategory]
  package let alignment: String
  private let source: Source

  private enum Source {
    case shapes(PolygonMask, Grid, notes: [String])
    case raster(LabelCodes, ReferenceSampler)
  }

  /// `path` may name the layer of a vector file; `layer` does so too.
  package init(path: String, field: String?, layer: String? = nil, onto grid: Grid) throws {
    let name = VectorName(path, layer: layer)
    let file = try LocalPath.file(name.path)
    if VectorReader.isVector(file.absolute) {
      let field = try field ?? Self.onlyField(of: file.absolute, layer: name.layer, typed: path)
      let polygons = try PolygonMask(
        path: file.absolute, layer: name.layer, field: field, onto: grid)
      classes = polygons.classes.enumerated().map { .init(value: $0 + 1, name: $1) }
      alignment = "polygons drawn on the map's grid by their field '\(field)'"
      source = .shapes(polygons, grid, notes: polygons.notes)
      return
    }
    guard field == nil, name.layer == nil else {
      let what = field == nil ? "a layer" : "\(MapSettings.field)" as Message
      throw Failure.usage("\(what) goes with polygons; '\(name.path)' is a raster")
    }
    let codes = try LabelCodes(path: file.absolute)
    let sampler = try ReferenceSampler(codes, name: file.absolute, onto: grid)
    classes = try codes.names.compactMap { code, name in
      let number = try codes.announce(code)
      return number == 0 ? nil : LabelCategory(value: Int(number), name: name)
    }
    alignment = sampler.method
    source = .raster(codes, sampler)
  }

  package func labels(ofRows range: Range<Int>) throws -> [UInt16] {
    switch source {
    case .shapes(let polygons, let grid, _):
      try polygons.rasterise(
        Window(column: 0, row: range.lowerBound, width: grid.width, height: range.count), of: grid)
    case .raster(_, let sampler): try sampler.labels(ofRows: range)
    }
  }

  /// What is to be known about how the labels were read, once they are.
  package var notes: [String] {
    switch source {
    case .shapes(_, _, let notes): notes
    case .raster(let codes, let sampler): sampler.notes + codes.notes
    }
  }

  /// A matrix of class numbers with the classes by name, in the order of their
  /// codes.
  package func named(_ matrix: ConfusionMatrix) throws -> ConfusionMatrix {
    guard case .raster(let codes, _) = source else { return matrix }
    let all = codes.codes
    let order = matrix.classes.map(\.value).sorted { all[$0 - 1] < all[$1 - 1] }
    let names = codes.names
    return try matrix.renumbered(
      classes: order.map { (from: $0, name: names[all[$0 - 1]] ?? "class \(all[$0 - 1])") })
  }

  /// The field that holds the class, where it is not said.
  package static func onlyField(
    of path: String, layer: String? = nil, typed: String
  ) throws -> String {
    let fields = try PolygonMask.fields(of: path, layer: layer)
    guard let only = likelyField(among: fields) else {
      guard !fields.isEmpty else {
        let why = try VectorReader(path: path).fieldless
        throw Failure.usage("'\(typed)' has no field that could hold the class\(why)")
      }
      throw Failure.usage(
        "which field of '\(typed)' holds the class? Add \(MapSettings.field) (in a scene "
          + "file, field: beside file:) with one of "
          + fields.joined(separator: ", "))
    }
    return only
  }

  /// The field that holds the class by its name, or because it is the only one.
  static func likelyField(among fields: [String]) -> String? {
    let likely = ["class", "label", "name", "unit", "lithology", "classname", "class_name"]
    return fields.first { likely.contains($0.lowercased()) }
      ?? (fields.count == 1 ? fields[0] : nil)
  }
}
