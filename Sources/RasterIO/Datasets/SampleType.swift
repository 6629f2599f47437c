internal import CGDAL

/// What a stored value is.
package enum SampleType: Sendable, Equatable {
  case uint8, int8, uint16, int16, uint32, int32, float32, float64, complex

  init(_ type: GDALDataType, isSignedByte: Bool) {
    switch type {
    case GDT_Byte: self = isSignedByte ? .int8 : .uint8
    case GDT_UInt16: self = .uint16
    case GDT_Int16: self = .int16
    case GDT_UInt32: self = .uint32
    case GDT_Int32: self = .int32
    case GDT_Float32: self = .float32
    case GDT_Float64: self = .float64
    default: self = .complex
    }
  }

  var gdal: GDALDataType {
    switch self {
    case .uint8, .int8: GDT_Byte
    case .uint16: GDT_UInt16
    case .int16: GDT_Int16
    case .uint32: GDT_UInt32
    case .int32: GDT_Int32
    case .float32: GDT_Float32
    case .float64: GDT_Float64
    case .complex: GDT_CFloat32
    }
  }

  /// Bytes of one value.
  package var byteCount: Int {
    switch self {
    case .uint8, .int8: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .float64, .complex: 8
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
    case .float32: "Float32"
    case .float64: "Float64"
    case .complex: "complex"
    }
  }
}

/// How values are taken from a grid that is not the target's.
package enum Resampling: String, Sendable, CaseIterable {
  case nearest, bilinear, cubic, average

  var gdal: GDALRIOResampleAlg {
    switch self {
    case .nearest: GRIORA_NearestNeighbour
    case .bilinear: GRIORA_Bilinear
    case .cubic: GRIORA_Cubic
    case .average: GRIORA_Average
    }
  }
}
