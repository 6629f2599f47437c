import Foundation
import Rasters
import TestSupport
import Testing

@testable import RasterIO

/// What files, and files beside them, may not make GDAL do.
@Suite struct HostileRasterTests {
  /// Names of parts that a file lists, and whether they are its own.
  @Test(arguments: [
    ("NETCDF:\"/d/a.nc\":red", true),
    ("HDF4_EOS:EOS_SWATH:\"/d/a.nc\":VNIR_Swath:ImageData1", true),
    ("HDF4_SDS:UNKNOWN:\"/d/a.nc\":0", true), ("GTIFF_DIR:2:/d/a.nc", true),
    ("GPKG:/d/a.nc:table", true), ("FITS:\"/d/a.nc\":1", true),
    ("NETCDF:\"/d/b.nc\":red", false), ("NETCDF:\"/d/a.nc2\":red", false),
    ("/vsicurl/http://127.0.0.1/d/a.nc", false), ("NETCDF:\"http://127.0.0.1/d/a.nc\":red", false),
    ("MEM:::DATAPOINTER=0x1,PIXELS=1,LINES=1,/d/a.nc", false), ("/d/a.nc", false),
    ("VRT:/d/a.nc", false), ("WMS:/d/a.nc", false), ("<VRTDataset>/d/a.nc</VRTDataset>", false),
    ("NETCDF:\"/etc/x\":/d/a.nc", false), ("", false), (":/d/a.nc", false),
  ])
  func partsOfAFile(name: String, isPart: Bool) {
    #expect(Subdataset.isPart(name, of: "/d/a.nc") == isPart)
  }

  /// Only what is on the list, however GDAL was built.
  @Test func noOtherDriverIsThere() {
    GDAL.start()
    for name in ["DERIVED", "WMS", "WCS", "HTTP", "PLMOSAIC", "STACIT", "GTI", "PDF"] {
      #expect(!GDAL.isRegistered(name), "\(name)")
    }
    #expect(GDAL.isRegistered("GTiff") && GDAL.isRegistered("MEM"))
    #expect(GDAL.driver("VRT") != nil && GDAL.driver("PDF") != nil)
  }

  /// Lists of parts that HDF4's library would believe.
  @Test(
    arguments: [
      // A version of 200 bytes where there is room for 92.
      [0, 1, 0, 0, 0, 0, 0, 30, 0, 1, 0, 0, 0, 22, 0, 0, 0, 200],
      // A part beyond the end.
      [0, 1, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 9, 0, 0, 0, 9, 0],
      // A list that goes on in itself.
      [0, 1, 0, 0, 0, 4, 0, 1, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255],
      // No list.
      [0, 0, 0, 0, 0, 0], [], [127, 255, 0, 0, 0, 0],
    ] as [[UInt8]])
  func damagedHDF4(_ list: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.hdf")
    let bytes =
      [0x0e, 0x03, 0x13, 0x01] + list + [UInt8](repeating: 0, count: list.isEmpty ? 0 : 400)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(
      throws: Failure("'\(path)' cannot be read as a raster: its list of parts (HDF4) is damaged")
    ) { try RasterDataset(path: path) }
  }
}
