import Testing

@testable import Rasters

/// Units of one name are one row for readers.
@Suite struct LegendRowTests {
  static let legend = Legend(entries: [
    LegendEntry(value: 1, name: "Lake", colour: RGB(0, 0, 9), pixelCount: 5, hectares: 1),
    LegendEntry(value: 2, name: "Sand", colour: RGB(9, 9, 0), pixelCount: 7, hectares: 2),
    LegendEntry(value: 3, name: "Lake", colour: RGB(0, 0, 7), pixelCount: 8, hectares: 4),
  ])

  @Test func rowsAreSums() {
    let rows = Self.legend.rows
    #expect(rows.map(\.units) == [[1, 3], [2]])
    #expect(rows[0].entry.pixelCount == 13 && rows[0].entry.hectares == 5)
    #expect(rows[1].entry == Self.legend.entries[1])
  }

  @Test func theLargestGivesTheColour() {
    let colours = Self.legend.withOneColourPerName.entries.map(\.colour)
    #expect(colours == [RGB(0, 0, 7), RGB(9, 9, 0), RGB(0, 0, 7)])
  }
}
