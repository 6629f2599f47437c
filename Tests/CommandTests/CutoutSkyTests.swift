import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// `facies cutouts` and the directions of the sky.
@Suite struct CutoutSkyTests {
  /// The letter F and a star to the right of its foot, from the top row.
  private static let letter = [
    "XXXX...", "X......", "XXX....", "X......", "X.....*",
  ]

  /// 41 x 33 pixels with the letter's lower left pixel at column 16, row 12
  /// from 0.
  private static func brightness(_ column: Int, _ row: Int) -> Float {
    let (x, y) = (column - 16, 16 - row)
    guard letter.indices.contains(y), (0..<7).contains(x) else { return 1 }
    let sign = Array(letter[y])[x]
    return sign == "X" ? 5 : sign == "*" ? 9 : 1
  }

  private static func pixels(_ path: String) throws -> [Float] {
    let raster = try RasterDataset(path: path)
    return try raster.plane()
  }

  /// Pictures, FITS files and the table agree with how DS9 shows the image,
  /// also where right ascension rises to the right.
  @Test(arguments: [-1.0, 1.0]) func anFIsAnF(_ sense: Double) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("f.fits")
    try CutoutTests.fits(
      41, 33,
      sky: [
        ("CRVAL1", "150.0"), ("CRVAL2", "0.0"), ("CRPIX1", "23.0"), ("CRPIX2", "13.0"),
        ("CDELT1", "\(sense * 1e-4)"), ("CDELT2", "1E-4"),
      ], value: Self.brightness
    ).write(to: URL(fileURLWithPath: path))
    // The star is at (23, 13), the letter's lower left end at (17, 13).
    let list = try folder.write(
      "id,ra,dec\nstar,150.0,0.0\nfoot,\(150 - sense * 6e-4),0.0\n", to: "c.csv")
    for format in ["fits", "png"] {
      let made = try BuiltCommand.run(
        ["cutouts", path, "--catalog", list, "--size", "9", "--format", format, "--out"]
          + [folder.file(format), "-q"]
          + (format == "png" ? ["--stretch", "linear", "--limits", "1,9"] : []))
      #expect(made.isSuccess, "\(made.errors)")
      for (name, column) in [("star", 22), ("foot", 16)] {
        // GDAL shows the last row of a FITS file first.
        let found = try Self.pixels(folder.file("\(format)/files/\(name).\(format)"))
        for pixel in 0..<81 {
          let value = Self.brightness(column - 4 + pixel % 9, 12 + 4 - pixel / 9)
          let wanted = format == "fits" ? value : 1 + ((value - 1) / 8 * 254).rounded()
          #expect(found[pixel] == wanted, "\(format) \(name) \(pixel)")
        }
      }
    }
    let rows = try CutoutTests.table(folder.file("fits/catalog.csv"))
    #expect(rows.map { $0["x"] } == ["23.0000", "17.0000"])
    #expect(rows.map { $0["y"] } == ["13.0000", "13.0000"])
    #expect(rows.map { $0["xcut"] } == ["5.0000", "5.0000"])
  }

  /// Sources across 0 h and at a pole are where they are.
  @Test func theEdgesOfCoordinatesAreNone() throws {
    let folder = try TemporaryFolder()
    for (name, ra, dec, rows) in [
      ("zero", "0.0", "0.0", "a,359.9999,0\nb,0.0001,0\nc,-0.0001,0\nd,360,0\n"),
      ("pole", "0.0", "90.0", "a,0,89.9999\nb,180,89.9999\nc,77,90\nd,0,-90\n"),
    ] {
      let path = folder.file(name + ".fits")
      try CutoutTests.fits(
        41, 33,
        sky: [
          ("CRVAL1", ra), ("CRVAL2", dec), ("CRPIX1", "21.0"), ("CRPIX2", "17.0"),
          ("CDELT1", "-1E-4"), ("CDELT2", "1E-4"),
        ], value: Self.brightness
      ).write(to: URL(fileURLWithPath: path))
      let list = try folder.write("id,ra,dec\n" + rows, to: name + ".csv")
      let made = try BuiltCommand.run(
        "cutouts", path, "--catalog", list, "--size", "5", "--out", folder.file(name), "-q")
      #expect(made.isSuccess, "\(made.errors)")
      let table = try CutoutTests.table(folder.file(name + "/catalog.csv"))
      let places = table.map { "\($0["x"] ?? "") \($0["y"] ?? "") \($0["flags"] ?? "")" }
      #expect(
        places
          == (name == "zero"
            ? ["22.0000 17.0000 0", "20.0000 17.0000 0", "22.0000 17.0000 0", "21.0000 17.0000 0"]
            : ["21.0000 18.0000 0", "21.0000 16.0000 0", "21.0000 17.0000 0", "  2"]))
    }
  }

  /// Rows are joined by their identifiers, whatever their order.
  @Test func theOrderOfRowsDoesNotMatter() throws {
    let folder = try TemporaryFolder()
    let image = try CutoutTests.image(in: folder)
    let rows = (0..<20).map { "0\($0),\(3 * $0 + 1),\(($0 * 11) % 30)" }
    var files: [[String: Data]] = []
    for (name, order) in [("a", rows), ("b", Array(rows.reversed()))] {
      let list = try folder.write("id,x,y\n" + order.joined(separator: "\n"), to: name + ".csv")
      let made = try BuiltCommand.run(
        "cutouts", image, "--catalog", list, "--size", "9", "--out", folder.file(name), "-q")
      #expect(made.isSuccess, "\(made.errors)")
      let out = folder.file(name + "/files")
      files.append(
        try Dictionary(
          uniqueKeysWithValues: Files.names(in: out).map { ($0, try Files.bytes(out + "/" + $0)) }))
    }
    #expect(files[0].count == 20 && files[0] == files[1])
  }

  /// A turned and mirrored image whose values are offsets to the north, then
  /// to the east: north up, they rise with the rows, and fall with columns.
  @Test func northIsUp() throws {
    let folder = try TemporaryFolder()
    let (scale, angle) = (2e-4, 0.6)
    // Rows of the matrix: to the east, to the north, for a step of x and of y.
    let east = (scale * cos(angle), scale * sin(angle))
    let north = (scale * sin(angle), -scale * cos(angle))
    let sky = [
      ("CRVAL1", "150.0"), ("CRVAL2", "0.0"), ("CRPIX1", "61.0"), ("CRPIX2", "46.0"),
      ("CD1_1", "\(east.0)"), ("CD1_2", "\(east.1)"), ("CD2_1", "\(north.0)"),
      ("CD2_2", "\(north.1)"),
    ]
    let list = try folder.write("id,ra,dec\nmid,150.0,0.0\nedge,150.0125,0.0\n", to: "c.csv")
    for (name, matrix) in [("north", north), ("east", east)] {
      let path = folder.file(name + ".fits")
      try CutoutTests.fits(121, 91, sky: sky) { column, row in
        Float((matrix.0 * Double(column - 60) + matrix.1 * Double(row - 45)) / scale)
      }.write(to: URL(fileURLWithPath: path))
      let made = try BuiltCommand.run(
        "cutouts", path, "--catalog", list, "--size", "21", "--north-up", "--out",
        folder.file(name), "--json", "-q")
      #expect(made.isSuccess, "\(made.errors)")
      let report = try Results.object(made.output)
      #expect((report["northUp"] as? String)?.contains("bilinear") == true)
      let found = try Self.pixels(folder.file(name + "/files/mid.fits"))
      for pixel in 0..<441 {
        let offset = name == "north" ? 10 - pixel / 21 : 10 - pixel % 21
        #expect(abs(found[pixel] - Float(offset)) < 2e-3, "\(name) \(pixel)")
      }
      let rows = try CutoutTests.table(folder.file(name + "/catalog.csv"))
      #expect(rows.map { $0["flags"] } == ["0", "1"])
      #expect(rows[0]["xcut"] == "11.0000" && rows[0]["ycut"] == "11.0000")
    }
  }

  @Test func northUpNeedsASky() throws {
    let folder = try TemporaryFolder()
    let path = try RasterFixture(grid: RasterFixture.utm(40, 30), bands: 1) { _, _, _ in 1 }
      .write(to: folder.file("a.tif"))
    let list = try folder.write("id,x,y\n1,5,5\n", to: "c.csv")
    let made = try BuiltCommand.run(
      "cutouts", path, "--catalog", list, "--north-up", "--out", folder.file("out"), "-q")
    #expect(made.exitCode == 2 && made.errors.contains("where north is"), "\(made.errors)")
    let plain = try BuiltCommand.run(
      "cutouts", path, "--catalog", list, "--size", "4", "--out", folder.file("out"), "-q")
    #expect(plain.isSuccess, "\(plain.errors)")
  }

  @Test(arguments: [
    ["--format", "fits"], ["--format", "png"], ["--format", "cube", "--north-up"],
  ])
  func threadsDoNotMatter(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let sky = try BuiltCommand.run(
      "simulate", "--survey", "--size", "300x220", "--sources", "30", "--out",
      folder.file("sky"), "-q")
    #expect(sky.isSuccess, "\(sky.errors)")
    var made: [[String: Data]] = []
    for threads in ["1", "4"] {
      let out = folder.file(threads)
      let outcome = try BuiltCommand.run(
        [
          "cutouts", folder.file("sky/sky_g.fits"), folder.file("sky/sky_r.fits"), "--detect",
          "--mask-neighbours", "--size", "40", "--threads", threads, "--out", out, "-q",
        ] + arguments)
      #expect(outcome.isSuccess, "\(outcome.errors)")
      var files: [String: Data] = [:]
      for name in FileManager.default.enumerator(atPath: out)?.compactMap({ $0 as? String }) ?? []
      where !name.hasSuffix(".json") && name.contains(".") {
        files[name] = try Files.bytes(out + "/" + name)
      }
      made.append(files)
    }
    #expect(made[0].count > 2 && made[0] == made[1])
  }
}
