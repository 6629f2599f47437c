import RasterIO
import Rasters
import TestSupport
import Testing

/// The column for labels of the table in docs/values.md, cell by cell.
@Suite struct LabelCellTests {
  @Test func everyRowHasACase() {
    #expect(
      Set(ValueCell.all.map(\.row)) == [
        "type", "sign", "scale and offset", "unit", "nodata", "mask", "alpha",
        "palette", "names",
      ])
    #expect(ValueCell.all.count == 29)
  }

  @Test(arguments: ValueCell.all) func classesAre(_ cell: ValueCell) throws {
    let folder = try TemporaryFolder()
    let labels = try LabelCodes(path: cell.write(to: folder))
    let pixels = try labels.census()
    let found = zip(labels.codes, pixels).map { ("\($0)", $1) }
    #expect(Dictionary(uniqueKeysWithValues: found) == cell.labels)
    for (code, name) in cell.names {
      #expect(Int128(code).flatMap { labels.names[$0] } == name)
    }
  }
}
