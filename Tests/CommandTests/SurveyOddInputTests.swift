import Foundation
import TestSupport
import Testing

/// `facies run` on images, catalogues and models that are odd.
@Suite struct SurveyOddInputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let width = 240
  private static let height = 90

  /// Sources at every edge and corner, and in between; as FITS counts.
  private static let places: [(x: Double, y: Double)] = {
    let edges: [(x: Double, y: Double)] = [
      (1, 1), (240, 1), (1, 90), (240, 90), (120, 1), (120, 90), (1, 45), (240, 45),
    ]
    return edges
      + (0..<12).map { number -> (x: Double, y: Double) in
        (x: Double(20 + 18 * number), y: number % 2 == 0 ? 28 : 63)
      }
  }()

  private static func light(_ column: Int, _ row: Int, seed: Int = 0) -> Float {
    let noise = ScrambledField.unit(column + width * row + 1_000_003 * seed) - 0.5
    return places.enumerated().reduce(100 + 3 * noise) { sum, item in
      let dx = (Double(column + 1) - item.element.x) / (1.5 + Double(item.offset % 3))
      let dy = (Double(row + 1) - item.element.y) / 2
      return sum + Float(60 * exp(-(dx * dx + dy * dy) / 2))
    }
  }

  private func image(
    _ name: String, _ width: Int = width, _ height: Int = height,
    value: (Int, Int) -> Float = { light($0, $1) }
  ) throws -> String {
    let path = folder.file(name)
    let sky = [
      ("CRVAL1", "0.0"), ("CRVAL2", "0.0"), ("CRPIX1", "120.0"), ("CRPIX2", "45.0"),
      ("CDELT1", "-1E-4"), ("CDELT2", "1E-4"),
    ]
    try CutoutTests.fits(width, height, sky: sky, value: value)
      .write(to: URL(fileURLWithPath: path))
    return path
  }

  private func run(_ arguments: [String]) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(
      ["run"] + arguments + ["--out", folder.file("out"), "-q"]
        + (arguments.contains("--apply") ? [] : ["--encoder", "pixels"]), timeout: 120)
  }

  // MARK: catalogues

  /// One row for every row of the catalogue, in its order, whatever is odd
  /// about it; flags say what.
  @Test func everyRowOfTheCatalogueIsKept() throws {
    let odd: [(id: String, x: String, y: String, flags: Int)] = [
      ("\"a,b \"\"c\"\"\"", "60", "40", 0), ("007", "61", "41", 32), ("007", "61", "41", 32),
      ("12345678901234567891", "80", "20", 0), ("=1+1", "82", "22", 0),
      ("outside", "9999", "5", 2), ("below", "-80", "5", 2), ("none", "", "", 4),
      ("NaN", "NaN", "5", 4),
    ]
    let edges = Self.places.prefix(8).enumerated().map {
      (id: "edge\($0.offset)", x: "\($0.element.x)", y: "\($0.element.y)", flags: 1)
    }
    let all = odd + edges
    let list = try folder.write(
      "id,x,y\n" + all.map { "\($0.id),\($0.x),\($0.y)\n" }.joined(), to: "c.csv")
    let made = try run(
      [try image("sky.fits"), "--catalog", list, "--size", "16", "--groups", "2"])
    #expect(made.exitCode == 0, "\(made.errors)")
    let lines = try Files.text(folder.file("out/catalog.csv")).split(separator: "\n").dropFirst()
    #expect(lines.count == all.count)
    for (line, row) in zip(lines, all) {
      // What a spreadsheet would take for a formula is preceded by an apostrophe.
      let id = row.id == "=1+1" ? "'=1+1" : row.id
      #expect(line.hasPrefix(id + ","), "\(line.prefix(80))")
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      #expect(cells.dropLast().last.map(String.init) == "\(row.flags)", "\(line)")
      #expect(line.contains(",invalid,") == (row.flags & 6 != 0), "\(row.id)")
    }
    // East of the middle is beyond 0 h, west of it below 360 degrees.
    let table = try CutoutTests.table(folder.file("out/catalog.csv"))
    let (west, east) = (table.first { $0["id"] == "edge1" }, table.first { $0["id"] == "edge0" })
    let low = try #require(Double(west?["ra"] ?? ""))
    let high = try #require(Double(east?["ra"] ?? ""))
    #expect(abs(low - 359.988) < 1e-5 && abs(high - 0.0119) < 1e-5)
  }

  // MARK: images

  @Test(arguments: [
    ("zero", 60, 40, Float(0), "stands out"), ("constant", 60, 40, 7, "stands out"),
    ("empty", 60, 40, Float.nan, "no pixel of band 1"),
    ("infinite", 60, 40, Float.infinity, "no pixel of band 1"), ("tiny", 3, 3, 1, "stands out"),
    ("dot", 1, 1, 1, "stands out"), ("row", 200, 1, 1, "stands out"),
    ("column", 1, 200, 1, "stands out"),
  ])
  func imagesOfNothingAreExplained(
    _ name: String, _ width: Int, _ height: Int, _ value: Float, says: String
  ) throws {
    let made = try run([try image("\(name).fits", width, height) { _, _ in value }])
    #expect(made.exitCode == 1 && made.errors.contains(says), "\(made.errors)")
    #expect(!Files.exists(folder.file("out")))
  }

  /// Bands without a value or of one value, infinities and values near the end
  /// of Float's range: no object is lost, no cutout stops the run.
  @Test(arguments: ["nan", "constant", "infinities", "large", "twice"])
  func oddBandsAreLivedWith(_ kind: String) throws {
    let second = try image("second.fits") { column, row in
      let value = Self.light(column, row, seed: 1)
      return switch kind {
      case "nan": .nan
      case "constant": 5
      case "infinities": (column * 7 + row * 13) % 97 == 0 ? .infinity : value
      case "large": value * 1e35
      default: Self.light(column, row)
      }
    }
    let made = try run([try image("sky.fits"), second, "--groups", "3", "--json"])
    #expect(made.exitCode == 0, "\(made.errors)")
    let report = try Results.object(made.output)
    let objects = try #require(report["objects"] as? Int)
    #expect(objects >= 16 && report["invalid"] as? Int == 0)
    let table = try CutoutTests.table(folder.file("out/catalog.csv"))
    #expect(table.count == objects)
  }

  /// The band that is looked at has values beyond what moments hold.
  @Test func largeValuesAreNoTrap() throws {
    let made = try run([try image("sky.fits") { (Self.light($0, $1) - 100) * 1e36 }])
    #expect([0, 1].contains(made.exitCode), "\(made.errors)")
  }

  @Test func oneSourceIsNoVote() throws {
    let path = try image("sky.fits", 80, 60) { column, row in
      let (dx, dy) = (Double(column - 30), Double(row - 40))
      return ScrambledField.unit(column + 80 * row) + Float(50 * exp(-(dx * dx + dy * dy) / 12))
    }
    let made = try run([path, "--threshold", "10"])
    #expect(made.exitCode == 1)
    #expect(
      made.errors.contains("1 of 1 objects has a cutout; a vote needs 4 at least"),
      "\(made.errors)")
  }

  @Test func callsThatDoNotGoTogetherAreRefused() throws {
    let sky = try image("sky.fits")
    let other = try image("other.fits", 100, 90)
    let bad = try folder.write("classes:\n  0: {name: X}\n", to: "bad.yaml")
    let named = try folder.write(
      "survey: sky.fits\nbands: [g, r]\nencoder: pixels\n", to: "named.yaml")
    let band = try folder.write(
      "survey: sky.fits\ndetection: {band: 5}\nmeasurements: false\n", to: "band.yaml")
    let cases: [(arguments: [String], says: String)] = [
      ([sky, other], "bands must be aligned"), ([sky, "--classes", bad], "'0' is no group"),
      ([sky, "--weights", sky], "--weights goes with --encoder pretrained"),
      ([named], "2 bands are named and the survey has 1"), ([band], "band"),
      ([folder.path, "--size", "32"], "a size of cutouts goes with images of the sky"),
      ([folder.path, "--catalog", bad], "a catalogue goes with images of the sky"),
      ([sky, "--apply", sky, "--preset", "fang2025"], "--preset says what is fitted"),
    ]
    for (arguments, says) in cases {
      let made = try run(arguments)
      #expect([1, 2].contains(made.exitCode), "\(arguments)")
      #expect(made.errors.contains(says), "\(arguments): \(made.errors)")
      #expect(!Files.exists(folder.file("out")), "\(arguments)")
    }
  }

  // MARK: models

  /// A description in a model that sizes arrays or counts into them is looked
  /// at before it does.
  @Test func damagedModelsAreRefused() throws {
    let sky = [try image("a.fits"), try image("b.fits"), try image("c.fits")]
    let fitted = try run(sky + ["--groups", "2", "--size", "32", "--no-measurements"])
    #expect(fitted.exitCode == 0, "\(fitted.errors)")
    let model = folder.file("out/model.safetensors")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: model))
    let path = folder.file("damaged.safetensors")
    // As many letters, so that the file's header stays whole.
    let changes = [
      ("\"pictureBands\\\":[2,1,0]", "\"pictureBands\\\":[2,1,9]"),
      ("\"pictureBands\\\":[2,1,0]", "\"pictureBands\\\":[2,-10]"),
      ("\"seen\\\":[0,1,2]", "\"seen\\\":[0,1,7]"), ("\"bands\\\":3", "\"bands\\\":0"),
      ("\"side\\\":32", "\"side\\\":-1"), ("\"side\\\":32", "\"side\\\":31"),
      ("\"size\\\":32", "\"size\\\":-9"), ("\"crop\\\":1", "\"crop\\\":9"),
      ("\"polar\\\":\\\"none", "\"polar\\\":\\\"nine"),
      ("\"stretch\\\":\\\"sky", "\"stretch\\\":\\\"shy"),
    ]
    for (from, to) in changes {
      let place = try #require(bytes.range(of: Data(from.utf8)), "\(from)")
      var damaged = bytes
      damaged.replaceSubrange(place, with: Data(to.utf8))
      try damaged.write(to: URL(fileURLWithPath: path))
      let made = try run(sky + ["--apply", path, "--overwrite"])
      #expect(made.exitCode == 1, "\(to): \(made.errors)")
      let says = ["damaged.safetensors'", "the model's tensor"]
      #expect(says.contains { made.errors.contains($0) }, "\(to): \(made.errors)")
    }
    // Whole, it is applied, also where the size is said again.
    let whole = try run(sky + ["--apply", model, "--size", "32", "--overwrite"])
    #expect(whole.exitCode == 0, "\(whole.errors)")
  }
}
