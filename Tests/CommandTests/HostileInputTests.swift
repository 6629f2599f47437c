import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// Files and surroundings made to read what is not theirs, to run code, to fill
/// the memory or never to end: each gets one line, in time, and leaves nothing.
@Suite struct HostileInputTests {
  private let folder: TemporaryFolder
  private let scene: SimulatedScene

  init() throws {
    folder = try TemporaryFolder()
    scene = try SimulatedScene.small.get()
    try FileManager.default.copyItem(atPath: scene.raster, toPath: folder.file("scene.tif"))
  }

  private func refused(_ call: [String], _ code: Int32, _ message: String) throws {
    let before = Files.names(in: folder.path)
    let outcome = try BuiltCommand.run(call, in: folder.path, timeout: 20)
    #expect(!outcome.timedOut)
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    let plain = URL(fileURLWithPath: folder.path).standardizedFileURL.path
    let said = outcome.errors.replacing(folder.path + "/", with: "")
      .replacing(plain + "/", with: "")
    #expect(said == "facies: \(message)\n")
    #expect(Files.names(in: folder.path) == before)
  }

  // MARK: virtual rasters

  /// A virtual raster, what is said of it where it is allowed, and nothing for
  /// those that are read.
  static let virtual: [(name: String, text: String, message: String?)] = [
    ("plain", source("scene.tif"), nil),
    (
      "raw", band("subClass=\"VRTRawRasterBand\"", "<SourceFilename>/etc/passwd</SourceFilename>"),
      "'v.vrt' holds a band of the class VRTRawRasterBand, which is refused in a virtual raster"
    ),
    (
      "python",
      band(
        "subClass=\"VRTDerivedRasterBand\"",
        "<PixelFunctionLanguage>Python</PixelFunctionLanguage>"),
      "'v.vrt' holds a band of the class VRTDerivedRasterBand, which is refused in a virtual raster"
    ),
    (
      "a function", band("", "<PixelFunctionType>sum</PixelFunctionType>"),
      "'v.vrt' holds <PixelFunctionType> in <VRTRasterBand>, which is refused in a virtual raster"
    ),
    (
      "a warp",
      "<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\" subClass=\"VRTWarpedDataset\"></VRTDataset>",
      "'v.vrt' holds the attribute 'subClass' of <VRTDataset>, which is refused in a virtual raster"
    ),
    (
      "an address", source("/vsicurl/http://127.0.0.1:9/x.tif", relative: 0),
      "'/vsicurl/http://127.0.0.1:9/x.tif' is not on this machine's disk; download the file and "
        + "name the copy"
    ),
    (
      "an absolute path", source("/etc/passwd", relative: 0),
      "'v.vrt' reads '/etc/passwd', which lies outside its folder: refused"
    ),
    (
      "a way out", source("../../../../../../../../etc/passwd"),
      "'v.vrt' reads '../../../../../../../../etc/passwd', which lies outside its folder: refused"
    ),
    (
      "a link", source("link.tif"),
      "'v.vrt' reads 'link.tif', which lies outside its folder: refused"
    ),
    (
      "itself", source("v.vrt"),
      "'v.vrt' reads 'v.vrt', which is no raster of a format that is read"
    ),
    (
      "another under a false name", source("false.tif"),
      "'v.vrt' reads 'false.tif', which is no raster of a format that is read"
    ),
    ("a pipe", source("pipe.tif"), "'pipe.tif' is a named pipe; write it to a file first"),
    (
      "an entity", "<!DOCTYPE a [<!ENTITY b \"c\">]>" + source("scene.tif"),
      "'v.vrt', line 1: a document type declaration, which is refused"
    ),
    (
      "nothing", "<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\"></VRTDataset>",
      "'v.vrt' has 0 sources; 1 to 10000 are read"
    ),
  ]

  private static func band(_ attributes: String, _ inside: String) -> String {
    "<VRTDataset rasterXSize=\"8\" rasterYSize=\"8\"><VRTRasterBand dataType=\"Byte\" band=\"1\" "
      + "\(attributes)>\(inside)</VRTRasterBand></VRTDataset>"
  }

  private static func source(_ name: String, relative: Int = 1) -> String {
    band(
      "",
      "<SimpleSource><SourceFilename relativeToVRT=\"\(relative)\">\(name)</SourceFilename>"
        + "<SourceBand>1</SourceBand></SimpleSource>")
  }

  @Test(arguments: virtual.indices)
  func virtualRasters(_ index: Int) throws {
    let (_, text, message) = Self.virtual[index]
    try folder.write(text, to: "v.vrt")
    try folder.write(text, to: "hidden.tif")
    try folder.write(Self.source("scene.tif"), to: "false.tif")
    symlink("/etc/passwd", folder.file("link.tif"))
    mkfifo(folder.file("pipe.tif"), 0o600)
    for name in ["v.vrt", "hidden.tif"] {
      try refused(
        ["inspect", name], 1,
        "'\(name)' is a virtual raster (VRT), which names other files to read; allow it with "
          + "--allow-vrt (allow-vrt: true in a scene file) if they lie under its folder")
    }
    guard let message else {
      let outcome = try BuiltCommand.run(["inspect", "v.vrt", "--allow-vrt"], in: folder.path)
      #expect(outcome.isSuccess, "\(outcome.errors)")
      return
    }
    try refused(["inspect", "v.vrt", "--allow-vrt"], 1, message)
  }

