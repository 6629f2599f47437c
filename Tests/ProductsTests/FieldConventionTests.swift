import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// Inputs that experts know to go wrong, and the answer that each gets from
/// the command: products (B) and the agreement of models and labels (C). What
/// the numbers must be is tested beside the products and in CommandTests; here
/// every case has its named answer.
///
///     B1 baselines of Sentinel-2      B6 night and low sun
///     B2 no offset in the metadata    B7 ASTER's telescopes and gains
///     B3 folders, archives, images    B8 edges that differ per band
///     B4 metadata of Landsat          B9 UTM zones
///     B5 quality bits of Collection 1
///     C1 bands and levels of models   C4 an earlier numbering
///     C2 the same seed, twice         C5 seams (DeterminismTests too)
///     C3 threads, blocks and caches
@Suite struct FieldConventionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var what: String
    var exitCode: Int32 = 0
    /// Parts of what is said.
    var says: [String]
    var environment = ""
    /// Makes the input and gives the call.
    var call: @Sendable (TemporaryFolder) throws -> [String]

    var testDescription: String { "\(id) \(what)" }
  }

  static let ids = (1...9).map { "B\($0)" } + (1...5).map { "C\($0)" }

  @Test func everyCaseOfTheListIsHere() {
    #expect(Set(Self.cases.map(\.id)) == Set(Self.ids))
  }

  @Test(arguments: cases)
  func answer(_ c: Case) throws {
    let folder = try TemporaryFolder()
    let words = try c.call(folder).map { "'\($0)'" }.joined(separator: " ")
    let outcome = try BuiltCommand.shell(
      "\(c.environment) \"$FACIES\" \(words)", in: folder.path, timeout: 300)
    #expect(outcome.exitCode == c.exitCode, "\(outcome.errors)")
    if c.exitCode != 0 { #expect(outcome.errorLines.count == 1, "\(outcome.errors)") }
    let said = outcome.output + outcome.errors
    for part in c.says { #expect(said.contains(part), "no '\(part)' in: \(said)") }
    withExtendedLifetime(folder) {}
  }

  private static let cases = sentinel + landsat + aster + models
}

// MARK: B, products

extension FieldConventionTests {
  /// Checks everything about an input and says what would be done.
  private static func plan(_ input: String) -> [String] {
    ["run", input, "--dry-run", "--out", "out"]
  }

  private static func safe(
    _ product: Sentinel2Mini,
    _ change: @escaping @Sendable (TemporaryFolder, String) throws -> Void = { _, _ in }
  ) -> @Sendable (TemporaryFolder) throws -> [String] {
    { folder in
      let path = try product.write(to: folder)
      try change(folder, path)
      return plan(path)
    }
  }

  private static func zipped(
    _ prefixes: [String], keep percent: Int = 100
  ) -> @Sendable (TemporaryFolder) throws -> [String] {
    { folder in
      let path = try Sentinel2Mini(.l2a, "04.00").write(to: folder)
      let zip = folder.file("a.zip")
      try Sentinel2JP2.zip(prefixes.map { (path, $0) }, to: zip)
      let whole = try Files.bytes(zip)
      try whole.prefix(whole.count * percent / 100).write(to: URL(fileURLWithPath: zip))
      return plan(zip)
    }
  }

  private static let sentinel: [Case] =
    [("03.01", "20220413"), ("04.00", "20220413"), ("05.11", "20220413"), ("05.00", "20190212")]
    .map { baseline, day in
      Case(
        id: "B1", what: "baseline \(baseline) of \(day)",
        says: ["L2A N\(baseline.filter(\.isNumber)), surface-reflectance"],
        call: safe(Sentinel2Mini(.l2a, baseline, day: day)))
    } + [
      Case(
        id: "B2", what: "a new baseline without offsets", exitCode: 1,
        says: ["04.00", "offset"],
        call: safe(
          {
            var product = Sentinel2Mini(.l2a, "04.00")
            product.offset = nil
            return product
          }())),
      Case(id: "B3", what: "a zip", says: ["Sentinel-2B L2A"], call: zipped(["p.SAFE/"])),
      Case(
        id: "B3", what: "a zip without a top folder", says: ["Sentinel-2B L2A"],
        call: zipped([""])),
      Case(
        id: "B3", what: "a zip that is cut off", exitCode: 1,
        says: ["a.zip' cannot be read as an archive (damaged, incomplete or of another kind)"],
        call: zipped(["p.SAFE/"], keep: 60)),
      Case(
        id: "B3", what: "a zip of two products", exitCode: 1,
        says: ["holds 2 Sentinel-2 products", "a.SAFE/MTD_MSIL2A.xml, b.SAFE/MTD_MSIL2A.xml"],
        call: zipped(["a.SAFE/", "b.SAFE/"])),
      Case(
        id: "B3", what: "an image that is missing", exitCode: 1,
        says: ["lists nir (B08), but no such file is there: fetch the product again"],
        call: safe(Sentinel2Mini(.l2a, "04.00")) { _, path in
          try FileManager.default.removeItem(
            atPath: path + "/" + Sentinel2Mini(.l2a, "04.00").image("B08") + ".jp2")
        }),
      Case(
        id: "B3", what: "an image that is damaged", exitCode: 1, says: ["B11_20m.jp2'"],
        call: safe(Sentinel2Mini(.l2a, "04.00")) { _, path in
          let image = path + "/" + Sentinel2Mini(.l2a, "04.00").image("B11") + ".jp2"
          try Files.bytes(image).prefix(90).write(to: URL(fileURLWithPath: image))
        }),
      Case(
        id: "B3", what: "no driver of JPEG 2000", exitCode: 1,
        says: ["JPEG 2000", "GDAL"], environment: "GDAL_SKIP=JP2OpenJPEG",
        call: safe(Sentinel2Mini(.l2a, "04.00"))),
      Case(
        id: "B8", what: "edges that differ per band", says: ["2496 pixels mapped", "1088 no data"],
        call: { folder in
          let product = Sentinel2Mini(.l2a, "04.00")
          let path = try product.write(to: folder)
          try Sentinel2JP2.write(
            "\(path)/\(product.image("B11")).jp2", 20, [{ $0 > 20 ? 0 : UInt16(2000 + $1) }])
          return ["run", path, "--units", "3", "--out", "out"]
        }),
      Case(
        id: "B9", what: "two zones as one image", exitCode: 1, says: ["EPSG:32632", "EPSG:32633"],
        call: { folder in
          for (name, epsg) in [("a.tif", 32632), ("b.tif", 32633)] {
            try folder.raster(name, transform: square, epsg: epsg)
          }
          return plan(
            try yaml("input: [a.tif, b.tif]\n", in: folder))
        }),
    ]

  private static let square = GeoTransform(
    left: 500_000, top: 5_000_000, pixelWidth: 30, pixelHeight: 30)

  private static func yaml(_ text: String, in folder: TemporaryFolder) throws -> String {
    try folder.write(text, "scene.yaml")
    return folder.file("scene.yaml")
  }

  private static func mtl(
    _ product: String, _ text: String, bands: [String], type: SampleType = .uint16,
    _ changes: [(String, String)] = []
  ) -> @Sendable (TemporaryFolder) throws -> [String] {
    let changed = changes.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    return { folder in
      try MiniLandsat.write(product, mtl: changed, bands: bands, to: folder, type: type)
      return plan(folder.path)
    }
  }

  private static let bands = ["B4", "B5", "QA_PIXEL"]

  private static let landsat: [Case] = [
    Case(
      id: "B4", what: "lines that end as on Windows", says: ["Landsat 8 C2 L1TP"],
      call: mtl(MiniLandsat.l1, MiniLandsat.l1MTL, bands: bands, [("\n", "\r\n")])),
    Case(
      id: "B4", what: "no quotes", says: ["Landsat 8 C2 L1TP"],
      call: mtl(MiniLandsat.l1, MiniLandsat.l1MTL, bands: bands, [("\"", "")])),
    Case(
      id: "B4", what: "no sun elevation", exitCode: 1, says: ["SUN_ELEVATION"],
      call: mtl(
        MiniLandsat.l1, MiniLandsat.l1MTL, bands: bands, [("    SUN_ELEVATION = 30.0\n", "")])),
    Case(
      id: "B4", what: "no scaling", exitCode: 1, says: ["REFLECTANCE_MULT_BAND_4"],
      call: mtl(
        MiniLandsat.l2, MiniLandsat.l2MTL, bands: ["SR_B4", "SR_B5", "QA_PIXEL"],
        [("REFLECTANCE_MULT_BAND_4 = 2.75e-05", "X = 1")])),
    Case(
      id: "B4", what: "two products in one folder", exitCode: 1,
      says: ["holds 2 Landsat products; name one of these files"],
      call: { folder in
        try MiniLandsat.write(MiniLandsat.l1, mtl: MiniLandsat.l1MTL, bands: bands, to: folder)
        try MiniLandsat.write(MiniLandsat.l7, mtl: MiniLandsat.l7MTL, bands: ["B1"], to: folder)
        return plan(folder.path)
      }),
    Case(
      id: "B4", what: "metadata of Level 2 with bands of Level 1", exitCode: 1, says: ["MTL"],
      call: { folder in
        try MiniLandsat.write(MiniLandsat.l2, mtl: MiniLandsat.l2MTL, bands: [], to: folder)
        for band in ["B4", "B5"] { try folder.raster("\(MiniLandsat.l1)_\(band).TIF") }
        return plan(folder.path)
      }),
    Case(
      id: "B4", what: "Collection 1", says: ["Landsat 7 C1 L1TP"],
      call: mtl(
        MiniLandsat.l7, MiniLandsat.l7MTL, bands: ["B1", "B3", "BQA"], type: .uint8)),
    Case(
      id: "B5", what: "quality bits of Collection 1", says: ["masks     fill, cloud, shadow"],
      call: mtl(
        MiniLandsat.l7, MiniLandsat.l7MTL, bands: ["B1", "B3", "BQA"], type: .uint8)),
    Case(
      id: "B6", what: "a night", says: ["toa-reflectance-without-sun-angle"],
      call: mtl(
        MiniLandsat.l1, MiniLandsat.l1MTL, bands: bands,
        [("SUN_ELEVATION = 30.0", "SUN_ELEVATION = -12.5")])),
    Case(
      id: "B9", what: "a southern scene with a northern zone",
      says: ["WGS 84 / UTM zone 21"],
      call: mtl(MiniLandsat.l1, MiniLandsat.l1MTL, bands: bands)),
  ]

  private static func granule(
    _ mini: MiniAster, bands: String? = nil
  ) -> @Sendable (TemporaryFolder) throws -> [String] {
    { folder in
      try mini.writeTIFFs(to: folder)
      try mini.writeXML(to: folder)
      return plan(folder.path) + (bands.map { ["--bands", $0] } ?? [])
    }
  }

  private static let aster: [Case] = [
    Case(
      id: "B7", what: "SWIR after April 2008", exitCode: 1,
      says: ["band B06 (swir3)", "the SWIR detectors failed in April 2008"],
      call: granule(MiniAster(granule: MiniAster.late, date: "20090903"), bands: "red,swir3")),
    Case(
      id: "B7", what: "SWIR after April 2008, not asked for", says: ["bands     green, red, nir\n"],
      call: granule(MiniAster(granule: MiniAster.late, date: "20090903"))),
    Case(
      id: "B7", what: "a gain that has no coefficient", exitCode: 1,
      says: ["the gain LO2, for which no conversion"],
      call: granule(
        {
          var mini = MiniAster()
          mini.gains["01"] = "LO2"
          return mini
        }(), bands: "green,red")),
    Case(
      id: "B7", what: "no thermal telescope", says: ["bands     green, red, nir, swir1"],
      call: granule(MiniAster(telescopes: ["VNIR", "SWIR"]))),
    Case(
      id: "B6", what: "a night of ASTER", says: ["brightness-temperature", "tir10"],
      call: granule(MiniAster(elevation: -38.5))),
    Case(
      id: "B8", what: "telescopes whose edges differ", says: ["grid      49x49", "note"],
      call: granule(MiniAster(cells: 8))),
  ]
}

// MARK: C, models and labels

extension FieldConventionTests {
  private static let names = ["blue", "green", "red", "nir"]
  private static let fitted = ["--units", "4", "--recipe", "k-means"]

  @discardableResult
  private static func image(
    _ name: String, in folder: TemporaryFolder, order: [Int] = [0, 1, 2, 3], epsg: Int = 32654,
    options: [String] = RasterWriter.tiledDeflate, period: Int = 1 << 20
  ) throws -> String {
    let grid = Grid(
      width: 300, height: 280, transform: square, wkt: SpatialReference.wkt(epsg: epsg))
    return try RasterFixture(grid: grid, bands: order.count, names: order.map { names[$0] }) {
      band, column, row in
      ScrambledField.patches(
        band: order[band], column: column % period, row: row % period, size: 12)
    }.write(to: folder.file(name), options: options)
  }

  private static func facies(_ folder: TemporaryFolder, _ arguments: [String]) throws {
    let outcome = try BuiltCommand.run(arguments, in: folder.path)
    guard outcome.isSuccess else { throw Failure(outcome.errors) }
  }

  /// A model of one image, applied to another.
  private static func applied(
    _ order: [Int], epsg: Int = 32654
  ) -> @Sendable (TemporaryFolder) throws -> [String] {
    { folder in
      try facies(
        folder, ["fit", image("own.tif", in: folder), "--model", "m.safetensors"] + fitted)
      return [
        "map", try image("other.tif", in: folder, order: order, epsg: epsg), "--model",
        "m.safetensors", "--out", "out",
      ]
    }
  }

  /// Two ways to the same map: the call is a comparison of their maps.
  private static func compared(
    _ ways: [@Sendable (TemporaryFolder) throws -> [String]]
  ) -> @Sendable (TemporaryFolder) throws -> [String] {
    { folder in
      for (index, way) in ways.enumerated() {
        try facies(folder, ["run"] + way(folder) + fitted + ["--out", "\(index)"])
      }
      let maps = try ways.indices.map { try Files.bytes(folder.file("\($0)/units.tif")) }
      guard maps.allSatisfy({ $0 == maps[0] }) else { throw Failure("the maps differ") }
      return ["compare", "0/units.tif", "\(ways.count - 1)/units.tif", "--out", "change"]
    }
  }

  private static let models: [Case] = [
    Case(
      id: "C1", what: "bands in another order", says: [], call: applied([2, 0, 3, 1])),
    Case(
      id: "C1", what: "a band that is missing", exitCode: 2, says: ["has no band 'red'"],
      call: applied([0, 1, 3])),
    Case(
      id: "C1", what: "another level", exitCode: 1,
      says: ["was fitted to digital-number", "holds toa-reflectance"],
      call: { folder in
        try facies(
          folder, ["simulate", "--size", "120", "--out", "raw", "--quiet"])
        try facies(
          folder, ["simulate", "--size", "120", "--product", "--out", "product", "--quiet"])
        try facies(folder, ["fit", "raw/scene.yaml", "--model", "m.safetensors", "--quiet"])
        return ["map", "product/scene.yaml", "--model", "m.safetensors", "--out", "out"]
      }),
    Case(
      id: "B9", what: "a model for the next zone keeps the scene's own", says: [],
      call: applied([0, 1, 2, 3], epsg: 32655)),
    Case(
      id: "C2", what: "one seed, two runs", says: [],
      call: compared([{ [try image("a.tif", in: $0)] }, { [try image("a.tif", in: $0)] }])),
    Case(
      id: "C3", what: "blocks, strips, threads and no cache", says: [],
      environment: "GDAL_CACHEMAX=1",
      call: compared([
        { [try image("a.tif", in: $0), "--threads", "1"] },
        {
          let tiles = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"]
          return [try image("a.tif", in: $0, options: tiles), "--threads", "2"]
        },
        {
          let tiles = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512"]
          return [try image("a.tif", in: $0, options: tiles), "--threads", "4"]
        },
        { [try image("a.tif", in: $0, options: ["BLOCKYSIZE=1"]), "--threads", "8"] },
        { [try image("a.tif", in: $0, options: ["BLOCKYSIZE=280"]), "--memory", "200MB"] },
      ])),
    Case(
      id: "C4", what: "an earlier numbering with fewer units", says: ["relabel"],
      call: { folder in
        let raster = try image("a.tif", in: folder)
        try facies(
          folder, ["run", raster, "--units", "3", "--recipe", "k-means", "--out", "old"])
        return [
          "run", raster, "--units", "5", "--recipe", "k-means", "--relabel", "old/units.tif",
          "--out", "new",
        ]
      }),
    Case(
      id: "C5", what: "a periodic image over borders of blocks", says: [],
      call: { folder in
        let raster = try image("a.tif", in: folder, period: 60)
        return ["run", raster, "--out", "out"] + fitted
      }),
  ]
}
