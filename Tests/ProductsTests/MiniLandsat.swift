import Foundation
import RasterIO
import Rasters

/// A folder that goes when its owner goes.
final class TemporaryFolder {
  let path: String
  private let isOwned: Bool

  init() throws {
    path = NSTemporaryDirectory() + "products-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    isOwned = true
  }

  /// A folder inside another one, made if need be, which goes with that.
  init(at path: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    isOwned = false
  }

  deinit { if isOwned { try? FileManager.default.removeItem(atPath: path) } }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
  }

  /// A raster of one value a band.
  func raster(
    _ name: String, width: Int = 6, height: Int = 5, values: [Float] = [10_000],
    type: SampleType = .uint16, transform: GeoTransform? = nil, epsg: Int? = nil,
    noData: Double? = nil, descriptions: [String] = []
  ) throws {
    let grid = Grid(
      width: width, height: height, transform: transform,
      wkt: epsg.flatMap(SpatialReference.wkt(epsg:)))
    let writer = try RasterWriter(
      path: file(name), grid: grid, bands: values.count, type: type, noData: noData,
      descriptions: descriptions)
    for (index, value) in values.enumerated() {
      let row = [Float](repeating: value, count: width * height)
      try row.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        try writer.write(base, window: grid.extent, band: index + 1, rowStride: width)
      }
    }
    try writer.finish()
  }

  /// Runs `tar` in the folder.
  func tar(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tar"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }
}

/// Miniature Landsat products under true names: 6 x 5 pixels, the corners of
/// a scene in the south with a northern zone.
struct MiniLandsat {
  static let l1 = "LC08_L1TP_227074_20190809_20200827_02_T1"
  static let l2 = "LC08_L2SP_204023_20200927_20201006_02_T1"
  static let l7 = "LE07_L1TP_195025_20010730_20170204_01_T1"
  static let l5 = "LT52240631988227CUB02"

  static let corners = """
        CORNER_UL_PROJECTION_X_PRODUCT = 441000.0
        CORNER_UL_PROJECTION_Y_PRODUCT = -2188020.0
        CORNER_LR_PROJECTION_X_PRODUCT = 441150.0
        CORNER_LR_PROJECTION_Y_PRODUCT = -2188140.0
        REFLECTIVE_LINES = 5
        REFLECTIVE_SAMPLES = 6
        THERMAL_LINES = 5
        THERMAL_SAMPLES = 6
        PANCHROMATIC_LINES = 9
        PANCHROMATIC_SAMPLES = 11
    """
  static let projection = """
        MAP_PROJECTION = "UTM"
        DATUM = "WGS84"
        UTM_ZONE = 21
        GRID_CELL_SIZE_PANCHROMATIC = 15.00
        GRID_CELL_SIZE_REFLECTIVE = 30.00
        GRID_CELL_SIZE_THERMAL = 30.00
    """

  /// Landsat 8 Collection 2 Level 1.
  static let l1MTL = """
    GROUP = LANDSAT_METADATA_FILE
      GROUP = PRODUCT_CONTENTS
        LANDSAT_PRODUCT_ID = "\(l1)"
        PROCESSING_LEVEL = "L1TP"
        COLLECTION_NUMBER = 02
    \(files(l1, (1...11).map { ("BAND_\($0)", "B\($0)") } + [("QUALITY_L1_PIXEL", "QA_PIXEL")]))
      END_GROUP = PRODUCT_CONTENTS
      GROUP = IMAGE_ATTRIBUTES
        SPACECRAFT_ID = "LANDSAT_8"
        SENSOR_ID = "OLI_TIRS"
        DATE_ACQUIRED = 2019-08-09
        SCENE_CENTER_TIME = "13:53:06.1234560Z"
        SUN_ELEVATION = 30.0
      END_GROUP = IMAGE_ATTRIBUTES
      GROUP = PROJECTION_ATTRIBUTES
    \(corners)
    \(projection)
      END_GROUP = PROJECTION_ATTRIBUTES
      GROUP = LEVEL1_RADIOMETRIC_RESCALING
    \(list((1...11).map { ("RADIANCE_MULT_BAND_\($0)", "3.3420E-04") }))
    \(list((1...11).map { ("RADIANCE_ADD_BAND_\($0)", "0.10000") }))
    \(list((1...9).map { ("REFLECTANCE_MULT_BAND_\($0)", "2.0000E-05") }))
    \(list((1...9).map { ("REFLECTANCE_ADD_BAND_\($0)", "-0.100000") }))
      END_GROUP = LEVEL1_RADIOMETRIC_RESCALING
      GROUP = LEVEL1_THERMAL_CONSTANTS
        K1_CONSTANT_BAND_10 = 774.8853
        K2_CONSTANT_BAND_10 = 1321.0789
      END_GROUP = LEVEL1_THERMAL_CONSTANTS
    END_GROUP = LANDSAT_METADATA_FILE
    END

    """

