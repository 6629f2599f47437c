import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// What metadata say, whole, wanting and hostile.
@Suite struct Sentinel2MetadataTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Opens a product whose metadata were changed.
  private func open(
    _ product: Sentinel2Mini, bands: [String]? = nil, as top: String? = nil,
    _ change: (String) -> String
  ) throws -> BandStack {
    let path = try product.write(to: folder, as: top)
    let text = product.texts[product.metadata] ?? ""
    try product.put(change(text), path + "/" + product.metadata)
    return try ProductCatalogue.open(.init(paths: [path], bands: bands))
  }

  private func refusal(_ product: Sentinel2Mini, _ change: (String) -> String) -> String {
    error { try open(product, change) }
  }

  private func shown(_ product: Sentinel2Mini) -> String {
    "'\(product.metadata)' in '\(folder.file(product.safe))'"
  }

  private func without(_ key: String, _ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains(key) }.joined(separator: "\n")
  }

  // MARK: offsets

  @Test(arguments: [Sentinel2Mini.Level.l1c, .l2a])
  func newProductsWithoutOffsetsAreRefused(level: Sentinel2Mini.Level) {
    let product = Sentinel2Mini(level, "04.00")
    #expect(
      refusal(product) { without("ADD_OFFSET", $0) }
        == "\(shown(product)) lists no offsets, but states processing baseline 04.00, and "
        + "products have offsets since 04.00: reflectance would be a guess; fetch the product "
        + "again")
  }

  /// The name alone is enough, in the metadata or on disk.
  @Test func namesAreBelieved() throws {
    let product = Sentinel2Mini(.l2a, "03.01")
    let changed = { (text: String) in text.replacingOccurrences(of: "_N0301_", with: "_N0400_") }
    #expect(refusal(product, changed).contains("states processing baseline 04.00"))
    let renamed = error { try open(product, as: "S2B_MSIL2A_x_N0509_R025.SAFE") { $0 } }
    #expect(renamed.contains("states processing baseline 05.09"))
  }

  /// Offsets count wherever they stand, whatever the baseline.
  @Test func offsetsAreTakenFromTheListAlone() throws {
    var product = Sentinel2Mini(.l2a, "02.12", day: "20190212")
    product.offset = -700
    let stack = try open(product) { $0 }
    #expect(stack.bands[0].calibration == .linear(gain: 1 / 10_000, offset: -0.07))
  }

  @Test func eachBandHasItsOwnOffset() throws {
    let stack = try open(Sentinel2Mini(.l2a, "04.00"), bands: ["red", "nir08"]) {
      $0.replacingOccurrences(of: "band_id=\"8\">-1000", with: "band_id=\"8\">-1200")
    }
    #expect(stack.bands.map { $0.calibration.value(of: 2200) } == [0.12, 0.1])
  }

  @Test func aBandWithoutAnOffsetIsRefused() throws {
    let product = Sentinel2Mini(.l2a, "04.00")
    #expect(
      refusal(product) { without("band_id=\"3\"", $0) }
        == "\(shown(product)) lists offsets, but none of red (B04)")
    let other = try open(product, bands: ["green"]) { without("band_id=\"3\"", $0) }
    #expect(other.bands.count == 1)
  }

  @Test(arguments: [">x<", "><", ">nan<", ">1e999<"])
  func offsetsThatAreNoNumbersAreRefused(value: String) {
    let message = refusal(Sentinel2Mini(.l2a, "04.00")) {
      $0.replacingOccurrences(of: "band_id=\"3\">-1000<", with: "band_id=\"3\"" + value)
    }
    #expect(message.contains("BOA_ADD_OFFSET"))
    #expect(message.contains("is no number"))
  }

  @Test(arguments: ["0", "-1", "ten", "inf"])
  func quantificationsThatAreNoneAreRefused(value: String) {
    let message = refusal(Sentinel2Mini(.l1c, "03.01")) {
      $0.replacingOccurrences(of: ">10000</Q", with: ">\(value)</Q")
    }
    #expect(message.hasSuffix("the quantification value '\(value)' is no number above 0"))
    #expect(
      refusal(Sentinel2Mini(.l2a, "04.00")) { without("BOA_QUANTIFICATION", $0) }
        .contains("states no quantification value"))
  }

  /// Sen2Cor's own products say 99.99; the Level-1C product below counts.
  @Test func localProcessing() throws {
    let product = Sentinel2Mini(.l2a, "02.07")
    let local = { (text: String) in
      text.replacingOccurrences(
        of: "<PROCESSING_BASELINE>02.07", with: "<PROCESSING_BASELINE>99.99"
      )
      .replacingOccurrences(of: "_N0207_", with: "_N9999_")
    }
    #expect(try open(product, local).bands[0].calibration == .linear(gain: 1e-4, offset: 0))
    let newer = { local($0).replacingOccurrences(of: "_N02.07\"", with: "_N04.00\"") }
    #expect(refusal(product, newer).contains("states processing baseline 04.00"))
  }

  // MARK: structure

  @Test func severalTilesAreRefused() {
    let product = Sentinel2Mini(.l1c, "03.01")
    let message = refusal(product) {
      $0.replacingOccurrences(
        of: "</Granule>",
        with: "<IMAGE_FILE>GRANULE/L1C_T33XVJ/IMG_DATA/T33XVJ_B02</IMAGE_FILE></Granule>")
    }
    #expect(
      message == "\(shown(product)) lists 2 tiles; fetch the tiles as products of their own, or "
        + "name the band files of one")
  }

  @Test func otherLevelsAreRefused() {
    let product = Sentinel2Mini(.l1c, "03.01")
    #expect(
      refusal(product) { $0.replacingOccurrences(of: "Level-1C_User", with: "Level-1B_User") }
        == "\(shown(product)) is of a Level-1B, not on a map; use Level-1C or -2A")
    #expect(
      refusal(product) { _ in "<kml/>" }
        == "\(shown(product)) begins with <kml>: no Sentinel-2 product")
  }

  /// Products before December 2016 have longer names and list only them.
  @Test func theOldFormat() throws {
    let root = folder.file("S2A_OPER_PRD_MSIL1C_PDMC_20151231.SAFE")
    let granule = "S2A_OPER_MSI_L1C_TL_SGS__20151231T235959_A002758_T33XWJ_N02.01"
    let image = "S2A_OPER_MSI_L1C_TL_SGS__20151231T235959_A002758_T33XWJ_"
    let product = Sentinel2Mini(.l1c, "02.01")
    let lines = Sentinel2Mini.labels.map { "<IMAGE_ID>\(image)\($0)</IMAGE_ID>" }
    let text = without("<IMAGE_FILE>", product.product)
      .replacingOccurrences(of: "</Granule>", with: lines.joined() + "</Granules>")
      .replacingOccurrences(of: "<Granule ", with: "<Granules ")
      .replacingOccurrences(
        of: "S2B_OPER_MSI_L1C_TL_VGS2_A026649_T33XWJ_N02.01", with: granule)
    try product.put(text, root + "/S2A_OPER_MTD_SAFL1C_PDMC_20151231.xml")
    for label in ["B02", "B11"] {
      try Sentinel2JP2.write(
        "\(root)/GRANULE/\(granule)/IMG_DATA/\(image)\(label).jp2", Sentinel2Mini.native(label),
        [{ _, _ in 3000 }])
    }
    let stack = try ProductCatalogue.open(.init(paths: [root], bands: ["blue", "swir1"]))
    #expect(stack.bands.map { $0.calibration.value(of: 3000) } == [0.3, 0.3])
  }

  // MARK: hostile

  @Test(
    arguments: [
      ("", "is empty (0 bytes)"),
      ("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "line 1: a document type declaration"),
      ("<?xml version='1.0'?>\n<a>&b;</a>", "line 2: the entity '&b;' is not one of XML's own"),
      (String(repeating: "<a>", count: 100_000), "levels, which no product's metadata have"),
      ("<a>" + String(repeating: "<b/>", count: 200_001) + "</a>", "more than 200000 elements"),
      ("<a><b></a>", "line 1: </a> closes no such element"),
      ("<a>", "ends inside <a>: the file is cut off"),
      ("<a b='", "ends inside 'b': the file is cut off"),
      ("<a b='1' b='2'/>", "the attribute 'b' of <a> is one too many"),
      ("<a/><b/>", "a second root element"), ("text", "text outside the root element"),
      ("<a>\u{0}</a>", "is not UTF-8 text"), ("<a>&#0;</a>", "the entity '&#0;'"),
      ("<\(String(repeating: "n", count: 300))/>", "a tag without a name that XML allows"),
      ("<a>&aaaaaaaaaaaaaaaaaaa</a>", "'&' does not begin an entity"),
    ])
  func hostileText(text: String, reason: String) {
    let message = refusal(Sentinel2Mini(.l1c, "03.01")) { _ in text }
    #expect(message.contains(reason), "\(message)")
    #expect(message.count < 400 && !message.contains("\n"))
  }

  @Test func bytesThatAreNoText() throws {
    let product = Sentinel2Mini(.l1c, "03.01")
    let path = try product.write(to: folder)
    let utf16 = try #require(product.product.data(using: .utf16))
    for bytes in [utf16, Data([0x3C, 0x61, 0xFF, 0x2F, 0x3E])] {
      try bytes.write(to: URL(fileURLWithPath: path + "/" + product.metadata))
      #expect(
        error { try ProductCatalogue.open(.init(path: path)) }
          == "\(shown(product)) is not UTF-8 text: no XML that can be read")
    }
  }

  @Test(arguments: [10, 50, 90, 99])
  func metadataThatAreCutOffAreRefused(percent: Int) {
    let message = refusal(Sentinel2Mini(.l2a, "04.00")) {
      String($0.prefix($0.count * percent / 100))
    }
    #expect(message.hasSuffix("the file is cut off"))
  }

  /// A mark of byte order, comments, CDATA, references and lines of DOS.
  @Test func plainXMLInAllItsForms() throws {
    let stack = try open(Sentinel2Mini(.l2a, "04.00")) {
      "\u{FEFF}"
        + $0.replacingOccurrences(of: "\n", with: "\r\n")
        .replacingOccurrences(of: ">Sentinel-2B<", with: "><![CDATA[Sentinel]]>&#45;&#x32;B<")
        .replacingOccurrences(of: "<Datatake", with: "<!-- a > b --><?x y?><Datatake")
    }
    #expect(stack.sensor == "Sentinel-2B MSI")
  }
}
