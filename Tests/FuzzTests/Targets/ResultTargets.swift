import Foundation

@testable import Cartography
@testable import Jobs
@testable import MapTools
@testable import RasterIO
@testable import Rasters
@testable import Reports
@testable import SceneMaps

/// What an earlier run has written, and somebody may have changed since.
extension FuzzTarget {
  static let results = [
    FuzzTarget("record") { bytes in
      let scratch = try ScratchFolder()
      try scratch.file("run.json", bytes)
      _ = FinishedResult(map: scratch.path + "/units.tif")
      _ = try ResultRecord(folder: scratch.path)
      try RunReport.refresh(["units.csv"], in: scratch.path)
    },
    FuzzTarget("page") { bytes in
      _ = PageRecord.content(of: Data(bytes))
      _ = try MapItem.renamed(Data(bytes), legend)
      _ = UnitTableNames.renamed(String(decoding: bytes, as: UTF8.self), legend)
    },
    FuzzTarget("labels") { bytes in
      let scratch = try ScratchFolder()
      try scratch.file("units.tif", labels)
      try scratch.file("units.tif.aux.xml", bytes)
      let map = try LabelMap(path: scratch.path + "/units.tif")
      _ = (map.dataset.bands[0].categories, map.dataset.palette, map.grid)
      _ = try map.census()
    },
  ]

  private static let legend = Legend(
    entries: (1...3).map {
      LegendEntry(value: $0, name: "unit \($0)", colour: RGB(10, 20, UInt8($0)))
    })

  /// A map of 8 x 6 pixels.
  private static let labels: [UInt8] = {
    guard let scratch = try? ScratchFolder(),
      let writer = try? RasterWriter(
        path: scratch.path + "/a.tif", grid: Grid(width: 8, height: 6), bands: 1, type: .uint8,
        noData: 0)
    else { return [] }
    let values = (0..<48).map { UInt8($0 % 4) }
    try? values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try writer.write(base, window: Window(column: 0, row: 0, width: 8, height: 6), rowStride: 8)
    }
    try? writer.finish()
    return FileManager.default.contents(atPath: scratch.path + "/a.tif").map(Array.init) ?? []
  }()
}
