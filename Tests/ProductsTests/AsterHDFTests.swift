import Foundation
import Products
import RasterIO
import Rasters
import Testing

/// HDF4-EOS granules, written by the HDF4 library and read by GDAL's driver.
@Suite(.serialized, .enabled(if: HDF4Writer.isAvailable, "GDAL comes without the HDF4 library"))
struct AsterHDFTests {
  private func granule(_ mini: MiniAster = MiniAster()) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    mini.writeHDF(to: folder)
    return folder
  }

  private func open(_ path: String, bands: [String]? = nil) throws -> BandStack {
    try HDF4Writer.alone { try ProductCatalogue.open(.init(paths: [path], bands: bands)) }
  }

  @Test func aGranuleNeedsNothingBesideIt() throws {
    let folder = try granule()
    let path = folder.file("\(MiniAster.l1t).hdf")
    let stack = try open(path)
    #expect(stack.bands.map(\.label) == ["B01", "B02", "B3N"] + (4...9).map { "B0\($0)" })
    #expect(stack.grid.reference.code == "EPSG:32648")
    #expect(stack.grid.transform?.coefficients == [251_992.5, 15, 0, 1_744_567.5, 0, -15])
    #expect(stack.bands[3].grid.transform?.coefficients == [251_985, 30, 0, 1_744_575, 0, -30])
    #expect(
      stack.notes.contains(
        "placed by the corners of the metadata: the HDF file carries no transform"))
    let tiffs = try TemporaryFolder()
    try MiniAster().writeTIFFs(to: tiffs)
    try MiniAster().writeXML(to: tiffs)
    let same = try ProductCatalogue.open(.init(path: tiffs.path))
    #expect(same.bands.map(\.calibration) == stack.bands.map(\.calibration))
    #expect(same.bands.map(\.grid.transform) == stack.bands.map(\.grid.transform))
  }

  @Test func theNumbersAreRead() throws {
    let folder = try granule()
    let values = try HDF4Writer.alone {
      let stack = try ProductCatalogue.open(
        .init(paths: [folder.path], bands: ["green", "swir1", "tir10"]))
      let reader = StripReader(
        stack: stack, region: stack.grid.extent, lanes: 1, resampling: .nearest)
      let strip = Strip(width: 13, rows: 13, bands: 3)
      reader.begin(strip, rows: 0..<13)
      try reader.read(strip, lane: 0)
      let rejected = try reader.finish(strip, rows: 0..<13, lane: 0)
      return (strip.plane(0)[6 * 13 + 6], strip.plane(2)[6 * 13 + 6], rejected[0])
    }
    let mini = MiniAster()
    let dn = Double(mini.values("1", 13, isThermal: false)[6 * 13 + 6])
    let stack = try open(folder.path)
    #expect(abs(Double(values.0) - stack.bands[0].calibration.value(of: dn)) < 1e-5)
    #expect((250...320).contains(values.1))
    #expect(values.2 >= 1)
  }

  @Test func southernGranulesAreInTheSouthernZone() throws {
    let folder = try granule(MiniAster(isSouthern: true))
    let stack = try open(folder.path)
    #expect(stack.grid.reference.code == "EPSG:32748")
    #expect(stack.grid.transform?.originY == 7_750_007.5)
  }

  @Test func missingTelescopesAndLateSWIR() throws {
    let thermal = try granule(
      MiniAster(elevation: -20, gains: [:], telescopes: ["TIR"]))
    #expect(try open(thermal.path).bands.map(\.name).first == "tir10")
    let late = try granule(MiniAster(granule: MiniAster.late, date: "20090903"))
    #expect(try open(late.path).bands.count == 3)
    #expect(error { try open(late.path, bands: ["B04"]) }.contains("failed in April 2008"))
  }

  @Test func damagedFilesFailInOneLine() throws {
    let folder = try granule()
    let path = folder.file("\(MiniAster.l1t).hdf")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for count in [0, 4, 100, bytes.count / 2] {
      try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
      let message = error { try open(path) }
      #expect(!message.isEmpty && !message.contains("\n"))
    }
  }

  @Test func archivesOfHDFAreToBeUnpacked() throws {
    let folder = try granule()
    try folder.tar("cf", "a.tar", "\(MiniAster.l1t).hdf")
    #expect(
      error { try open(folder.file("a.tar")) }.contains(
        "is an HDF4 file, which cannot be read inside an archive; unpack it"))
  }
}
