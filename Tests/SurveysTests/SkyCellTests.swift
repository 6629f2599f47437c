import Rasters
import TestSupport
import Testing

@testable import Surveys

/// The column for images of the sky of the table in docs/values.md, cell by cell.
@Suite struct SkyCellTests {
  private static let cells = ValueCell.all.filter { $0.sky != nil }

  @Test func everyRowHasACase() {
    #expect(
      Set(Self.cells.map(\.row)) == [
        "type", "sign", "scale and offset", "unit", "nodata", "mask", "alpha", "palette", "names",
      ])
  }

  @Test(arguments: cells) func valuesAre(_ cell: ValueCell) throws {
    let folder = try TemporaryFolder()
    let image = try ImageFile.open(cell.write(to: folder))
    let wanted = (cell.sky ?? []).reversed().flatMap { $0 }
    #expect(image.planes == 1 && image.unit == cell.unit)
    let found = try image.readDoubles(image.extent, plane: 0)
    #expect(found.count == wanted.count)
    for (value, expected) in zip(found, wanted) {
      #expect(expected.map { $0 == value } ?? value.isNaN, "\(found), not \(wanted)")
    }
    var floats = [Float](repeating: -1, count: wanted.count)
    try floats.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.read(image.extent, plane: 0, into: base, stride: image.width)
    }
    for (value, expected) in zip(floats, wanted) {
      #expect(expected.map { Float($0) == value } ?? value.isNaN, "\(floats), not \(wanted)")
    }
  }
}
