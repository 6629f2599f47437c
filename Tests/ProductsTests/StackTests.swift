import RasterIO
import Rasters
import TestSupport
import Testing

@testable import Products

/// Stacks under the band names and scalings of the programs that write them.
@Suite struct StackTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var program: String
    var file = "stack"
    var names: [String]
    var type = SampleType.float32
    /// The stored number of reflectance 0.2.
    var stored: Float = 0.2
    /// What bands are called, "-" for one that is left out.
    var roles: [String]
    var sensor = ""
    var level: String
    var masks: [String] = []
    var testDescription: String { program }
  }

  private static let oli = ["coastal", "blue", "green", "red", "nir", "swir1", "swir2"]
  private static let msi = [
    "blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "swir1", "swir2",
  ]
  private static let landsat8 = "Landsat 8 OLI/TIRS"
  private static let sentinel2 = "Sentinel-2 MSI"

  static let landsat = [
    Case(
      program: "Earth Engine, LANDSAT/LC08/C02/T1_L2, as stored",
      names: (1...7).map { "SR_B\($0)" } + ["ST_B10", "QA_PIXEL", "QA_RADSAT"], type: .uint16,
      stored: 14545, roles: oli + ["-", "-", "-"], sensor: landsat8,
      level: "surface-reflectance", masks: ["fill", "cloud", "dilated", "cirrus", "shadow"]),
    Case(
      program: "Earth Engine, scaled", names: (1...7).map { "SR_B\($0)" }, roles: oli,
      sensor: landsat8, level: "surface-reflectance"),
    Case(
      program: "Earth Engine, toBands of an image collection",
      names: (2...7).map { "LC08_231062_20230723_SR_B\($0)" }, type: .uint16, stored: 14545,
      roles: Array(oli.dropFirst()), sensor: landsat8, level: "surface-reflectance"),
    Case(
      program: "Earth Engine, LANDSAT/LT05",
      names: ["SR_B1", "SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B7", "ST_B6"],
      type: .uint16, stored: 14545, roles: ["blue", "green", "red", "nir", "swir1", "swir2", "-"],
      sensor: "Landsat 4-7 TM/ETM+", level: "surface-reflectance"),
    Case(
      program: "Earth Engine, C02/T1_TOA", names: (1...11).map { "B\($0)" },
      roles: oli + ["-", "-", "-", "-"], sensor: landsat8, level: "reflectance"),
    Case(
      program: "SNAP",
      names: [
        "coastal_aerosol", "blue", "green", "red", "near_infrared", "swir_1", "swir_2",
        "thermal_infrared_(tirs)_1",
      ], roles: oli + ["-"], level: "reflectance"),
    Case(
      program: "ArcGIS", file: "LC08_L2SP_005009_20150710",
      names: [
        "CoastalAerosol", "Blue", "Green", "Red", "NearInfrared", "ShortWaveInfrared_1",
        "ShortWaveInfrared_2",
      ], roles: oli, level: "surface-reflectance"),
    Case(
      program: "espa", file: "LC08_SR", names: (1...7).map { "band \($0) reflectance" },
      roles: oli, sensor: landsat8, level: "reflectance"),
    Case(
      program: "rioxarray", names: ["Red", "Green", "Blue", "NIR_10m"],
      roles: ["red", "green", "blue", "nir"], level: "reflectance"),
  ]

  static let others = [
    Case(
      program: "Earth Engine, COPERNICUS/S2_SR_HARMONIZED", file: "S2_SR_2023",
      names: [
        "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B11", "B12", "SCL", "QA60",
      ],
      type: .uint16, stored: 2000,
      roles: ["-"] + msi.prefix(8) + ["-", "swir1", "swir2", "-", "-"],
      sensor: sentinel2, level: "surface-reflectance",
      masks: ["fill", "saturated", "cloud", "cirrus", "shadow"]),
    Case(
      program: "SCP, one stack",
      names: ["B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12"],
      roles: msi, sensor: sentinel2, level: "reflectance"),
    Case(
      program: "10 m bands", names: ["B2", "B3", "B4", "B8"], type: .uint16, stored: 2000,
      roles: ["blue", "green", "red", "nir"], sensor: sentinel2, level: "reflectance"),
    Case(
      program: "Earth Search",
      names: [
        "blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "swir16",
        "swir22", "scl",
      ],
      roles: msi + ["-"], level: "reflectance",
      masks: ["fill", "saturated", "cloud", "cirrus", "shadow"]),
    Case(
      program: "HLS S30", file: "HLS.S30.T32TQM",
      names: ["B02", "B03", "B04", "B8A", "B11", "B12", "Fmask"], type: .int16, stored: 2000,
      roles: ["blue", "green", "red", "nir08", "swir1", "swir2", "-"], sensor: sentinel2,
      level: "surface-reflectance", masks: ["cloud", "adjacent", "shadow"]),
    Case(
      program: "HLS L30", file: "HLS.L30.T32TQM",
      names: ["B02", "B03", "B04", "B05", "B06", "B07", "Fmask"], type: .int16, stored: 2000,
      roles: ["blue", "green", "red", "nir", "swir1", "swir2", "-"], sensor: "HLS L30",
      level: "surface-reflectance", masks: ["cloud", "adjacent", "shadow"]),
    Case(
      program: "MOD09GA", names: (1...7).map { "sur_refl_b0\($0)" }, type: .int16, stored: 2000,
      roles: ["red", "nir", "blue", "green", "nir2", "swir1", "swir2"], sensor: "MODIS",
      level: "surface-reflectance"),
    Case(
      program: "PlanetScope",
      names: ["coastal_blue", "blue", "green_i", "green", "yellow", "red", "rededge", "nir"],
      roles: ["coastal", "blue", "green1", "green", "yellow", "red", "rededge1", "nir"],
      level: "reflectance"),
    Case(
      program: "Landsat 8 with a zero", names: ["B02", "B03", "B04", "B06", "B07", "SIGNAL"],
      stored: 900, roles: ["blue", "green", "red", "swir1", "swir2", "SIGNAL"],
      sensor: landsat8, level: "digital-number"),
    Case(
      program: "four bands without names", names: ["", "", "", ""], type: .uint16, stored: 900,
      roles: ["blue", "green", "red", "nir"], level: "digital-number"),
    Case(
      program: "bands that are counted", names: ["b1", "b2", "b3"], type: .uint16, stored: 900,
      roles: ["b1", "b2", "b3"], level: "digital-number"),
    Case(
      program: "no reflectance", names: ["red", "nir", "elevation"], stored: 90,
      roles: ["red", "nir", "elevation"], level: "digital-number"),
  ]

  /// Values of every pixel about `stored`; flags hold 0.
  private func write(_ item: Case, in folder: TemporaryFolder) throws -> String {
    try RasterFixture(
      grid: RasterFixture.utm(40, 30), bands: item.names.count, type: item.type,
      names: item.names
    ) { band, column, row in
      let name = item.names[band]
      if name.hasPrefix("QA") || ["SCL", "scl", "Fmask"].contains(name) {
        return Float((column + row) % 2)
      }
      return item.stored * (0.5 + Float((7 * column + 5 * row + 3 * band) % 10) / 10)
    }.write(to: folder.file(item.file + ".tif"))
  }

  @Test(arguments: landsat + others) func bandsAreKnownByTheirNames(_ item: Case) throws {
    let folder = try TemporaryFolder()
    let path = try write(item, in: folder)
    let stack = try ProductCatalogue.open(.init(path: path))
    #expect(stack.bands.map(\.name) == item.roles.filter { $0 != "-" })
    let numbers = item.roles.indices.filter { item.roles[$0] != "-" }.map { $0 + 1 }
    #expect(stack.bands.map(\.band) == numbers)
    #expect(stack.sensor == item.sensor)
    #expect(stack.level == item.level)
    #expect(stack.quality.flatMap(\.tests).map(\.name) == item.masks)
    let isReflectance = item.level.hasSuffix("reflectance")
    for band in stack.bands {
      #expect((band.quantity == .reflectance) == isReflectance)
      guard isReflectance else { continue }
      #expect(abs(band.calibration.value(of: Double(item.stored)) - 0.2) < 1e-4)
      #expect((band.wavelength ?? 0) > 0.4)
    }
  }

  /// What is said goes before names and values.
  @Test func whatIsSaidCounts() throws {
    let folder = try TemporaryFolder()
    let item = Case(
      program: "", names: ["Layer_1", "Layer_2", "Layer_3"], type: .uint16, stored: 3000, roles: [],
      level: "")
    let path = try write(item, in: folder)
    func open(_ said: StackRequest) throws -> BandStack {
      try ProductCatalogue.open(.init(paths: [path], stack: said))
    }
    let roles = ["nir", "-", "thermal"]
    let stack = try open(.init(level: "toa-reflectance", scale: 0.0001, offset: -0.1, roles: roles))
    #expect(stack.bands.map(\.name) == ["nir", "Layer_2"])
    #expect(stack.level == "toa-reflectance")
    #expect(abs(stack.bands[0].calibration.value(of: 3000) - 0.2) < 1e-6)
    let landsat = try open(
      .init(sensor: "landsat-5", level: "surface-reflectance", roles: ["red", "nir", "swir1"]))
    #expect(landsat.sensor == "Landsat 5 TM")
    #expect(landsat.bands.map(\.label) == ["B3", "B4", "B5"])
    #expect(abs(landsat.bands[0].calibration.value(of: 14545) - 0.2) < 1e-4)
  }

  @Test(arguments: [
    (
      StackRequest(sensor: "landsat8"),
      "the sensor 'landsat8' is not known (did you mean 'landsat-8'?)"
    ),
    (StackRequest(roles: ["red"]), "1 roles are given for 2 bands: give one for each"),
    (StackRequest(roles: ["red", "red"]), "the role 'red' is given twice"),
    (StackRequest(roles: ["red", "rde"]), "the role 'rde' is not known (did you mean 'red'?)"),
    (StackRequest(level: "l2a"), "the level 'l2a' is not known"),
  ])
  func whatIsNotKnownIsRefused(said: StackRequest, message: String) throws {
    let folder = try TemporaryFolder()
    let path = try write(
      Case(program: "", names: ["a", "b"], roles: [], level: ""), in: folder)
    let error = #expect(throws: Failure.self) {
      _ = try ProductCatalogue.open(.init(paths: [path], stack: said))
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains(message), "\(String(describing: error))")
  }

  /// A scale is of all bands, whatever they are called; labels are of the instrument first.
  @Test func whatIsSaidHoldsForBandsWithoutNames() throws {
    let folder = try TemporaryFolder()
    let path = try write(
      Case(
        program: "", names: ["", "", "", "", ""], type: .uint16, stored: 3000, roles: [], level: ""),
      in: folder)
    let stack = try ProductCatalogue.open(
      .init(paths: [path], stack: .init(level: "surface-reflectance", scale: 0.0001)))
    #expect(stack.bands.allSatisfy { $0.quantity == .reflectance })
    #expect(stack.level == "surface-reflectance")
    #expect(abs(stack.bands[4].calibration.value(of: 3000) - 0.3) < 1e-6)
    let landsat = try write(
      Case(
        program: "", file: "seven", names: (2...7).map { "SR_B\($0)" } + ["QA_PIXEL"],
        type: .uint16, stored: 14545, roles: [], level: ""), in: folder)
    let named = try ProductCatalogue.open(.init(paths: [landsat], bands: ["B7", "B5"]))
    #expect(named.bands.map(\.name) == ["swir2", "nir"])
  }

  @Test func constantBandsAreLeftOut() throws {
    let folder = try TemporaryFolder()
    let path = try RasterFixture(grid: RasterFixture.utm(40, 30), bands: 3) { band, column, row in
      band == 1 ? 7 : Float(column * 3 + row * (band + 1)) + 1
    }.write(to: folder.file("constant.tif"))
    let stack = try ProductCatalogue.open(.init(path: path))
    #expect(stack.bands.map(\.band) == [1, 3])
    #expect(stack.notes.contains { $0.hasPrefix("left out unless named: b2 (holds one value)") })
    #expect(try ProductCatalogue.open(.init(paths: [path], bands: ["b2"])).bands.count == 1)
  }
}
