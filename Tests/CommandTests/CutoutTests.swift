import Foundation
import TestSupport
import Testing

/// `facies cutouts` as it is built.
@Suite struct CutoutTests {
  /// 0.36 arcseconds a pixel, north up, east to the left, RA 150 and Dec 2 in
  /// the middle of (20.5, 10.5).
  static let plainSky = [
    ("CRVAL1", "150.0"), ("CRVAL2", "2.0"), ("CRPIX1", "20.5"), ("CRPIX2", "10.5"),
    ("CDELT1", "-1E-4"), ("CDELT2", "1E-4"),
  ]

  /// A FITS image of 32-bit reals on a tangent plane.
  static func fits(
    _ width: Int, _ height: Int, sky: [(String, String)] = plainSky,
    value: (Int, Int) -> Float
  ) -> Data {
    let cards: [(String, String)] =
      [
        ("SIMPLE", "T"), ("BITPIX", "-32"), ("NAXIS", "2"), ("NAXIS1", "\(width)"),
        ("NAXIS2", "\(height)"), ("CTYPE1", "'RA---TAN'"), ("CTYPE2", "'DEC--TAN'"),
      ] + sky
    let lines =
      cards.map { key, value in
        (key.padding(toLength: 8, withPad: " ", startingAt: 0) + "= " + value)
          .padding(toLength: 80, withPad: " ", startingAt: 0)
      } + ["END"]
    var out = Data(lines.joined().utf8)
    out.append(Data(repeating: 32, count: (2880 - out.count % 2880) % 2880))
    for row in 0..<height {
      for column in 0..<width {
        withUnsafeBytes(of: value(column, row).bitPattern.bigEndian) { out.append(contentsOf: $0) }
      }
    }
    out.append(Data(repeating: 0, count: (2880 - out.count % 2880) % 2880))
    return out
  }

  static func image(in folder: TemporaryFolder) throws -> String {
    let path = folder.file("sky.fits")
    try fits(60, 30) { Float($0 + 100 * $1) }.write(to: URL(fileURLWithPath: path))
    return path
  }

  static func table(_ path: String) throws -> [[String: String]] {
    let rows = try Files.text(path).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let head = rows.first ?? []
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
  }

