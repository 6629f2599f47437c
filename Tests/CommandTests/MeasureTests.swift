import Foundation
import TestSupport
import Testing

/// `facies measure`.
@Suite struct MeasureTests {
  private let folder: TemporaryFolder
  private let width = 150
  private let height = 110

  init() throws { folder = try TemporaryFolder() }

  /// Centres of round galaxies, FITS pixels from 0; one each at a corner, an
  /// edge and inside.
  private let galaxies = [(40.3, 30.6), (110.2, 75.9), (2.0, 106.0), (75.5, 1.2), (100.0, 30.0)]

  private func light(_ x: Int, _ y: Int) -> Double {
    var sum = 0.002 * sin(Double((x * 7919 + y * 104729) % 1000))
    for (index, centre) in galaxies.enumerated() {
      let (dx, dy) = (Double(x) - centre.0, Double(y) - centre.1)
      let r = (dx * dx + dy * dy + 0.5).squareRoot()
      sum += Double(index + 1) * exp(-r / (2.2 + 0.2 * Double(index)))
    }
    return sum
  }

  private func label(_ x: Int, _ y: Int) -> Double {
    for (index, centre) in galaxies.enumerated() {
      let (dx, dy) = (Double(x) - centre.0, Double(y) - centre.1)
      if dx * dx + dy * dy < 120 { return Double(10 * (index + 1)) }
    }
    return x == 140 && y == 100 ? 7 : 0
  }

  /// A FITS file of one plane of float32, row 0 first.
  private func fits(_ name: String, _ value: (Int, Int) -> Double) throws -> String {
    let cards = [
      "SIMPLE  =                    T", "BITPIX  =                  -32",
      "NAXIS   =                    2", "NAXIS1  = \(pad(width))", "NAXIS2  = \(pad(height))",
      "END",
    ]
    var bytes = Data(
      cards.map { $0.padding(toLength: 80, withPad: " ", startingAt: 0) }.joined().utf8)
    bytes.append(Data(repeating: 32, count: 2880 - bytes.count))
    for y in 0..<height {
      for x in 0..<width {
        withUnsafeBytes(of: Float(value(x, y)).bitPattern.bigEndian) {
          bytes.append(contentsOf: $0)
        }
      }
    }
    bytes.append(Data(repeating: 0, count: (2880 - bytes.count % 2880) % 2880))
    let path = folder.file(name)
    try bytes.write(to: URL(fileURLWithPath: path))
    return path
  }