  /// A run on an allowed one reads the same pixels, and says which files.
  @Test func allowedVirtualRaster() throws {
    let bands = try RasterDataset(path: scene.raster)
    let text =
      "<VRTDataset rasterXSize=\"\(bands.width)\" rasterYSize=\"\(bands.height)\">"
      + (1...bands.bandCount).map {
        "<VRTRasterBand dataType=\"UInt16\" band=\"\($0)\"><SimpleSource>"
          + "<SourceFilename relativeToVRT=\"1\">scene.tif</SourceFilename>"
          + "<SourceBand>\($0)</SourceBand></SimpleSource></VRTRasterBand>"
      }.joined() + "</VRTDataset>"
    try folder.write(text, to: "v.vrt")
    try folder.write("input: v.vrt\nallow-vrt: true\nunits: 3\nrecipe: k-means\n", to: "s.yaml")
    let outcome = try BuiltCommand.run(["run", "s.yaml", "--out", "out"], in: folder.path)
    #expect(outcome.isSuccess, "\(outcome.errors)")
    let record = try Files.text(folder.file("out/run.json"))
    #expect(record.contains("/scene.tif\"") && record.contains("/v.vrt\""))
    let own = try BuiltCommand.run(
      ["run", "scene.tif", "--units", "3", "--recipe", "k-means", "--out", "own"], in: folder.path)
    #expect(own.isSuccess, "\(own.errors)")
    let (a, b) = (
      try RasterDataset(path: folder.file("out/units.tif")),
      try RasterDataset(path: folder.file("own/units.tif"))
    )
    #expect(try a.plane() == b.plane())
  }

  /// A mask beside a raster that is a virtual raster of another file's bytes.
  @Test(arguments: ["scene.tif.msk", "scene.tif.ovr"])
  func virtualRastersBesideRasters(_ name: String) throws {
    let text = Self.band(
      "subClass=\"VRTRawRasterBand\"",
      "<SourceFilename relativeToVRT=\"0\">/etc/passwd</SourceFilename>")
    try folder.write(text, to: name)
    let outcome = try BuiltCommand.run(
      ["run", "scene.tif", "--units", "2", "--recipe", "k-means", "--out", "out"], in: folder.path)
    let own = try BuiltCommand.run(
      ["run", scene.raster, "--units", "2", "--recipe", "k-means", "--out", "own"], in: folder.path)
    #expect(outcome.isSuccess && own.isSuccess, "\(outcome.errors)")
    let (a, b) = (
      try RasterDataset(path: folder.file("out/units.tif")),
      try RasterDataset(path: folder.file("own/units.tif"))
    )
    #expect(try a.plane() == b.plane())
  }

  // MARK: what never ends

  /// Every option that names a file, with a pipe for it.
  static let pipes: [[String]] = [
    ["run", "scene.tif", "--style", "pipe.yaml", "--out", "out"],
    ["run", "pipe.yaml", "--out", "out"], ["inspect", "pipe.yaml"],
    ["run", "scene.tif", "--known", "pipe.yaml", "--field", "a", "--out", "out"],
    ["run", "scene.tif", "--mask", "inside=pipe.yaml", "--out", "out"],
    ["run", "scene.tif", "--relabel", "pipe.yaml", "--out", "out"],
    ["map", "scene.tif", "--model", "pipe.yaml", "--out", "out"],
    ["render", "pipe.yaml", "--out", "sheet.png"],
    ["weights", "pipe.yaml"],
    ["composite", "pipe.yaml", "--out", "picture.png"],
    ["sieve", "pipe.yaml", "--hectares", "1", "--out", "out.tif"],
    ["batch", "--template", "pipe.yaml", "scene.tif", "--out", "out"],
  ]

  @Test(arguments: pipes) func pipesAreRefused(_ call: [String]) throws {
    mkfifo(folder.file("pipe.yaml"), 0o600)
    try refused(call, 1, "'pipe.yaml' is a named pipe; write it to a file first")
  }

  /// A batch goes on; it never waits for a pipe.
  @Test(arguments: ["pipe.yaml", "zero.yaml"]) func batchesPassOverPipes(_ name: String) throws {
    mkfifo(folder.file("pipe.yaml"), 0o600)
    symlink("/dev/zero", folder.file("zero.yaml"))
    let outcome = try BuiltCommand.run(
      ["batch", name, "--out", "maps", "--quiet"], in: folder.path, timeout: 60)
    #expect(!outcome.timedOut)
    #expect(outcome.exitCode != 0)
  }

  // MARK: headers

