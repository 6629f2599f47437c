import Testing

@testable import Vectors

/// In which order the classes of a vector file are numbered.
@Suite struct ClassOrderTests {
  @Test func theOrderIsTotal() {
    let texts = ["10", "2", "1a", "nan", "inf", "01", "1", "1.0", "-3", "basalt", "Basalt", ""]
    let wanted = ["-3", "01", "1", "1.0", "2", "10", "", "1a", "Basalt", "basalt", "inf", "nan"]
    var order = texts
    for turn in texts.indices {
      order = Array(texts[turn...] + texts[..<turn]).sorted(by: PolygonMask.naturally)
      #expect(order == wanted)
    }
  }
}
