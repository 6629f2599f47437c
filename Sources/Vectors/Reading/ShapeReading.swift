internal import CGDAL
import RasterIO
import Rasters

/// The features of a layer as shapes in a grid's reference system.
struct ShapeReading {
  /// Handles that the caller owns.
  private(set) var shapes: [OGRGeometryH?] = []
  /// Which feature every shape belongs to.
  private(set) var owners: [Int] = []
  /// The class of every feature; empty texts without a field.
  private(set) var classes: [String] = []
  private(set) var notes: [String] = []
  private var passedOver = PassedOver()
  private let grid: Grid
  private let wantsAreas: Bool
  private let transformation: OGRCoordinateTransformationH?

  init(_ reader: VectorReader, _ layer: VectorLayer, field: String?, onto grid: Grid) throws {
    self.grid = grid
    wantsAreas = field == nil
    let label = try field.map {
      try ClassField($0, of: layer, in: reader)
    }
    transformation = try Self.transformation(of: layer, onto: grid, path: reader.path)
    defer { transformation.map { OCTDestroyCoordinateTransformation($0) } }
    do {
      try read(reader, layer, label)
      try conclude(reader, layer, field: field)
    } catch {
      shapes.forEach { OGR_G_DestroyGeometry($0) }
      throw error
    }
  }

  private mutating func read(
    _ reader: VectorReader, _ layer: VectorLayer, _ label: ClassField?
  ) throws {
    let step = ArcStep(grid: grid, transformation: transformation)
    try layer.forEachFeature { feature, geometry in
      guard classes.count < VectorReader.most else { throw reader.tooMany }
      guard let geometry, OGR_G_IsEmpty(geometry) == 0 else {
        return passedOver.add(VectorReader.nowhere(layer))
      }
      guard let name = try label.map({ try $0.text(feature) }) ?? "" else {
        return passedOver.add(Self.classless)
      }
      let plain = PlainShapes(geometry) { step.degrees(for: geometry) }
      if let why = reason(plain) {
        plain.destroy()
        return passedOver.add(why)
      }
      owners += plain.shapes.map { _ in classes.count }
      shapes += plain.shapes.map(\.handle)
      classes.append(name)
    }
  }

  /// Why a feature is not used; it is brought to the grid's system here.
  private func reason(_ plain: PlainShapes) -> String? {
    guard let most = plain.shapes.map(\.kind.rawValue).max() else {
      return plain.strange.first.map { "of the kind \($0)" } ?? "without geometry"
    }
    if wantsAreas, most < PlainShapes.Kind.area.rawValue { return most == 1 ? "lines" : "points" }
    guard let transformation else { return nil }
    let isMoved = plain.shapes.allSatisfy {
      OGR_G_Transform($0.handle, transformation) == OGRERR_NONE
    }
    return isMoved ? nil : "that cannot be brought to \(grid.reference.name)"
  }

  private static let classless = "without a class"

  private mutating func conclude(
    _ reader: VectorReader, _ layer: VectorLayer, field: String?
  ) throws {
    let all = classes.count + passedOver.count
    let name = VectorName(reader.path, layer: reader.layers.count > 1 ? layer.name : nil).text
    if let field, all > 0, passedOver.count(Self.classless) == all {
      throw Failure.usage("the field '\(field)' of '\(name)' is empty in every feature")
    }
    guard !classes.isEmpty else {
      let what = wantsAreas ? "areas" : "labels"
      throw Failure(
        all == 0
          ? "'\(name)' holds no feature"
          : "'\(name)' holds no \(what); passed over: \(passedOver.text)")
    }
    if let note = passedOver.note(of: name, among: all) { notes.append(note) }
    if layer.wkt == nil, grid.wkt != nil {
      let mend = reader.driver == "ESRI Shapefile" ? " (a .prj file would)" : ""
      notes.append(
        "'\(name)' says no reference system\(mend): its coordinates are taken for "
          + grid.reference.name)
    }
  }

  /// From the layer's system to the grid's; nil where they are the same or
  /// either is unknown.
  private static func transformation(
    of layer: VectorLayer, onto grid: Grid, path: String
  ) throws -> OGRCoordinateTransformationH? {
    guard let to = grid.wkt else { return nil }
    let degrees = layer.columns?.isDegrees == true
    let own = degrees ? layer.wkt.flatMap { OSRNewSpatialReference($0) } : nil
    defer { own.map { OSRDestroySpatialReference($0) } }
    guard let source = own ?? OGR_L_GetSpatialRef(layer.handle) else { return nil }
    guard let target = OSRNewSpatialReference(to) else { return nil }
    defer { OSRDestroySpatialReference(target) }
    OSRSetAxisMappingStrategy(source, OAMS_TRADITIONAL_GIS_ORDER)
    OSRSetAxisMappingStrategy(target, OAMS_TRADITIONAL_GIS_ORDER)
    guard OSRIsSame(source, target) == 0 else { return nil }
    guard let made = OCTNewCoordinateTransformation(source, target) else {
      throw Failure("'\(path)' cannot be brought to \(grid.reference.name): \(GDAL.lastMessage)")
    }
    return made
  }
}
