import Foundation
import Kernels
import RasterIO
import Rasters
import Testing

@testable import Simulation

@Suite struct SimulateTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/simulation-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func read(_ path: String, band: Int) throws -> [Float] {
    let dataset = try RasterDataset(path: path)
    let grid = Window(column: 0, row: 0, width: dataset.width, height: dataset.height)
    var values = [Float](repeating: 0, count: grid.pixelCount)
    try values.withUnsafeMutableBufferPointer { buffer in
      let start = try #require(buffer.baseAddress)
      try dataset.read(
        bands: [band], source: RasterDataset.SourceWindow(grid), width: grid.width,
        height: grid.height,
        into: start, rowStride: grid.width, bandStride: grid.pixelCount)
    }
    return values
  }

  @Test func filesHoldWhatIsPainted() throws {
    let request = SimulationRequest(width: 90, height: 70, seed: 3)
    let painted = Painted(request)
    try withFolder { folder in
      let result = try simulate(request, into: folder, workers: Workers(2))
      #expect(result.unitPixels.reduce(0, +) == 6300)
      #expect(result.files.allSatisfy(FileManager.default.fileExists))
      #expect(try read(result.scene, band: 4) == painted.bands[3])
      #expect(try read(result.truth, band: 1).map { Int($0) } == painted.truth)
      let dataset = try RasterDataset(path: result.scene)
      #expect(dataset.bands.map(\.name) == request.sensor.bands.map(\.commonName))
      let text = try String(contentsOfFile: result.sceneFile, encoding: .utf8)
      #expect(text.hasSuffix("input: scene.tif\nunits: 8\nseed: 3\n"))
    }
  }

  @Test func threadsDoNotMatter() throws {
    let request = SimulationRequest(width: 1100, height: 530, seed: 11, clouds: 0.05)
    try withFolder { folder in
      let one = try simulate(request, into: folder + "/1", workers: Workers(1))
      let three = try simulate(request, into: folder + "/3", workers: Workers(3))
      #expect(one.files.count == 5)
      for (a, b) in zip(one.files, three.files) {
        let same = FileManager.default.contentsEqual(atPath: a, andPath: b)
        #expect(same, "\(a)")
      }
    }
  }

  /// The numbers of a product give the reflectances back by its own MTL.
  @Test func metadataInvertsToReflectance() throws {
    var request = SimulationRequest(width: 80, height: 64, seed: 6, noise: 0, asProduct: true)
    try withFolder { folder in
      let result = try simulate(request, into: folder, workers: Workers(1))
      let metadata = try String(
        contentsOfFile: result.scene + "/" + ScenePaths.product + "_MTL.txt", encoding: .utf8)
      #expect(metadata.hasPrefix("GROUP = LANDSAT_METADATA_FILE\n  GROUP = PRODUCT_CONTENTS\n"))
      #expect(metadata.hasSuffix("END_GROUP = LANDSAT_METADATA_FILE\nEND\n"))
      let multiplier = try number("REFLECTANCE_MULT_BAND_5", in: metadata)
      let addend = try number("REFLECTANCE_ADD_BAND_5", in: metadata)
      let elevation = try number("SUN_ELEVATION", in: metadata)
      let stored = try read(
        result.scene + "/" + ScenePaths.product + "_B5.TIF", band: 1)
      request.asProduct = false
      let scaled = Painted(request).bands[4]
      for (dn, reference) in zip(stored, scaled) {
        let reflectance =
          (Double(dn) * multiplier + addend) / sin(elevation * .pi / 180)
        #expect(abs(reflectance - Double(reference) / 10_000) < 8e-5)
      }
    }
  }

  private func number(_ key: String, in metadata: String) throws -> Double {
    let line = try #require(
      metadata.split(separator: "\n").first { $0.contains(key + " = ") }, "\(key)")
    return try #require(Double(line.split(separator: "=")[1].drop { $0 == " " }))
  }

  @Test func refusesAFolderThatCannotBe() {
    #expect(
      throws: Failure(
        "cannot make the folder '/proc/none': give one in a place you may write to")
    ) {
      try simulate(
        SimulationRequest(width: 16, height: 16), into: "/proc/none", workers: Workers(1))
    }
  }
}
