internal import CGDAL
import Rasters

/// What a stored value is.
package enum SampleType: Sendable, Equatable, CaseIterable {
  case uint8, int8, uint16, int16, uint32, int32, uint64, int64, float16, float32, float64, complex

  /// GDAL's numbers for types that not every release has a name for: UInt64 and
  /// Int64 since 3.5, Int8 since 3.7, Float16 since 3.11.
  private static let numbered: [UInt32: SampleType] = [
    12: .uint64, 13: .int64, 14: .int8, 15: .float16,
  ]

  /// - Parameter isSignedByte: whether the file says that its bytes are signed
  ///   (`PIXELTYPE=SIGNEDBYTE`), for which GDAL before 3.7 has no type.
  init(_ type: GDALDataType, isSignedByte: Bool) {
    switch type {
    case GDT_Byte: self = isSignedByte ? .int8 : .uint8
    case GDT_UInt16: self = .uint16
    case GDT_Int16: self = .int16
    case GDT_UInt32: self = .uint32
    case GDT_Int32: self = .int32
    case GDT_Float32: self = .float32
    case GDT_Float64: self = .float64
    default: self = Self.numbered[UInt32(type.rawValue)] ?? .complex
    }
  }

  /// What a file of such values is made as.
  var gdal: GDALDataType {
    switch self {
    case .uint8, .int8: GDT_Byte
    case .uint16: GDT_UInt16
    case .int16: GDT_Int16
    case .uint32: GDT_UInt32
    case .int32: GDT_Int32
    case .uint64: GDALDataType(12)
    case .int64: GDALDataType(13)
    case .float16, .float32: GDT_Float32
    case .float64: GDT_Float64
    case .complex: GDT_CFloat32
    }
  }

  /// Bytes of one value.
  package var byteCount: Int {
    switch self {
    case .uint8, .int8: 1
    case .uint16, .int16, .float16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64, .complex: 8
    }
  }

  package var name: String {
    switch self {
    case .uint8: "Byte"
    case .int8: "Int8"
    case .uint16: "UInt16"
    case .int16: "Int16"
    case .uint32: "UInt32"
    case .int32: "Int32"
    case .uint64: "UInt64"
    case .int64: "Int64"
    case .float16: "Float16"
    case .float32: "Float32"
    case .float64: "Float64"
    case .complex: "complex"
    }
  }

  /// The whole numbers that it holds; nil for others.
  package var wholeRange: ClosedRange<Int128>? {
    switch self {
    case .uint8: 0...255
    case .int8: -128...127
    case .uint16: 0...65535
    case .int16: -32768...32767
    case .uint32: 0...Int128(UInt32.max)
    case .int32: Int128(Int32.min)...Int128(Int32.max)
    case .uint64: 0...Int128(UInt64.max)
    case .int64: Int128(Int64.min)...Int128(Int64.max)
    case .float16, .float32, .float64, .complex: nil
    }
  }

  /// Float32 holds every value of it.
  package var fitsFloat: Bool {
    switch self {
    case .uint8, .int8, .uint16, .int16, .float16, .float32: true
    case .uint32, .int32, .uint64, .int64, .float64, .complex: false
    }
  }

  /// Float64 holds every value of it.
  package var fitsDouble: Bool { self != .uint64 && self != .int64 && self != .complex }
}

extension Resampling {
  var gdal: GDALRIOResampleAlg {
    switch self {
    case .nearest: GRIORA_NearestNeighbour
    case .bilinear: GRIORA_Bilinear
    case .cubic: GRIORA_Cubic
    case .average: GRIORA_Average
    }
  }
}
