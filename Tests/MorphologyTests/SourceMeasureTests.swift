import Testing

@testable import Morphology

/// The declarations that columns of catalogues come from.
@Suite struct SourceMeasureTests {
  @Test func namesAndMeaningsFitTables() {
    let measures = SourceMeasure.all
    #expect(Set(measures.map { $0.name.lowercased() }).count == measures.count)
    for measure in measures {
      #expect(measure.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
      #expect((1...68).contains(measure.meaning.utf8.count) && measure.meaning != measure.name)
    }
    #expect(measures.filter(\.isOfStamp).map(\.name).allSatisfy { $0.hasSuffix("_stamp") })
  }

  /// A value stands where its name does.
  @Test func valuesFollowTheirDeclarations() throws {
    let (width, height) = (64, 48)
    let pixels = (0..<width * height).map { place -> Double in
      let (x, y) = (Double(place % width) - 30, Double(place / width) - 20)
      return 100 / (1 + (x * x + y * y) / 9)
    }
    let labels = pixels.map { Int32($0 > 5 ? 7 : 0) }
    let found = SourceMorphology.measure(
      SourceStamp(
        width: width, height: height, pixels: pixels, labels: labels, label: 7, noise: .gain(100),
        pointSpread: nil, column: 200, row: 300))
    #expect(found.values.count == SourceMeasure.all.count)
    #expect(abs((found["xc_centroid"] ?? 0) - 230) < 0.1)
    #expect(abs((found["yc_centroid"] ?? 0) - 320) < 0.1)
    #expect(abs((found["sersic_yc"] ?? 0) - 320) < 1)
    #expect(found["xmin_stamp"] == 200 && found["ymax_stamp"] == 347)
    #expect(found["nx_stamp"] == 64 && found["ny_stamp"] == 48)
    #expect(found["no such name"] == nil)
  }
}