  static let headers:
    [(name: String, says: String, make: @Sendable (TemporaryFolder) throws -> Void)] =
      [
        (
          "a.dat", "cannot be read as a raster: Image file is too small",
          { try envi($0, samples: "1999999", lines: "1999999") }
        ),
        (
          "a.dat", "cannot be read as a raster",
          { try envi($0, samples: "99999999999", lines: "1") }
        ),
        ("a.dat", "cannot be read as a raster", { try envi($0, samples: "-5", lines: "1") }),
        (
          "a.tif", "of memory, 600.0 MB is allowed: raise --memory",
          { try sparse($0, side: 1_000_000, block: 16384) }
        ),
        (
          "a.tif",
          "is stored in blocks of 3.4 GB, which are decoded whole, and 600.0 MB of memory is allowed",
          { try sparse($0, side: 60000, block: 60000) }
        ),
        (
          "a.tif", "claims 2100000x16 pixels; at most 2000000 a side are read",
          { try sparse($0, side: 2_100_000, height: 16, block: 16384) }
        ),
      ]

  private static func envi(_ folder: TemporaryFolder, samples: String, lines: String) throws {
    try folder.write(
      "ENVI\nsamples = \(samples)\nlines = \(lines)\nbands = 1\ndata type = 4\n", to: "a.hdr")
    try folder.write(String(repeating: "a", count: 1000), to: "a.dat")
  }

  private static func sparse(
    _ folder: TemporaryFolder, side: Int, height: Int? = nil, block: Int
  ) throws {
    let writer = try RasterWriter(
      path: folder.file("a.tif"), grid: Grid(width: side, height: height ?? side), type: .uint8,
      options: [
        "TILED=YES", "BLOCKXSIZE=\(block)", "BLOCKYSIZE=\(block)", "SPARSE_OK=TRUE", "BIGTIFF=YES",
      ])
    try writer.finish()
  }

  /// In an address space of 3 GB.
  @Test(arguments: headers.indices) func largeHeaders(_ index: Int) throws {
    let (name, says, make) = Self.headers[index]
    try make(folder)
    let outcome = try BuiltCommand.shell(
      "ulimit -v 3000000; exec \"$FACIES\" run \(name) --memory 600MB --threads 1 --out out --quiet",
      in: folder.path, timeout: 30)
    #expect(!outcome.timedOut)
    #expect([1, 2].contains(outcome.exitCode))
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
  }

  // MARK: surroundings

  /// A library that says that it was loaded, named by whatever GDAL looks at.
  @Test(arguments: [
    "GDAL_DRIVER_PATH=\"$PWD/code\"", "OGR_DRIVER_PATH=\"$PWD/code\"",
    "GDAL_CONFIG_FILE=\"$PWD/gdalrc\"", "HOME=\"$PWD\"",
    "OGR_SQLITE_LOAD_EXTENSIONS=\"$PWD/code/gdal_EVIL.so\"",
  ])
  func environmentLoadsNoCode(_ variable: String) throws {
    _ = try folder.folder("code")
    _ = try folder.folder(".gdal")
    try folder.write(
      "#include <stdio.h>\n__attribute__((constructor)) static void load(void) "
        + "{ FILE *f = fopen(\"loaded\", \"w\"); if (f) fclose(f); }\n"
        + "void GDALRegister_EVIL(void) { load(); }\nvoid GDALRegisterMe(void) { load(); }\n",
      to: "evil.c")
    let settings = "[configoptions]\nGDAL_DRIVER_PATH=\(folder.path)/code\n"
    for name in ["gdalrc", ".gdal/gdalrc"] { try folder.write(settings, to: name) }
    let built = try BuiltCommand.shell(
      "cc -shared -fPIC -o code/gdal_EVIL.so evil.c || clang -shared -fPIC -o code/gdal_EVIL.so "
        + "evil.c", in: folder.path)
    try #require(built.isSuccess, "\(built.errors)")
    let outcome = try BuiltCommand.shell(
      "\(variable) \"$FACIES\" inspect scene.tif && \(variable) \"$FACIES\" run scene.tif "
        + "--units 2 --recipe k-means --out out --quiet", in: folder.path)
    #expect(outcome.isSuccess, "\(outcome.errors)")
    #expect(!Files.exists(folder.file("loaded")))
  }

  /// Names and texts of files do not steer the terminal.
  @Test(arguments: ["a\u{1b}[2Jb", "a\u{9b}31mb", "a\u{202e}b", "a\u{7f}b"])
  func terminalsAreNotSteered(_ name: String) throws {
    let scalar = try #require(name.unicodeScalars.dropFirst().first)
    try folder.write(
      "input: scene.tif\n\"a\\u\(String(format: "%04x", scalar.value))b\": 1\n", to: "s.yaml")
    let outcome = try BuiltCommand.run(["inspect", "s.yaml"], in: folder.path)
    #expect(outcome.exitCode == 2, "\(outcome.errors)")
    #expect(!outcome.errors.unicodeScalars.contains(scalar))
    #expect(outcome.errors.contains("\\u{\(String(scalar.value, radix: 16))}"), "\(outcome.errors)")
  }
}
