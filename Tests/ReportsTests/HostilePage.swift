import Foundation
import Rasters

@testable import Cartography
@testable import Reports

/// A page about a small map whose every text tries to be markup.
enum HostilePage {
  static let texts = [
    "<script>alert(1)</script>", "\" onload=\"alert(1)", "' onload='alert(1)", "</style><b>",
    "</script>", "<!--", "&lt;b&gt;", "a\u{202e}b\u{0}c", "🏔️ snow",
  ]

  static let grid = Grid(
    width: 6, height: 4,
    transform: GeoTransform(left: 500_000, top: 6_500_000, pixelWidth: 30, pixelHeight: 30),
    wkt: "WKT",
    reference: Grid.Reference(name: "UTM", code: "EPSG:32754", metresPerUnit: 1))

  static func legend(_ names: [String] = texts) -> Legend {
    Legend(
      entries: names.enumerated().map { index, name in
        LegendEntry(
          value: index + 1, name: name, colour: RGB(UInt8(20 * index), 90, 200),
          pixelCount: 10 + index, hectares: 1.5)
      })
  }

  private static let points = (0..<60).map { (index: Int) -> ReportContent.CodeScatter.Point in
    ReportContent.CodeScatter.Point(
      x: Double(index), y: Double(index % 7), unit: 1 + index % 9)
  }

  static func content(_ text: String = texts[0]) throws -> ReportContent {
    let legend = legend()
    let colours = [RGB(0, 0, 0)] + legend.entries.map(\.colour)
    let png = try IndexedPNG.data(
      width: 6, height: 4, indices: (0..<24).map { UInt8($0 % 10) }, colours: colours)
    var page = ReportContent(
      title: text, subtitle: text, credit: text, legend: legend,
      map: .init(png: png, width: 6, height: 4, grid: grid), command: "facies run '\(text)'")
    page.scenes = [.init(title: text, jpeg: Data([1, 2, 3]))]
    page.facts = [.init(text, text, help: text)]
    page.bands = (0..<3).map {
      .init(name: "\(text)\($0)", label: text, wavelength: 0.5 + Double($0), quantity: text)
    }
    page.spectra = legend.entries.map { _ in
      .init(means: [0.1, 0.2, nil], deviations: [0.01, 0.02, nil])
    }
    page.hints = legend.entries.map { _ in text }
    page.exemplars = legend.entries.map { entry in
      .init(
        unit: entry.value,
        places: [
          .init(
            column: 2, row: 1, globe: text, map: text,
            chip: .init(
              jpeg: Data([9, UInt8(entry.value)]), width: 48, height: 32, x: 0.5, y: 0.25)),
          .init(column: 0, row: 3, globe: nil, map: nil, chip: nil),
        ], spectrum: [0.1, nil, 0.3])
    }
    page.codes = .init(
      points: points,
      samples: 900, encoder: text)
    page.curves = [
      .init(title: text, xTitle: text, lines: [.init(name: text, points: [(1, 2), (2, 1)])])
    ]
    page.validPixels = 20
    page.rejected = [.init(text, "4")]
    page.quality = [.init(text, text, help: text)]
    page.score = .init(
      reference: text, facts: [.init(text, text)], units: [text], classes: [text],
      confusion: [[3]])
    page.parameters = [.init(text, [.init(text, text)])]
    page.inputs = [.init(name: text, bytes: 5, sha256: text)]
    page.notes = [text]
    page.files = [.init(text, text)]
    page.versions = [.init(text, text)]
    return page
  }
}
