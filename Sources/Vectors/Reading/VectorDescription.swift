internal import CGDAL
import RasterIO
package import Rasters

/// What a vector file holds, layer by layer, found by reading it once.
package struct VectorDescription: Sendable, Equatable {
  package struct Layer: Sendable, Equatable {
    package var name: String
    /// What its geometries are declared to be: "areas", "geometries of any kind".
    package var kind: String
    /// It has no geometry at all.
    package var isTable = false
    package var features = 0
    /// How many features are areas, lines or points, and how many lie nowhere.
    package var areas = 0
    package var lines = 0
    package var points = 0
    package var nowhere = 0
    /// Nil where the file does not say.
    package var reference: Grid.Reference?
    /// West, south, east, north in its own system; nil where nothing lies anywhere.
    package var extent: [Double]?
    /// Columns of a delimited text that hold the coordinates.
    package var coordinates: [String] = []
    package var fields: [Field] = []
  }

  package struct Field: Sendable, Equatable {
    package var name: String
    package var type: String
    /// Different values that are classes; nil where there are more than ``most``.
    package var distinct: Int?
    /// Features without a class in it: NULL, empty, blanks, NaN.
    package var empty = 0
    /// The first classes in their order, with how many features have them.
    package var values: [Value] = []
    /// Why it can hold no class.
    package var problem: String?
  }

  package struct Value: Sendable, Equatable {
    package var text: String
    package var features: Int
  }

  /// Different values of a field that are counted.
  package static let most = 10_000
  private static let mostListed = 50

  /// GDAL's name of the format.
  package var format: String
  package var layers: [Layer]
  /// Why there may be no field at all: " (its table 'x.dbf' is missing)".
  package var fieldless: String

  /// - Parameter layer: describes only this one.
  package init(path: String, layer: String? = nil) throws {
    let reader = try VectorReader(path: path)
    format = reader.driver
    fieldless = reader.fieldless
    let chosen = try layer.map { [try reader.layer($0, for: .rows)] } ?? reader.layers
    layers = try chosen.map { try Self.describe($0, in: reader) }
  }

  private static func describe(_ layer: VectorLayer, in reader: VectorReader) throws -> Layer {
    var out = Layer(name: layer.name, kind: layer.kind.rawValue)
    out.reference = layer.wkt.map { SpatialReference.reference(wkt: $0) }
    out.isTable = layer.kind == .table
    out.coordinates = layer.coordinateNames
    var columns = layer.fields.map { FieldCensus($0, of: layer, in: reader) }
    var box: OGREnvelope?
    try layer.forEachFeature { feature, geometry in
      out.features += 1
      for index in columns.indices { columns[index].add(feature) }
      guard let geometry, OGR_G_IsEmpty(geometry) == 0 else {
        out.nowhere += 1
        return
      }
      switch OGR_G_GetDimension(geometry) {
      case 2: out.areas += 1
      case 1: out.lines += 1
      default: out.points += 1
      }
      box = joined(box, geometry)
    }
    out.extent = box.map { [$0.MinX, $0.MinY, $0.MaxX, $0.MaxY] }
    out.fields = columns.map { $0.field(listing: mostListed) }
    return out
  }

  private static func joined(_ box: OGREnvelope?, _ geometry: OGRGeometryH) -> OGREnvelope {
    var own = OGREnvelope()
    OGR_G_GetEnvelope(geometry, &own)
    guard let box else { return own }
    return OGREnvelope(
      MinX: min(box.MinX, own.MinX), MaxX: max(box.MaxX, own.MaxX),
      MinY: min(box.MinY, own.MinY), MaxY: max(box.MaxY, own.MaxY))
  }
}

/// Counts the classes in a field.
private struct FieldCensus {
  private var field: VectorDescription.Field
  private let reading: ClassField?
  private var counts: [String: Int]? = [:]

  init(_ name: String, of layer: VectorLayer, in reader: VectorReader) {
    field = .init(name: name, type: layer.typeName(of: name))
    do {
      reading = try ClassField(name, of: layer, in: reader)
    } catch {
      reading = nil
      refuse(error)
    }
  }

  private mutating func refuse(_ error: any Error) {
    field.problem = (error as? any FaciesError)?.message.description ?? "\(error)"
    counts = nil
  }

  mutating func add(_ feature: OGRFeatureH) {
    guard let reading, field.problem == nil else { return }
    do {
      guard let text = try reading.text(feature) else { return field.empty += 1 }
      counts?[text, default: 0] += 1
      if counts?.count ?? 0 > VectorDescription.most { counts = nil }
    } catch {
      refuse(error)
    }
  }

  func field(listing most: Int) -> VectorDescription.Field {
    var out = field
    guard let counts else { return out }
    out.distinct = counts.count
    out.values = counts.keys.sorted(by: PolygonMask.naturally).prefix(most).map {
      .init(text: $0, features: counts[$0] ?? 0)
    }
    return out
  }
}

extension VectorLayer {
  /// Names of the columns of a delimited text that hold the coordinates.
  fileprivate var coordinateNames: [String] {
    guard let columns else { return [] }
    return [columns.x, columns.y].map { fieldName($0) }
  }

  private func fieldName(_ index: Int32) -> String {
    OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(handle), index)
      .flatMap { OGR_Fld_GetNameRef($0) }.map { String(cString: $0) } ?? ""
  }

  /// "whole numbers", "text".
  fileprivate func typeName(of field: String) -> String {
    let definition = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(handle), index(of: field))
    guard let definition else { return "" }
    switch OGR_Fld_GetType(definition) {
    case OFTInteger where OGR_Fld_GetSubType(definition) == OFSTBoolean: return "true or false"
    case OFTInteger, OFTInteger64: return "whole numbers"
    case OFTReal: return "numbers"
    case OFTString: return "text"
    case OFTDate: return "dates"
    case OFTTime: return "times"
    case OFTDateTime: return "dates and times"
    case OFTBinary: return "bytes"
    default: return "lists"
    }
  }
}

/// Which layer of a vector file is taken for a use, if nobody names one.
package enum LayerChoice: Sendable, Equatable {
  case taken(String)
  /// Why none is.
  case refused(String)

  package init(_ use: VectorUse, of path: String, layer: String? = nil) throws {
    let reader = try VectorReader(path: path)
    do {
      let found = try reader.layer(layer, for: use)
      try reader.checkPlaces(of: found)
      guard use != .areas || found.hasAreas else {
        self = .refused("'\(found.name)' holds no areas")
        return
      }
      self = .taken(found.name)
    } catch let error as Failure {
      self = .refused(error.description)
    }
  }
}