  /// Landsat 8 Collection 2 Level 2, which repeats Level 1 constants.
  static let l2MTL = """
    GROUP = LANDSAT_METADATA_FILE
      GROUP = PRODUCT_CONTENTS
        LANDSAT_PRODUCT_ID = "\(l2)"
        PROCESSING_LEVEL = "L2SP"
        COLLECTION_NUMBER = 02
    \(files(l2, (1...7).map { ("BAND_\($0)", "SR_B\($0)") } + [
      ("BAND_ST_B10", "ST_B10"), ("QUALITY_L1_PIXEL", "QA_PIXEL"),
      ("QUALITY_L2_AEROSOL", "SR_QA_AEROSOL"),
    ]))
      END_GROUP = PRODUCT_CONTENTS
      GROUP = IMAGE_ATTRIBUTES
        SPACECRAFT_ID = "LANDSAT_8"
        SENSOR_ID = "OLI_TIRS"
        SUN_ELEVATION = 33.8
      END_GROUP = IMAGE_ATTRIBUTES
      GROUP = PROJECTION_ATTRIBUTES
    \(corners)
    \(projection)
      END_GROUP = PROJECTION_ATTRIBUTES
      GROUP = LEVEL1_RADIOMETRIC_RESCALING
    \(list((1...9).map { ("REFLECTANCE_MULT_BAND_\($0)", "2.0000E-05") }))
      END_GROUP = LEVEL1_RADIOMETRIC_RESCALING
      GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
    \(list((1...7).map { ("REFLECTANCE_MULT_BAND_\($0)", "2.75e-05") }))
    \(list((1...7).map { ("REFLECTANCE_ADD_BAND_\($0)", "-0.2") }))
      END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
      GROUP = LEVEL2_SURFACE_TEMPERATURE_PARAMETERS
        TEMPERATURE_MULT_BAND_ST_B10 = 0.00341802
        TEMPERATURE_ADD_BAND_ST_B10 = 149.0
      END_GROUP = LEVEL2_SURFACE_TEMPERATURE_PARAMETERS
      GROUP = LEVEL1_PROCESSING_RECORD
        PROCESSING_LEVEL = "L1TP"
        FILE_NAME_BAND_1 = "LC08_L1TP_204023_20200927_20201006_02_T1_B1.TIF"
      END_GROUP = LEVEL1_PROCESSING_RECORD
    END_GROUP = LANDSAT_METADATA_FILE
    END

    """

  /// Landsat 7 Collection 1.
  static let l7MTL = """
    GROUP = L1_METADATA_FILE
      GROUP = METADATA_FILE_INFO
        LANDSAT_PRODUCT_ID = "\(l7)"
        COLLECTION_NUMBER = 01
      END_GROUP = METADATA_FILE_INFO
      GROUP = PRODUCT_METADATA
        DATA_TYPE = "L1TP"
        SPACECRAFT_ID = "LANDSAT_7"
        SENSOR_ID = "ETM"
        DATE_ACQUIRED = 2001-07-30
    \(corners)
    \(files(l7, etm.map { ("BAND_\($0)", "B\($0)") } + [("BAND_QUALITY", "BQA")]))
      END_GROUP = PRODUCT_METADATA
      GROUP = IMAGE_ATTRIBUTES
        SUN_ELEVATION = 53.87765310
      END_GROUP = IMAGE_ATTRIBUTES
      GROUP = RADIOMETRIC_RESCALING
    \(list(etm.map { ("RADIANCE_MULT_BAND_\($0)", "0.067") }))
    \(list(etm.map { ("RADIANCE_ADD_BAND_\($0)", "-0.06709") }))
    \(list(etm.map { ("REFLECTANCE_MULT_BAND_\($0)", "1.2E-03") }))
    \(list(etm.map { ("REFLECTANCE_ADD_BAND_\($0)", "-0.01") }))
      END_GROUP = RADIOMETRIC_RESCALING
      GROUP = PROJECTION_PARAMETERS
    \(projection)
      END_GROUP = PROJECTION_PARAMETERS
    END_GROUP = L1_METADATA_FILE
    END

    """

  private static let etm = ["1", "2", "3", "4", "5", "6_VCID_1", "6_VCID_2", "7", "8"]

  /// Landsat 5 before collections: radiance only, padded with NULs.
  static let l5MTL = """
    GROUP = L1_METADATA_FILE
      GROUP = METADATA_FILE_INFO
        LANDSAT_SCENE_ID = "\(l5)"
      END_GROUP = METADATA_FILE_INFO
      GROUP = PRODUCT_METADATA
        DATA_TYPE = "L1T"
        SPACECRAFT_ID = "LANDSAT_5"
        SENSOR_ID = "TM"
        DATE_ACQUIRED = 1988-08-14
    \(corners)
    \(files(l5, (1...7).map { ("BAND_\($0)", "B\($0)") }))
      END_GROUP = PRODUCT_METADATA
      GROUP = IMAGE_ATTRIBUTES
        SUN_ELEVATION = 49.75588889
      END_GROUP = IMAGE_ATTRIBUTES
      GROUP = RADIOMETRIC_RESCALING
    \(list((1...7).map { ("RADIANCE_MULT_BAND_\($0)", "0.671") }))
    \(list((1...7).map { ("RADIANCE_ADD_BAND_\($0)", "-2.19134") }))
      END_GROUP = RADIOMETRIC_RESCALING
      GROUP = PROJECTION_PARAMETERS
    \(projection)
      END_GROUP = PROJECTION_PARAMETERS
    END_GROUP = L1_METADATA_FILE
    END
    \u{0}\u{0}\u{0}
    """