  private func pad(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: " ", count: 20 - digits.count) + digits
  }

  private func survey() throws -> [String] {
    [try fits("image.fits", light), "--segmentation", try fits("labels.fits", label)]
  }

  private func rows(_ path: String) throws -> [[String: String]] {
    let lines = try Files.text(path).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let names = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
  }

  @Test func everyLabelIsARowInPixelsOfTheFile() throws {
    let out = folder.file("catalogue.csv")
    let outcome = try BuiltCommand.run(
      ["measure"] + survey() + ["--gain", "1e5", "--out", out, "--json", "--quiet"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"sources\""))
    let rows = try rows(out)
    #expect(rows.map { $0["label"] } == ["7", "10", "20", "30", "40", "50"])
    // One pixel of noise is a row with its reasons.
    #expect(rows[0]["flag"] != "0")
    #expect(rows[0]["reasons"]?.isEmpty == false)
    for index in [0, 1, 4] {
      let row = rows[index + 1]
      #expect(["0", "1"].contains(row["flag"]), "\(row)")
      for (name, expected) in [("x", galaxies[index].0), ("y", galaxies[index].1)] {
        for column in ["\(name)c_asymmetry", "sersic_\(name)c"] {
          let found = try #require(row[column].flatMap(Double.init))
          #expect(abs(found - expected) < 0.05, "\(column)")
        }
      }
      let n = try #require(row["sersic_n"].flatMap(Double.init))
      #expect(n > 0.7 && n < 1.1)
    }
    // Stamps end with the image.
    #expect(rows[3]["xmin_stamp"] == "0")
    #expect(rows[3]["ymax_stamp"] == "109")
    #expect(rows[4]["ymin_stamp"] == "0")
  }

  @Test func threadsDoNotMatter() throws {
    let survey = try survey()
    var tables: [Data] = []
    for threads in ["1", "2", "5"] {
      let out = folder.file("catalogue-\(threads).csv")
      let outcome = try BuiltCommand.run(
        ["measure"] + survey
          + ["--gain", "1e5", "--no-sersic", "--threads", threads, "--out", out, "-q"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      tables.append(try Files.bytes(out))
    }
    #expect(Set(tables).count == 1)
    let text = String(decoding: tables[0], as: UTF8.self)
    #expect(text.contains(",,") && !text.contains("-99"))
  }

  @Test func memoryDoesNotMatterButMustSuffice() throws {
    let survey = try survey()
    var tables: [Data] = []
    for memory in ["100MB", "4GB"] {
      let out = folder.file("catalogue-\(memory).csv")
      let outcome = try BuiltCommand.run(
        ["measure"] + survey
          + ["--gain", "1e5", "--no-sersic", "--memory", memory, "--out", out, "-q"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      tables.append(try Files.bytes(out))
    }
    #expect(Set(tables).count == 1)
    let outcome = try BuiltCommand.run(
      ["measure"] + survey
        + ["--gain", "1", "--memory", "10MB", "--out", folder.file("none.csv"), "-q"])
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains("raise --memory"), "\(outcome.errors)")
  }

  /// The same survey as GeoTIFFs made by GDAL, whose first row is the last of
  /// the FITS file, gives the same table.
  @Test func convertedImagesGiveTheSame() throws {
    let survey = try survey()
    let grid = try RasterFixture.utm(width, height)
    let image = try RasterFixture(grid: grid, bands: 1, type: .float32) { _, x, y in
      Float(light(x, height - 1 - y))
    }.write(to: folder.file("image.tif"))
    let labels = try RasterFixture(grid: grid, bands: 1, type: .uint8) { _, x, y in
      Float(label(x, height - 1 - y))
    }.write(to: folder.file("labels.tif"))
    var tables: [Data] = []
    for (name, files) in [("a", survey), ("b", [image, "--segmentation", labels])] {
      let out = folder.file(name + ".csv")
      let outcome = try BuiltCommand.run(
        ["measure"] + files + ["--gain", "1e5", "--no-sersic", "--out", out, "-q"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      tables.append(try Files.bytes(out))
    }
    #expect(Set(tables).count == 1)
  }

  @Test func otherTablesSayTheSame() throws {
    let survey = try survey()
    for ending in ["fits", "vot", "gpkg"] {
      let out = folder.file("catalogue." + ending)
      let outcome = try BuiltCommand.run(
        ["measure"] + survey + ["--gain", "1e5", "--no-sersic", "--out", out, "-q"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      if ending == "vot" {
        let text = try Files.text(out)
        #expect(text.components(separatedBy: "<TR>").count == 7)
        #expect(text.contains("<TR><TD>7</TD>") && !text.contains("<TD>-99"))
      }
    }
    #expect(Files.names(in: folder.file("")).filter { $0.hasPrefix(".") }.isEmpty)
  }

  @Test func weightsMasksAndPointSpreadsAreRead() throws {
    let out = folder.file("catalogue.csv")
    let outcome = try BuiltCommand.run(
      ["measure"] + survey() + [
        "--weight", try fits("sigma.fits") { _, _ in 0.002 },
        "--mask", try fits("mask.fits") { x, _ in x > 60 ? 1 : 0 },
        "--out", out, "-q",
      ])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let rows = try rows(out)
    #expect(rows.first { $0["label"] == "10" }?["flag"] == "0")
    #expect(rows.first { $0["label"] == "20" }?["flag"] == "4")
    #expect(rows.first { $0["label"] == "20" }?["reasons"] == "flux not positive")
  }

  @Test func wrongCallsAreExplained() throws {
    let survey = try survey()
    let out = folder.file("none.csv")
    let small = try RasterFixture(grid: RasterFixture.utm(40, 30), bands: 1, type: .uint8) {
      _, _, _ in
      1
    }.write(to: folder.file("small.tif"))
    let cases: [([String], Int32, String)] = [
      ([], 2, "--weight"),
      (["--gain", "0"], 2, "--gain"),
      (["--gain", "1", "--weight", survey[0]], 2, "exclude"),
      (["--gain", "1", "--mask", small], 2, "40x30"),
      (["--gain", "1", "--psf", small], 2, "odd sides"),
      (["--gain", "1", "--mask", folder.file("absent.fits")], 1, "does not exist"),
      (["--gain", "1", "--mask", survey[0] + "[3]"], 2, "no extension 3"),
      (["--gain", "1", "--threads", "0"], 2, "--threads"),
    ]
    for (arguments, code, text) in cases {
      let outcome = try BuiltCommand.run(["measure"] + survey + arguments + ["--out", out, "-q"])
      #expect(outcome.exitCode == code, "\(arguments)")
      #expect(outcome.errors.contains(text), "\(arguments): \(outcome.errors)")
      #expect(!Files.exists(out))
    }
    let labels = try BuiltCommand.run(
      "measure", survey[0], "--segmentation", survey[0], "--gain", "1", "--out", out, "-q")
    #expect(labels.exitCode == 2)
    #expect(labels.errors.contains("whole numbers"))
    let over = try BuiltCommand.run(
      ["measure"] + survey + ["--gain", "1", "--out", survey[0], "--overwrite", "-q"])
    #expect(over.exitCode == 2)
    #expect(over.errors.contains("input itself"))
  }

  @Test func aSegmentationWithoutSourcesIsAFailure() throws {
    let outcome = try BuiltCommand.run(
      "measure", try fits("image.fits", light), "--segmentation",
      try fits("empty.fits") { _, _ in 0 }, "--gain", "1", "--out", folder.file("a.csv"), "-q")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("no source"))
  }
}
