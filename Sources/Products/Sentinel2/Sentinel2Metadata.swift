import Foundation
import RasterIO
import Rasters

/// What the MTD_MSIL1C.xml or MTD_MSIL2A.xml of a product says.
struct Sentinel2Metadata {
  enum Level: String {
    case l1c = "L1C"
    case l2a = "L2A"

    /// What the numbers are once they are scaled.
    var quantity: String { self == .l1c ? "toa-reflectance" : "surface-reflectance" }
  }

  /// An image that the product lists.
  struct Image {
    var name: Sentinel2ImageName
    /// Below the product's folder, without extension.
    var path: String
  }

  let level: Level
  /// "S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126"
  let name: String
  /// "Sentinel-2B"
  let satellite: String
  /// ISO 8601.
  let acquired: String?
  let images: [Image]
  /// Centre wavelengths in micrometres by band id.
  let wavelengths: [Int: Double]
  let root: SafeXML.Element
  /// How messages name the file.
  let shown: String

  /// Real files have about 50 kB; old ones of many tiles a few MB.
  static let largestFile = 16 << 20

  init(_ bytes: [UInt8], shown: String) throws {
    root = try SafeXML.parse(bytes, shown: shown)
    self.shown = shown
    level = try Self.level(of: root, shown)
    let uri = root.value("PRODUCT_URI", "PRODUCT_URI_2A", "PRODUCT_URI_1C") ?? ""
    name = uri.hasSuffix(".SAFE") ? String(uri.dropLast(5)) : uri
    satellite = root.value("SPACECRAFT_NAME") ?? "Sentinel-2"
    acquired = root.value("DATATAKE_SENSING_START", "PRODUCT_START_TIME").map(Self.seconds)
    images = try Self.images(of: root, shown)
    wavelengths = Self.wavelengths(of: root)
  }

  private static func level(of root: SafeXML.Element, _ shown: String) throws -> Level {
    switch root.name {
    case "Level-1C_User_Product": return .l1c
    case "Level-2A_User_Product": return .l2a
    case "Level-1B_User_Product", "Level-1A_User_Product":
      throw Failure("\(shown) is of a \(root.name.prefix(8)), not on a map; use Level-1C or -2A")
    default:
      throw Failure("\(shown) begins with <\(root.name.prefix(60))>: no Sentinel-2 product")
    }
  }

  /// "2021-09-08T04:27:01.024Z" to the second.
  private static func seconds(_ time: String) -> String {
    time.firstIndex(of: ".").map { time[..<$0] + "Z" } ?? time
  }

  /// The bands and masks among the listed images. "IMAGE_FILE_2A" is how
  /// early Level-2A products list them.
  private static func images(of root: SafeXML.Element, _ shown: String) throws -> [Image] {
    let listed = root.all("IMAGE_FILE", "IMAGE_FILE_2A").map(\.text.trimmingSpaces)
    if listed.isEmpty { return try oldImages(of: root, shown) }
    return try listed.compactMap { try image($0, shown) }
  }

  /// Products before December 2016 list names without folders.
  private static func oldImages(of root: SafeXML.Element, _ shown: String) throws -> [Image] {
    try root.all("Granules", "Granule").flatMap { granule -> [Image] in
      let folder = "GRANULE/\(granule.attributes["granuleIdentifier"] ?? "")/IMG_DATA/"
      return try granule.all("IMAGE_ID", "IMAGE_ID_2A").compactMap {
        try image(folder + $0.text.trimmingSpaces, shown)
      }
    }
  }

  private static func image(_ path: String, _ shown: String) throws -> Image? {
    guard VirtualFiles.isInside(path), path.utf8.count <= 1024 else {
      throw Failure(
        "\(shown) lists the image '\(path.prefix(80))', which is outside the product: refused")
    }
    let stem = path.split(separator: "/").last.map(String.init) ?? ""
    return Sentinel2ImageName(stem: stem).map { Image(name: $0, path: path) }
  }

  private static func wavelengths(of root: SafeXML.Element) -> [Int: Double] {
    var found: [Int: Double] = [:]
    for band in root.all("Spectral_Information") {
      guard let id = band.attributes["bandId"].flatMap({ Int($0) }),
        let nanometres = band.all("CENTRAL").first?.number, (300...3000).contains(nanometres)
      else { continue }
      found[id] = (nanometres * 10).rounded() / 10_000
    }
    return found
  }

  /// "GRANULE/L1C_T46RER_A032448_20210908T043714"; the product's one tile.
  func granule() throws -> String {
    let folders = unique(images.compactMap { Self.granule(of: $0.path) })
    guard folders.count <= 1 else {
      throw Failure(
        "\(shown) lists \(folders.count) tiles; fetch the tiles as products of their own, or "
          + "name the band files of one")
    }
    return folders.first ?? ""
  }

  private static func granule(of path: String) -> String? {
    path.range(of: "/IMG_DATA/").map { String(path[..<$0.lowerBound]) }
  }
}
