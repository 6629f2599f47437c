import TestSupport
import Testing

@testable import SceneMaps

@Suite struct SmallestTests {
  @Test(arguments: [(1, 1), (10, 3), (1000, 999), (1000, 1), (500, 250)])
  func theSmallestComeFirst(_ count: Int, _ wanted: Int) {
    var values = (0..<count).map { ScrambledField.bits($0) }
    let sorted = values.sorted()
    values.gatherSmallest(wanted, by: <)
    #expect(values[..<wanted].sorted() == Array(sorted[..<wanted]))
    #expect(values.sorted() == sorted)
  }
}
