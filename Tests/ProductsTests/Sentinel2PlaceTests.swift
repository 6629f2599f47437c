import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// The same product in a folder, in archives and named in other ways; and
/// what is refused of them.
@Suite struct Sentinel2PlaceTests {
  private let folder: TemporaryFolder
  private let product = Sentinel2Mini(.l2a, "04.00")
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = try product.write(to: folder)
  }

  private func open(_ name: String, bands: [String]? = nil) throws -> BandStack {
    try ProductCatalogue.open(.init(paths: [name], bands: bands))
  }

  private func refusal(_ name: String) -> String { error { try open(name) } }

  // MARK: zip

  private func zip(_ name: String, prefix: String) throws -> String {
    let file = folder.file(name)
    try Sentinel2JP2.zip([(path, prefix)], to: file)
    return file
  }

  /// Read in place, with and without the .SAFE folder inside.
  @Test(arguments: [true, false])
  func zipArchives(hasTopFolder: Bool) throws {
    let file = try zip(product.safe + ".zip", prefix: hasTopFolder ? product.safe + "/" : "")
    let stack = try open(file)
    #expect(stack.name == product.name)
    #expect(stack.files == [file])
    #expect(stack.bands.allSatisfy { $0.path.hasPrefix("/vsizip/{") })
    let (packed, plain) = (try Sentinel2Pixels(file), try Sentinel2Pixels(path))
    #expect(packed.planes == plain.planes)
    #expect(packed.valid == plain.valid)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test func tarArchives() throws {
    try folder.tar("cf", "a.tar", product.safe)
    #expect(try open(folder.file("a.tar")).bands.count == 10)
  }

  @Test(arguments: [1, 10, 50, 90, 99])
  func zipArchivesThatAreCutOffAreRefused(percent: Int) throws {
    let file = try zip("a.zip", prefix: product.safe + "/")
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    let part = folder.file("part.zip")
    try whole.prefix(whole.count * percent / 100).write(to: URL(fileURLWithPath: part))
    #expect(
      refusal(part)
        == "'\(part)' cannot be read as an archive (damaged, incomplete or of another kind)")
  }

  @Test func twoProductsInOneArchiveAreRefused() throws {
    let file = folder.file("two.zip")
    try Sentinel2JP2.zip([(path, "a.SAFE/"), (path, "b.SAFE/")], to: file)
    #expect(
      refusal(file)
        == "'\(file)' holds 2 Sentinel-2 products; unpack it and name one: "
        + "a.SAFE/MTD_MSIL2A.xml, b.SAFE/MTD_MSIL2A.xml")
  }

  // MARK: other names

  @Test func otherWaysToNameIt() throws {
    for name in [path + "/MTD_MSIL2A.xml", path + "/manifest.safe", folder.path, path + "/"] {
      #expect(try open(name).bands.count == 10, "\(name)")
    }
    let other = Sentinel2Mini(.l1c, "04.00")
    try other.write(to: folder)
    #expect(
      refusal(folder.path)
        == "'\(folder.path)' holds 2 Sentinel-2 products; name one of these files: "
        + "\(other.safe)/MTD_MSIL1C.xml, \(product.safe)/MTD_MSIL2A.xml")
  }

  @Test func tilesInsideProductsAreNamedAsSuch() throws {
    for part in ["", "/MTD_TL.xml"] {
      let tile = path + "/" + product.granule + part
      #expect(
        refusal(tile)
          == "'\(tile)' is a tile inside a Sentinel-2 product; name the .SAFE folder above it, "
          + "whose metadata say how to scale the bands")
    }
    try FileManager.default.removeItem(atPath: path + "/MTD_MSIL2A.xml")
    #expect(
      refusal(path)
        == "'\(path)' has no MTD_MSIL1C.xml or MTD_MSIL2A.xml, which says how to scale its "
        + "bands; fetch the product again")
  }

  // MARK: incomplete

  @Test func missingBandsAreAnErrorUnlessOthersAreNamed() throws {
    try FileManager.default.removeItem(atPath: path + "/" + product.image("B08") + ".jp2")
    #expect(
      refusal(path)
        == "'MTD_MSIL2A.xml' in '\(path)' lists nir (B08), but no such file is there: fetch the "
        + "product again, or name the bands to use")
    #expect(try open(path, bands: ["red", "swir1"]).bands.count == 2)
    #expect(
      error { try open(path, bands: ["nir"]) }.contains("lists band nir (B08), but its file is not")
    )
    let about = try ProductCatalogue.describe(path: path)
    #expect(about.missing == ["nir (B08)"])
    #expect(about.notes.contains { $0.contains("cannot be used as it is") })
  }

  @Test func aMissingImageIsReplacedByACoarserOne() throws {
    try FileManager.default.removeItem(atPath: path + "/" + product.image("B04") + ".jp2")
    let stack = try open(path)
    #expect(stack.notes.contains("red (B04) is there with pixels of 20 m only, not of 10 m"))
  }

  @Test(arguments: [0, 1, 10, 50, 90, 99])
  func damagedImagesAreNamed(percent: Int) throws {
    let image = path + "/" + product.image("B11") + ".jp2"
    let whole = try Data(contentsOf: URL(fileURLWithPath: image))
    try whole.prefix(whole.count * percent / 100).write(to: URL(fileURLWithPath: image))
    let message = error { try Sentinel2Pixels(path, masks: .none) }
    #expect(message.contains(product.image("B11") + ".jp2'"), "\(message)")
    #expect(!message.contains("\n"))
  }

  // MARK: hostile

  @Test(
    arguments: ["../../../../etc/passwd", "/etc/passwd", "GRANULE/../../x_B04", "..\\x_B04"])
  func imagesOutsideTheProductAreRefused(listed: String) throws {
    let text = product.texts[product.metadata] ?? ""
    try product.put(
      text.replacingOccurrences(of: product.image("B04"), with: listed), path + "/MTD_MSIL2A.xml")
    #expect(
      refusal(path)
        == "'MTD_MSIL2A.xml' in '\(path)' lists the image '\(listed)', which is outside the "
        + "product: refused")
  }

  @Test func linksOutOfTheProductAreRefused() throws {
    let image = path + "/" + product.image("B04") + ".jp2"
    try FileManager.default.removeItem(atPath: image)
    try FileManager.default.createSymbolicLink(
      atPath: image, withDestinationPath: "/etc/passwd")
    #expect(refusal(path).hasSuffix("is a link out of the product: refused"))
    let link = folder.file("link.SAFE")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    #expect(error { try open(link, bands: ["red"]) }.hasSuffix("out of the product: refused"))
  }

  @Test func aLinkToTheWholeProductIsFollowed() throws {
    let link = folder.file("elsewhere")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    #expect(try open(link).bands.count == 10)
  }

  // MARK: place

  /// Converted images that lost their georeference.
  @Test func unplacedImagesAreLaidByTheTile() throws {
    for (label, size) in [("B04", 10), ("B11", 20)] {
      let image = path + "/" + product.image(label) + ".jp2"
      try FileManager.default.removeItem(atPath: image)
      try Sentinel2JP2.write(image, size, [{ _, _ in 3000 }], at: nil)
    }
    let stack = try open(path, bands: ["red", "swir1"])
    #expect(stack.grid.transform?.coefficients == [499_980, 10, 0, 8_900_040, 0, -10])
    #expect(stack.bands.map(\.grid.transform?.coefficients[1]) == [10, 20])
    #expect(stack.grid.reference.code == "EPSG:32633")
    #expect(stack.notes.contains("images without georeference are placed by MTD_TL.xml"))
  }
}
