import Foundation
import RasterIO
import Rasters

/// Miniature ASTER granules under true names, with the structure and the
/// metadata keys of real ones. The three telescopes share the middles of
/// their corner pixels.
struct MiniAster {
  static let l1t = "AST_L1T_00305032000040446_20150409135350_78838"
  static let late = "AST_L1T_00309032009003144_20150411122552_103734"
  static let doubtful = "AST_L1T_00306152007040446_20150409135350_78838"
  static let surface = "AST_07XT_00305032000040446_20190805061316_8698"
  static let emissivity = "AST_05_00305032000040446_20211109202540_19729"
  static let temperature = "AST_08_00305032000040446_20211109202424_8809"

  var granule = MiniAster.l1t
  var date = "20000503"
  var elevation: Double? = 75.830363
  var gains = [
    "01": "HGH", "02": "HGH", "3N": "NOR", "04": "NOR", "05": "NOR", "06": "NOR", "07": "NOR",
    "08": "NOR", "09": "NOR",
  ]
  /// Cells of 90 m between the first and the last thermal pixel.
  var cells = 2
  var telescopes = ["VNIR", "SWIR", "TIR"]
  var isSouthern = false
  var zone = 48
  /// The middle of the first pixel, with negative northings in the south.
  var left: Double = 252_000
  var top: Double?

  private static let bands = [
    "VNIR": ["1", "2", "3N"], "SWIR": ["4", "5", "6", "7", "8", "9"],
    "TIR": ["10", "11", "12", "13", "14"],
  ]

  func size(_ telescope: String) -> Int {
    cells * (["VNIR": 6, "SWIR": 3][telescope] ?? 1) + 1
  }

  private var north: Double { top ?? (isSouthern ? -2_250_000 : 1_744_560) }
  private var extent: Double { Double(cells) * 90 }

  /// Four kinds of ground in blocks, from 1 up; the corner is dummy.
  func values(_ band: String, _ size: Int, isThermal: Bool) -> [Int] {
    let number = Int(band.filter(\.isNumber)) ?? 1
    return (0..<size * size).map { index in
      let (row, column) = (index / size, index % size)
      if row == 0, column == 0 { return 0 }
      let ground = (row * 4 / size + 2 * (column * 4 / size)) % 4
      let grain = (row * 7 + column * 13 + number * 5) % 5
      return isThermal
        ? 1000 + 60 * ground + 10 * number + grain : 41 + 30 * ground + 3 * number + grain
    }
  }

  // MARK: HDF

  func writeHDF(to folder: TemporaryFolder) {
    let swaths = telescopes.map { telescope in
      let size = size(telescope)
      return HDF4Writer.Swath(
        name: "\(telescope)_Swath", width: size, height: size,
        fields: (Self.bands[telescope] ?? []).map { band in
          HDF4Writer.Field(
            name: "ImageData\(band)", type: telescope == "TIR" ? .uint16 : .uint8,
            values: values(band, size, isThermal: telescope == "TIR"))
        })
    }
    HDF4Writer.alone {
      HDF4Writer()?.write(
        swaths, attributes: ["coremetadata.0": core, "productmetadata.0": product],
        to: folder.file("\(granule).hdf"))
    }
  }

  private var core: String {
    Self.odl(
      "INVENTORYMETADATA",
      [
        ("SHORTNAME", "\"AST_L1T\""), ("CALENDARDATE", "\"\(date)\""),
        ("TIMEOFDAY", "\"040446534000Z\""),
        ("NORTHBOUNDINGCOORDINATE", isSouthern ? "-20.34" : "15.77"),
      ])
  }

  private var product: String {
    let settings = gains.sorted { $0.key < $1.key }.enumerated().map { index, gain in
      ("GAIN", "(\"\(gain.key)\", \"\(gain.value)\")", "\(index + 1)")
    }
    let (bottom, right) = (north - extent, left + extent)
    return Self.odl(
      "ASTERGENERICMETADATA",
      [
        elevation.map { ("SOLARDIRECTION", "(86.162211, \($0))") },
        ("ASTERMAPPROJECTION", "\"Universal Transverse Mercator\""), ("UTMZONENUMBER", "\(zone)"),
        ("UPPERLEFTM", "(\(north), \(left))"), ("UPPERRIGHTM", "(\(north), \(right))"),
        ("LOWERLEFTM", "(\(bottom), \(left))"), ("LOWERRIGHTM", "(\(bottom), \(right))"),
      ].compactMap(\.self), settings)
  }