  /// Landsat 5 as written before 2012.
  static let oldMTL = """
    GROUP = L1_METADATA_FILE
      GROUP = METADATA_FILE_INFO
        REQUEST_ID = "0101010101"
      END_GROUP = METADATA_FILE_INFO
      GROUP = PRODUCT_METADATA
        PRODUCT_TYPE = "L1T"
        SPACECRAFT_ID = "Landsat5"
        SENSOR_ID = "TM"
        ACQUISITION_DATE = 1988-08-14
        PRODUCT_UL_CORNER_MAPX = 441000.000
        PRODUCT_UL_CORNER_MAPY = -2188020.000
        PRODUCT_LR_CORNER_MAPX = 441150.000
        PRODUCT_LR_CORNER_MAPY = -2188140.000
    \(list((1...7).map { ("BAND\($0)_FILE_NAME", "\"L5224063_06319880814_B\($0)0.TIF\"") }))
      END_GROUP = PRODUCT_METADATA
      GROUP = MIN_MAX_RADIANCE
    \(list((1...7).map { ("LMAX_BAND\($0)", "169.000") }))
    \(list((1...7).map { ("LMIN_BAND\($0)", "-1.520") }))
      END_GROUP = MIN_MAX_RADIANCE
      GROUP = MIN_MAX_PIXEL_VALUE
    \(list((1...7).map { ("QCALMAX_BAND\($0)", "255.0") }))
    \(list((1...7).map { ("QCALMIN_BAND\($0)", "1.0") }))
      END_GROUP = MIN_MAX_PIXEL_VALUE
      GROUP = PRODUCT_PARAMETERS
        SUN_ELEVATION = 49.7558889
      END_GROUP = PRODUCT_PARAMETERS
      GROUP = PROJECTION_PARAMETERS
        REFERENCE_DATUM = "WGS84"
        GRID_CELL_SIZE_THM = 30.000
        GRID_CELL_SIZE_REF = 30.000
        MAP_PROJECTION = "UTM"
      END_GROUP = PROJECTION_PARAMETERS
      GROUP = UTM_PARAMETERS
        ZONE_NUMBER = 21
      END_GROUP = UTM_PARAMETERS
    END_GROUP = L1_METADATA_FILE
    END

    """

  private static func files(_ product: String, _ pairs: [(String, String)]) -> String {
    list(pairs.map { ("FILE_NAME_\($0)", "\"\(product)_\($1).TIF\"") })
  }

  private static func list(_ pairs: [(String, String)]) -> String {
    pairs.map { "    \($0) = \($1)" }.joined(separator: "\n")
  }

  /// An MTL of groups in one file, in another of USGS's forms.
  static func mtl(_ text: String, _ form: String) -> String {
    var (out, isFirst) = ("", true)
    for line in text.split(separator: "\n") {
      let parts = line.components(separatedBy: " = ").map {
        $0.trimmingCharacters(in: .init(charactersIn: " \""))
      }
      guard parts.count == 2 else { continue }
      switch (parts[0], form) {
      case ("GROUP", "xml"): out += "<\(parts[1])>"
      case ("END_GROUP", "xml"): out += "</\(parts[1])>\n"
      case (_, "xml"): out += "<\(parts[0])>\(parts[1])</\(parts[0])>\n"
      case ("GROUP", _):
        out += (isFirst ? "" : ",") + "\n\"\(parts[1])\": {"
        isFirst = true
      case ("END_GROUP", _):
        out += "}"
        isFirst = false
      default:
        out += (isFirst ? "" : ",") + "\"\(parts[0])\": \"\(parts[1])\""
        isFirst = false
      }
    }
    return form == "xml" ? "<?xml version=\"1.0\"?>\n" + out : "{" + out + "}"
  }

  /// Writes a product's MTL and some of its bands.
  static func write(
    _ product: String, mtl: String, bands: [String], to folder: TemporaryFolder,
    type: SampleType = .uint16
  ) throws {
    try folder.write(mtl, "\(product)_MTL.txt")
    for band in bands {
      let isPan = band == "B8"
      try folder.raster(
        "\(product)_\(band).TIF", width: isPan ? 11 : 6, height: isPan ? 9 : 5,
        values: [type == .uint8 ? 100 : 10_000], type: type)
    }
  }
}