  @Test func sourcesBeyondTheImageAreRows() throws {
    let folder = try TemporaryFolder()
    let list = try folder.write(
      "id,ra,dec\n007,150.0,2.0\n007,150.0019,2\nfar,10,10\nnone,,\nback,330,-2\n",
      to: "c.csv")
    let made = try BuiltCommand.run(
      "cutouts", Self.image(in: folder), "--catalog", list, "--size", "8", "--out",
      folder.file("out"))
    #expect(made.isSuccess, "\(made.errors)")
    let rows = try Self.table(folder.file("out/catalog.csv"))
    #expect(rows.compactMap { $0["id"] } == ["007", "007", "far", "none", "back"])
    // 32 the same identifier, 1 edge, 2 outside, 4 no position.
    #expect(rows.compactMap { $0["flags"] } == ["32", "33", "2", "4", "2"])
    #expect(
      rows.compactMap { $0["file"] } == ["files/007.fits", "files/007-2.fits", "", "", ""])
    #expect(rows[0]["x"] == "20.5000" && rows[0]["y"] == "10.5000")
    #expect(Files.names(in: folder.file("out/files")) == ["007-2.fits", "007.fits"])
    // Lower left pixel of the cutout: column 16, row 6 of the image, from 0.
    let bytes = try Files.bytes(folder.file("out/files/007.fits")).dropFirst(2880).prefix(4)
    let bits = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    #expect(Float(bitPattern: bits) == 616)
  }

  @Test func outcomesAreTheSameForAnyMemory() throws {
    let folder = try TemporaryFolder()
    let list = try folder.write(
      "id,x,y\n" + (0..<60).map { "\($0),\(60 - $0),\(($0 * 7) % 31)" }.joined(separator: "\n"),
      to: "c.csv")
    let image = try Self.image(in: folder)
    for (name, memory) in [("a", "10KB"), ("b", "100MB")] {
      let made = try BuiltCommand.run(
        "cutouts", image, "--catalog", list, "--size", "12", "--format", "cube", "--memory",
        memory, "--out", folder.file(name))
      #expect(made.isSuccess, "\(made.errors)")
    }
    for file in ["cutouts.fits", "catalog.csv", "catalog.fits"] {
      #expect(try Files.bytes(folder.file("a/" + file)) == Files.bytes(folder.file("b/" + file)))
    }
  }

  @Test func detectsAndDrawsPictures() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("sky.fits")
    try Self.fits(80, 70) { column, row in
      let (x, y) = (Float(column - 30), Float(row - 50))
      let noise = Float((column &* 7919 &+ row &* 104_729) % 101) / 50
      return noise + 100 * exp(-(x * x + y * y) / 8)
    }.write(to: URL(fileURLWithPath: path))
    let made = try BuiltCommand.run(
      "cutouts", path, "--detect", "--threshold", "10", "--format", "png", "--size", "20",
      "--out", folder.file("out"), "--json")
    #expect(made.isSuccess, "\(made.errors)")
    let report = try Results.object(made.output)
    #expect(report["sources"] as? Int == 1 && (report["stretch"] as? String)?.isEmpty == false)
    let row = try #require(try Self.table(folder.file("out/catalog.csv")).first)
    #expect(abs((Double(row["x"] ?? "") ?? 0) - 31) < 0.1)
    #expect(abs((Double(row["y"] ?? "") ?? 0) - 51) < 0.1)
    #expect(Files.names(in: folder.file("out/files")) == ["1.png"])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var exitCode: Int32 = 2
    var says: [String]
    var arguments: [String]
  }

  static let wrong: [Case] = [
    Case(testDescription: "no sources", says: ["--catalog FILE", "--detect"], arguments: []),
    Case(
      testDescription: "both", says: ["exclude each other"],
      arguments: ["--detect", "--catalog", "c.csv"]),
    Case(
      testDescription: "columns of nothing", says: ["go with --catalog"],
      arguments: ["--detect", "--ra", "ra"]),
    Case(
      testDescription: "a stretch of no picture", says: ["go with --format png"],
      arguments: ["--detect", "--stretch", "log"]),
    Case(
      testDescription: "a threshold of no detection", says: ["go with --detect"],
      arguments: ["--catalog", "c.csv", "--threshold", "3"]),
    Case(
      testDescription: "a stretch", says: ["did you mean 'asinh'?"],
      arguments: ["--detect", "--format", "png", "--stretch", "asin"]),
    Case(
      testDescription: "a format", says: ["did you mean 'fits'?"],
      arguments: ["--detect", "--format", "fit"]),
    Case(testDescription: "a size", says: ["--size is 0"], arguments: ["--detect", "--size", "0"]),
    Case(
      testDescription: "limits", says: ["two rising values"],
      arguments: ["--detect", "--format", "png", "--limits", "5,1"]),
    Case(
      testDescription: "a band", says: ["--png-bands is 2"],
      arguments: ["--detect", "--format", "png", "--png-bands", "2"]),
    Case(
      testDescription: "an extension", says: ["no extension 3", "0 (60x30)"],
      arguments: ["--detect", "--extension", "3"]),
    Case(
      testDescription: "memory", says: ["need at least"],
      arguments: ["--detect", "--size", "2000", "--memory", "1MB"]),
    Case(
      testDescription: "a column", says: ["did you mean 'ra'?"],
      arguments: ["--catalog", "c.csv", "--ra", "rae"]),
    Case(
      testDescription: "no catalogue", exitCode: 1, says: ["does not exist"],
      arguments: ["--catalog", "nowhere.csv"]),
  ]

  @Test(arguments: wrong) func failsInOneLine(_ call: Case) throws {
    let folder = try TemporaryFolder()
    let image = try Self.image(in: folder)
    try folder.write("id,ra,dec\n1,150,2\n", to: "c.csv")
    let made = try BuiltCommand.run(
      ["cutouts", image] + call.arguments + ["--out", folder.file("out")], in: folder.path)
    #expect(made.exitCode == call.exitCode, "\(made.errors)")
    #expect(made.errorLines.count == 1)
    for part in call.says { #expect(made.errors.contains(part), "\(made.errors)") }
    #expect(Files.names(in: folder.path) == ["c.csv", "sky.fits"])
  }

  @Test func othersFilesAreNeverReplaced() throws {
    let folder = try TemporaryFolder()
    let image = try Self.image(in: folder)
    let list = try folder.write("id,x,y\n1,20,10\n", to: "c.csv")
    let call = ["cutouts", image, "--catalog", list, "--out", folder.file("out")]
    #expect(try BuiltCommand.run(call).isSuccess)
    #expect(try BuiltCommand.run(call).errors.contains("add --overwrite"))
    #expect(try BuiltCommand.run(call + ["--overwrite"]).isSuccess)
    let own = try folder.folder("own")
    try folder.write("mine", to: "own/letter.txt")
    let refused = try BuiltCommand.run(Array(call.dropLast()) + [own, "--overwrite"])
    #expect(refused.exitCode == 2 && refused.errors.contains("holds other files"))
    #expect(try Files.text(own + "/letter.txt") == "mine")
  }
}