  private static func odl(
    _ group: String, _ objects: [(String, String)], _ classes: [(String, String, String)] = []
  ) -> String {
    let plain = objects.map { object($0.0, $0.1, nil) }
    let all = plain + classes.map { object($0.0, $0.1, $0.2) }
    return "\nGROUP = \(group)\n  GROUPTYPE = MASTERGROUP\n\n" + all.joined()
      + "END_GROUP = \(group)\nEND\n"
  }

  private static func object(_ name: String, _ value: String, _ number: String?) -> String {
    let marked = number.map { "    CLASS = \"\($0)\"\n" } ?? ""
    let count = value.hasPrefix("(") ? 2 : 1
    return "  OBJECT = \(name)\n\(marked)    NUM_VAL = \(count)\n    VALUE = \(value)\n"
      + "  END_OBJECT = \(name)\n"
  }

  // MARK: metadata beside the granule

  func writeXML(to folder: TemporaryFolder) throws {
    try folder.write(xml, "\(granule).hdf.xml")
  }

  private var xml: String {
    let settings = gains.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let modes = ["VNIR1": "VNIR", "SWIR": "SWIR", "TIR": "TIR"].sorted { $0.key < $1.key }
    let pairs =
      modes.map { ("\($0.key)_ObservationMode", telescopes.contains($0.value) ? "ON" : "OFF") }
      + [("ASTERGains", settings.joined(separator: ", "))]
      + (elevation.map { [("Solar_Elevation_Angle", "\($0)")] } ?? [])
    let attributes = pairs.map {
      """
                  <PSA>
                      <PSAName>\($0.0)</PSAName>
                      <PSAValue>\($0.1)</PSAValue>
                  </PSA>

      """
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE GranuleMetaDataFile SYSTEM "http://ecsinfo.gsfc.nasa.gov/x.dtd">
      <GranuleMetaDataFile>
          <GranuleURMetaData>
              <LocalGranuleID>\(granule)</LocalGranuleID>
              <SingleDateTime>
                  <TimeofDay>04:04:46.534000</TimeofDay>
                  <CalendarDate>\(dashed)</CalendarDate>
              </SingleDateTime>
              <PSAs>
      \(attributes.joined())        </PSAs>
          </GranuleURMetaData>
      </GranuleMetaDataFile>

      """
  }

  private var dashed: String {
    "\(date.prefix(4))-\(date.dropFirst(4).prefix(2))-\(date.suffix(2))"
  }

  // MARK: TIFF

  /// One TIFF a band; `ending` makes its name's end of telescope and label.
  func writeTIFFs(
    to folder: TemporaryFolder, type: SampleType? = nil,
    ending: (String, String) -> String = { "_\($0)_\($1).tif" }
  ) throws {
    for telescope in telescopes {
      for band in Self.bands[telescope] ?? [] {
        try writeTIFF(
          ending(telescope, Self.label(band)), [band], telescope, type: type, to: folder)
      }
    }
  }

  /// One TIFF a telescope, as on AWS.
  func writeTelescopeTIFFs(to folder: TemporaryFolder) throws {
    for telescope in telescopes {
      let bands = Self.bands[telescope] ?? []
      try writeTIFF("_\(telescope).tif", bands, telescope, type: nil, to: folder)
    }
  }

  private static func label(_ band: String) -> String {
    band == "3N" ? "B03N" : band.count == 1 ? "B0\(band)" : "B\(band)"
  }

  private func writeTIFF(
    _ ending: String, _ bands: [String], _ telescope: String, type: SampleType?,
    to folder: TemporaryFolder
  ) throws {
    let size = size(telescope)
    let pixel: Double = telescope == "VNIR" ? 15 : telescope == "SWIR" ? 30 : 90
    let grid = Grid(
      width: size, height: size,
      transform: GeoTransform(
        left: left - pixel / 2, top: north + pixel / 2, pixelWidth: pixel, pixelHeight: pixel),
      wkt: SpatialReference.wkt(epsg: 32600 + zone))
    let writer = try RasterWriter(
      path: folder.file(granule + ending), grid: grid, bands: bands.count,
      type: type ?? (telescope == "TIR" ? .uint16 : .uint8))
    for (index, band) in bands.enumerated() {
      let row = values(band, size, isThermal: telescope == "TIR").map(Float.init)
      try row.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        try writer.write(base, window: grid.extent, band: index + 1, rowStride: size)
      }
    }
    try writer.finish()
  }
}
