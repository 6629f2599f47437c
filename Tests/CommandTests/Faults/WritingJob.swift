import Foundation
import RasterIO
import TestSupport
import Testing

/// A call of the command that writes, small enough to be repeated for each of
/// its writes.
struct WritingJob: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// `$IN` is the folder of inputs, `$OUT` an empty one.
  var arguments: [String]
  /// The file that says that the others are complete.
  var manifest: String?
  /// Of its calls every so many are made to fail where all are tried.
  var every = 1

  private init(_ name: String, _ line: String, manifest: String? = nil, every: Int = 1) {
    testDescription = name
    arguments = line.split(separator: " ").map(String.init)
    self.manifest = manifest
    self.every = every
  }

  static let all = [
    WritingJob("fit", "fit $IN/scene.yaml --model $OUT/m.safetensors -q --threads 1"),
    WritingJob(
      "run", "run $IN/scene.yaml --out $OUT/out -q --threads 1", manifest: "out/run.json"),
    WritingJob(
      "map", "map $IN/scene.yaml --model $IN/first/model.safetensors --out $OUT/out -q",
      manifest: "out/run.json", every: 3),
    WritingJob(
      "survey", "run $IN/sky.yaml --out $OUT/out -q --threads 1", manifest: "out/run.json",
      every: 7),
    WritingJob(
      "compare", "compare $IN/first/units.tif $IN/second/units.tif --out $OUT/out",
      manifest: "out/compare.json"),
    WritingJob(
      "group", "group $IN/codes.csv --groups 4 --out $OUT/out -q", manifest: "out/run.json"),
    WritingJob(
      "sweep", "sweep $IN/scene.yaml --units 2..3 --out $OUT/out -q",
      manifest: "out/sweep.json"),
    WritingJob(
      "cutouts", "cutouts $IN/sky_g.fits --detect --size 16 --out $OUT/out -q",
      manifest: "out/cutouts.json", every: 5),
    WritingJob(
      "cutouts as PNG", "cutouts $IN/sky_g.fits --detect --size 16 --format png --out $OUT/out -q",
      manifest: "out/cutouts.json", every: 5),
    WritingJob(
      "measure", "measure $IN/sky_g.fits --segmentation $IN/labels.tif --gain 1 --out $OUT/m.csv -q"
    ),
    WritingJob(
      "measure into FITS",
      "measure $IN/sky_g.fits --segmentation $IN/labels.tif --gain 1 --out $OUT/m.fits -q"),
    WritingJob("sieve", "sieve $IN/first/units.tif --pixels 4 --out $OUT/s.tif -q"),
    WritingJob("polygons", "polygonize $IN/first/units.tif --out $OUT/p.gpkg -q"),
    WritingJob("a shapefile", "polygonize $IN/first/units.tif --out $OUT/p.shp -q"),
    WritingJob("GeoJSON", "polygonize $IN/first/units.tif --out $OUT/p.geojson -q"),
    WritingJob("a sheet", "render $IN/first/units.tif --out $OUT/s.png -q"),
    WritingJob("a PDF", "render $IN/first/units.tif --out $OUT/s.pdf -q"),
    WritingJob(
      "unmix", "unmix $IN/scene.yaml --count 3 --out $OUT/out -q --threads 1",
      manifest: "out/run.json", every: 3),
    WritingJob(
      "match", "match $IN/scene.yaml --library $IN/library.csv --out $OUT/out -q --threads 1",
      manifest: "out/run.json", every: 3),
    WritingJob("a colour image", "composite $IN/scene.yaml --out $OUT/c.tif -q"),
  ]

  func arguments(into folder: String) throws -> [String] {
    let inputs = try Self.inputs.get().path
    return arguments.map {
      $0.replacingOccurrences(of: "$IN", with: inputs)
        .replacingOccurrences(of: "$OUT", with: folder)
    }
  }

  func run(into folder: String, environment: [String: String] = [:], more: [String] = [])
    throws -> BuiltCommand.Outcome
  {
    try BuiltCommand.run(try arguments(into: folder) + more, environment: environment)
  }

  // MARK: inputs

  private static let inputs = Result { () throws -> TemporaryFolder in
    let folder = try TemporaryFolder()
    func made(_ arguments: String...) throws {
      let outcome = try BuiltCommand.run(arguments + ["-q"])
      guard outcome.isSuccess else { throw SimulatedScene.Unmade(description: outcome.errors) }
    }
    try made("simulate", "--size", "60", "--out", folder.path)
    try made("simulate", "--survey", "--size", "150", "--out", folder.path, "--overwrite")
    try made("run", folder.file("scene.yaml"), "--out", folder.file("first"))
    try made("run", folder.file("scene.yaml"), "--units", "4", "--out", folder.file("second"))
    try folder.write(
      "survey: sky_g.fits\nencoder: pixels\nmeasurements: {sersic: false}\nvote: {groups: 2}\n",
      to: "sky.yaml")
    try folder.write(codes, to: "codes.csv")
    let channels = (0..<23).map { "\(0.35 + 0.1 * Double($0)),0.\(10 + $0),0.\(50 - $0)\n" }
    try folder.write("um,rock,soil\n" + channels.joined(), to: "library.csv")
    try RasterFixture(grid: try RasterFixture.utm(150, 150), bands: 1) { _, column, row in
      column % 50 < 20 && row % 75 < 20 ? Float(1 + column / 50 + 3 * (row / 75)) : 0
    }.write(to: folder.file("labels.tif"))
    return folder
  }

  /// Four clouds of objects.
  private static var codes: String {
    let rows = (0..<80).map { row in
      let wobble = Double((row * 7919) % 101) / 101
      let place = (0..<3).map { row % 4 == $0 ? 9 + wobble : wobble * Double($0 + 1) / 5 }
      return "s\(row),\(place[0]),\(place[1]),\(place[2])\n"
    }
    return "id,a,b,c\n" + rows.joined()
  }
}

/// What is in a folder, with the bytes of its files.
struct FolderContent: Equatable {
  /// By the path below the folder; a folder is nil.
  var files: [String: Data?] = [:]

  init(_ folder: String) throws {
    let names =
      FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    for name in names {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
      files[name] = isFolder.boolValue ? .some(nil) : try Files.bytes(folder + "/" + name)
    }
  }

  var isEmpty: Bool { files.isEmpty }
  var names: [String] { files.keys.sorted() }

  /// Without files that begin with a dot, or lie in such a folder.
  var visible: FolderContent {
    var out = self
    out.files = files.filter { name, _ in
      !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }
    return out
  }

  /// Names of files that are there and not as they are in `other`.
  func differences(from other: FolderContent, but allowed: Set<String>) -> [String] {
    files.filter { name, data in
      data != nil && !allowed.contains(name) && other.files[name] != data
    }.keys.sorted()
  }
}
