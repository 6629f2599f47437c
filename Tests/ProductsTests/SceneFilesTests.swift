import Foundation
import RasterIO
import TestSupport
import Testing

/// Every scene file of the repository runs, and `facies inspect` says what it
/// is about.
@Suite struct SceneFilesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("scenes")

  private static var files: [String] {
    Files.names(in: folder.path).filter { $0.hasSuffix(".yaml") }
  }

  /// Results that a file asks for beside those that every run writes.
  private static let more = [
    "survey-every-key.yaml": ["denoised.fits", "map.png", "planes.png", "groups/01.png"],
    "every-key.yaml": ["features.tif", "exemplars.gpkg"],
    "geology-ratios.yaml": ["features.tif"],
    "aster-minerals.yaml": ["features.tif", "units.gpkg"],
  ]

  /// Words of `facies inspect` about a file.
  private static let words = [
    "survey.yaml": ["500x400", "3 bands", "detected"],
    "survey-every-key.yaml": ["truth.csv", "autoencoder", "5 groups"],
    "mutawintji-landsat.yaml": ["Landsat 8 C2 L2SP", "UTM zone 54N", "coastal"],
    "mutawintji-sentinel2.yaml": ["Sentinel-2B L2A N0510", "EPSG:32754", "rededge1"],
    "mutawintji-aster.yaml": ["ASTER L1T", "EPSG:32754", "swir6"],
    "sentinel2-product.yaml": ["Sentinel-2"], "landsat-product.yaml": ["Landsat"],
    "aster-l1t.yaml": ["ASTER"], "hyperspectral.yaml": ["456nm", "0.456 um"],
  ]

  @Test func everyFileIsRun() {
    #expect(Set(Self.files) == Set(SceneData.makers.keys), "a scene file without a test of it")
  }

  @Test(arguments: SceneData.makers.keys.sorted())
  func fileRunsAsItStands(_ name: String) throws {
    let root = try TemporaryFolder()
    let scene = try TemporaryFolder(at: root.path + "/scenes").file(name)
    try FileManager.default.copyItem(
      atPath: Self.folder.appendingPathComponent(name).path, toPath: scene)
    let data = try TemporaryFolder(at: root.path + "/.data")
    try SceneData.makers[name]?(data.path)
    let seen = try BuiltCommand.run("inspect", scene)
    #expect(seen.exitCode == 0, "\(seen.errors)")
    for word in Self.words[name] ?? [] {
      #expect(seen.output.contains(word), "inspect does not say \(word): \(seen.output)")
    }
    let out = root.file("out")
    let run = try BuiltCommand.run(
      ["run", scene, "--out", out, "--quiet"], timeout: 300)
    #expect(run.exitCode == 0, "\(run.errors)")
    let isSurvey = name.hasPrefix("survey")
    for file in [isSurvey ? "catalog.fits" : "units.tif", "run.json"] + (Self.more[name] ?? []) {
      #expect(Files.exists(out + "/" + file), "no \(file)")
    }
    withExtendedLifetime(data) {}
  }
}
