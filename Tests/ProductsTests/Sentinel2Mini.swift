import Foundation
import RasterIO
import Rasters

/// Miniature Sentinel-2 products under true names and in the true structure:
/// a corner of a tile with 60, 30 and 10 pixels a side at 10, 20 and 60 m,
/// JP2 images and the metadata's own elements.
struct Sentinel2Mini {
  enum Level: String { case l1c = "L1C", l2a = "L2A" }

  var level = Level.l2a
  var baseline = "04.00"
  /// Added to every number by those who read it; nil for no list at all.
  var offset: Int?
  var day = "20220413"
  /// Pixel sizes that are written and listed.
  var sizes = [10, 20, 60]

  init(_ level: Level, _ baseline: String, day: String = "20220413", sizes: [Int] = [10, 20, 60]) {
    self.level = level
    self.baseline = baseline
    self.day = day
    self.sizes = sizes
    offset = baseline < "04" ? nil : -1000
  }

  static let labels = [
    "B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12",
  ]
  static let origin = (x: 499_980.0, y: 8_900_040.0)
  static let epsg = 32633
  var place = Place(tile: "T33XWJ", epsg: Self.epsg, x: Self.origin.x, y: Self.origin.y)

  /// Where the corner of a product lies.
  struct Place {
    var tile: String
    var epsg: Int
    var x: Double
    var y: Double
  }

  private var code: String { baseline.replacingOccurrences(of: ".", with: "") }
  private var time: String { day + "T150759" }
  var name: String {
    "S2B_MSI\(level.rawValue)_\(time)_N\(code)_R025_\(place.tile)_\(day)T182126"
  }
  var safe: String { name + ".SAFE" }
  var metadata: String { "MTD_MSI\(level.rawValue).xml" }
  var granule: String { "GRANULE/\(level.rawValue)_\(place.tile)_A026649_\(day)T150756" }
  private var stem: String { "\(place.tile)_\(time)" }

  static func native(_ label: String) -> Int {
    if ["B02", "B03", "B04", "B08"].contains(label) { return 10 }
    return ["B01", "B09", "B10"].contains(label) ? 60 : 20
  }

  /// Labels of the images of a pixel size; at Level-1C each band has one.
  private func labels(_ size: Int) -> [String] {
    let bands = Self.labels.filter { label in
      if level == .l1c { return Self.native(label) == size }
      if label == "B10" || label == "B08" { return label == "B08" && size == 10 }
      if label == "B01" { return size == 60 || size == 20 && baseline >= "04" }
      return Self.native(label) <= size
    }
    if level == .l1c { return size == 10 ? bands + ["TCI"] : bands }
    return bands + (size == 10 ? [] : ["SCL"]) + ["AOT", "WVP", "TCI"]
  }

  /// Below the product's folder, without extension.
  func image(_ label: String, _ size: Int? = nil) -> String {
    guard level == .l2a else { return "\(granule)/IMG_DATA/\(stem)_\(label)" }
    let size = size ?? Self.native(label)
    return "\(granule)/IMG_DATA/R\(size)m/\(stem)_\(label)_\(size)m"
  }

  var images: [(path: String, label: String, size: Int)] {
    sizes.flatMap { size in labels(size).map { (image($0, size), $0, size) } }
  }

  // MARK: numbers

  /// Reflectance times 10000 of a pixel, from 100 on.
  static func scaled(_ label: String, _ column: Int, _ row: Int) -> Int {
    let id = labels.firstIndex(of: label) ?? 0
    return 100 + 211 * id + 37 * column + 53 * row + (column * row) % 17
  }

  /// The stored number: no data at the first pixel, saturated at the second.
  func number(_ label: String, _ column: Int, _ row: Int) -> UInt16 {
    if row == 0, column < 2 { return column == 0 ? 0 : 65535 }
    return UInt16(clamping: Self.scaled(label, column, row) - (offset ?? 0))
  }

  /// Classes 0 to 11 in the first row of SCL, 5 elsewhere.
  static func sceneClass(_ column: Int, _ row: Int) -> UInt16 {
    row == 0 && column < 12 ? UInt16(column) : 5
  }

  // MARK: writing

  /// Writes the product's folder into `folder` and returns its path.
  @discardableResult
  func write(to folder: TemporaryFolder, as top: String? = nil) throws -> String {
    let root = folder.file(top ?? safe)
    for (name, text) in texts { try put(text, root + "/" + name) }
    for image in images { try write(image.label, image.size, root + "/" + image.path + ".jp2") }
    try writeMasks(root + "/" + granule + "/QI_DATA")
    return root
  }

  func put(_ text: String, _ path: String) throws {
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func write(_ label: String, _ size: Int, _ path: String) throws {
    switch label {
    case "SCL": try Sentinel2JP2.write(path, size, [Self.sceneClass], at: place, isByte: true)
    case "TCI":
      try Sentinel2JP2.write(
        path, size, (1...3).map { band in { UInt16(($0 + $1 + band) % 250 + 1) } },
        at: place, isByte: true)
    default: try Sentinel2JP2.write(path, size, [{ number(label, $0, $1) }], at: place)
    }
  }

  /// Cloud probability is the column, snow probability the row, in percent;
  /// opaque cloud, cirrus and snow are pixels (0, 1), (1, 1) and (2, 1) of
  /// 60 m.
  private func writeMasks(_ folder: String) throws {
    guard baseline >= "04" else {
      return try put("<eop:Mask/>", folder + "/MSK_CLOUDS_B00.gml")
    }
    try put("", folder + "/.keep")
    try Sentinel2JP2.write(
      folder + "/MSK_CLASSI_B00.jp2", 60,
      (0...2).map { band in { UInt16($0 == band && $1 == 1 ? 1 : 0) } }, at: place,
      isByte: true)
    guard level == .l2a else { return }
    try Sentinel2JP2.write(
      folder + "/MSK_CLDPRB_20m.jp2", 20, [{ column, _ in UInt16(column) }], at: place,
      isByte: true)
    try Sentinel2JP2.write(
      folder + "/MSK_SNWPRB_20m.jp2", 20, [{ _, row in UInt16(row) }], at: place,
      isByte: true)
  }
}
