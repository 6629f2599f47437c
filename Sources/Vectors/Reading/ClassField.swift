internal import CGDAL
import Foundation
import RasterIO
import Rasters

/// The field that holds the class of features. Two values are one class only
/// if they are equal: nothing is rounded or cut off. Blanks around a text do
/// not count.
struct ClassField {
  let index: Int32
  private let name: String
  private let path: String
  private let type: OGRFieldType
  private let isSingle: Bool
  /// Floating-point numbers of the file are binary ones, so that none was
  /// rounded while it was read.
  private let isBinary: Bool

  /// Whole numbers up to this one are all different in Float64.
  private static let mostExact = 9_007_199_254_740_992.0

  init(_ field: String, of layer: VectorLayer, in reader: VectorReader) throws {
    index = layer.index(of: field)
    guard index >= 0 else { throw reader.unknown(field, of: layer) }
    (name, path) = (field, reader.path)
    let definition = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(layer.handle), index)
    type = OGR_Fld_GetType(definition)
    isSingle = OGR_Fld_GetSubType(definition) == OFSTFloat32
    isBinary = ["GPKG", "FlatGeobuf"].contains(reader.driver)
    let understood = [
      OFTInteger, OFTInteger64, OFTReal, OFTString, OFTDate, OFTTime, OFTDateTime,
    ]
    guard understood.contains(type) else {
      throw Failure.usage(
        "the field '\(field)' of '\(path)' holds \(type == OFTBinary ? "bytes" : "lists"); a class "
          + "is one number, text or date")
    }
  }

  /// The class of a feature; nil where there is none.
  func text(_ feature: OGRFeatureH) throws -> String? {
    guard OGR_F_IsFieldSetAndNotNull(feature, index) != 0 else { return nil }
    switch type {
    case OFTInteger, OFTInteger64: return "\(OGR_F_GetFieldAsInteger64(feature, index))"
    case OFTReal: return try text(OGR_F_GetFieldAsDouble(feature, index))
    default:
      let text = Self.string(OGR_F_GetFieldAsString(feature, index))
        .trimmingCharacters(in: .whitespacesAndNewlines)
      return text.isEmpty ? nil : text
    }
  }

  /// Bytes that are no UTF-8 are taken for Latin 1, so that different ones
  /// stay different.
  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    guard let text else { return "" }
    return String(validatingCString: text)
      ?? String(
        String.UnicodeScalarView(
          UnsafeBufferPointer(start: text, count: strlen(text)).map {
            Unicode.Scalar(UInt8(bitPattern: $0))
          }))
  }

  private func text(_ number: Double) throws -> String? {
    guard !number.isNaN else { return nil }
    if let whole = Int64(exactly: number), Double(abs(number)) <= Self.mostExact {
      return "\(whole)"
    }
    guard isBinary || abs(number) <= Self.mostExact else {
      throw Failure(
        "the field '\(name)' of '\(path)' holds \(number) as a floating-point number, which cannot "
          + "tell such large codes apart: store them as whole numbers or as text")
    }
    return isSingle ? "\(Float(number))" : "\(number)"
  }
}
