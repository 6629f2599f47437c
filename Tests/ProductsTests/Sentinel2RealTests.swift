import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// The metadata of real products, with miniature images at the places that
/// they list.
@Suite struct Sentinel2RealTests {
  struct Real: Sendable, CustomTestStringConvertible {
    var name: String
    var product: String
    var level: String
    var acquired: String
    var offset: Double
    var testDescription: String { name }
  }

  static let all: [Real] = [
    .init(
      name: "S2A_MSIL1C_20210908T042701_N0301_R133_T46RER_20210908T070248",
      product: "Sentinel-2A L1C N0301", level: "toa-reflectance",
      acquired: "2021-09-08T04:27:01Z", offset: 0),
    .init(
      name: "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857",
      product: "Sentinel-2A L2A N0212", level: "surface-reflectance",
      acquired: "2019-02-12T19:26:51Z", offset: 0),
    .init(
      name: "S2A_MSIL2A_20230821T221941_N0509_R029_T01KAB_20230822T021825",
      product: "Sentinel-2A L2A N0509", level: "surface-reflectance",
      acquired: "2023-08-21T22:19:41Z", offset: -0.1),
    .init(
      name: "S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126",
      product: "Sentinel-2B L2A N0400", level: "surface-reflectance",
      acquired: "2022-04-13T15:07:59Z", offset: -0.1),
  ]

  @Test(
    .enabled(
      if: RealData.has("sentinel2_safe_metadata"),
      "set FACIES_TEST_DATA to a folder of real scenes"),
    arguments: all)
  func metadata(_ real: Real) throws {
    let folder = try TemporaryFolder()
    let path = folder.file(real.name + ".SAFE")
    try FileManager.default.copyItem(
      atPath: RealData.path("sentinel2_safe_metadata/\(real.name).SAFE"), toPath: path)
    try addImages(path)
    let stack = try ProductCatalogue.open(.init(path: path))
    #expect(stack.name == real.name)
    #expect(stack.product == real.product)
    #expect(stack.level == real.level)
    #expect(stack.acquired == real.acquired)
    #expect(stack.bands.map(\.name) == Sentinel2Tests.land)
    #expect(stack.bands.map(\.grid.width) == [60, 60, 60, 30, 30, 30, 60, 30, 30, 30])
    #expect(
      stack.bands.allSatisfy { $0.calibration == .linear(gain: 1e-4, offset: real.offset) })
    withExtendedLifetime(folder) {}
  }

  /// Images where the manifest says that they are.
  private func addImages(_ path: String) throws {
    let manifest = try String(contentsOfFile: path + "/manifest.safe", encoding: .utf8)
    for part in manifest.components(separatedBy: "href=\"").dropFirst() {
      let name = part.prefix { $0 != "\"" }
      guard name.contains("/IMG_DATA/"), !name.hasSuffix(".xml") else { continue }
      let label = name.split(separator: "_").first { $0.hasPrefix("B") || $0.hasPrefix("SCL") }
      let plain = label.map { String($0.prefix(3)) } ?? ""
      let last = name.split(whereSeparator: { "_.".contains($0) }).dropLast().last ?? ""
      let size = ["10m": 10, "20m": 20, "60m": 60][last] ?? Sentinel2Mini.native(plain)
      try Sentinel2JP2.write(path + "/" + name, size, [{ _, _ in 5 }])
    }
  }
}
