import Foundation
import Jobs
import RasterIO
import Rasters
import TestSupport
import Testing

@testable import MapTools

/// The sieve, and maps that are made of maps: whole and with all that lies beside them, or not.
@Suite struct DerivedMapTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func map(_ text: String, names: [Int: String] = [:]) throws -> String {
    try DrawnMap(text, names: names).write(to: folder.file("map.tif"))
  }

  /// A small patch joins the neighbour with the longest border; "no data" neither changes nor
  /// spreads, and what lies alone in it stays.
  @Test(arguments: [
    (1, "1121\n1111\n3300", "1121\n1111\n3300", 0, 0),
    (2, "1121\n1111\n3300", "1111\n1111\n3300", 1, 1),
    (3, "1121\n1111\n3300", "1111\n1111\n1100", 2, 1),
    (9, "2000\n0000\n0333", "2000\n0000\n0333", 0, 0),
  ])
  func sievesByHand(
    _ pixels: Int, _ before: String, _ after: String, _ merged: Int, _ rounds: Int
  ) throws {
    let out = folder.file("sieved.tif")
    let report = try Facies.sieve(map: map(before), to: out, unit: .pixels(pixels))
    #expect(try DrawnMap.text(of: out) == after)
    #expect(report.merged == merged && report.rounds == rounds)
  }

  /// A pixel is a hectare.
  @Test func areasAreMeasuredOnTheGround() throws {
    let out = folder.file("sieved.tif")
    _ = try Facies.sieve(map: map("1121\n1111\n3300"), to: out, unit: .hectares(1))
    #expect(try DrawnMap.text(of: out) == "1121\n1111\n3300")
    _ = try Facies.sieve(
      map: folder.file("map.tif"), to: out, unit: .hectares(1.5), overwrite: true)
    #expect(try DrawnMap.text(of: out) == "1111\n1111\n3300")
  }

  @Test func namesColoursAndTheUnitAreKept() throws {
    let out = folder.file("sieved.tif")
    _ = try Facies.sieve(
      map: map("1121\n1111\n3300", names: [3: "Dune & \"sand\""]), to: out, unit: .pixels(2))
    let dataset = try LabelMap(path: out).dataset
    #expect(dataset.metadataItem("FACIES_SIEVE") == "2 pixels")
    #expect(dataset.bands[0].categories[3] == "Dune & \"sand\"")
    #expect(dataset.palette[3] == DrawnMap.colour(3))
    #expect(
      Files.names(in: folder.path)
        == ["map.tif", "map.tif.aux.xml", "sieved.qml", "sieved.tif", "sieved.tif.aux.xml"])
  }

  static let places: [(String, String)] = [
    ("sieved.png", "must end in .tif: it will be a GeoTIFF"), ("map.tif", "is the input itself"),
    ("there.tif", "already exists"), ("beside.tif", "already exists"),
  ]

  /// What lies beside the new map is not replaced unasked either.
  @Test(arguments: places) func refusesPlaces(_ name: String, _ words: String) throws {
    try folder.write("", to: "there.tif")
    try folder.write("style", to: "beside.qml")
    let error = try #require(throws: Failure.self) {
      try Facies.sieve(
        map: map("12\n11"), to: folder.file(name), unit: .pixels(2), overwrite: name == "map.tif")
    }
    #expect(error.description.contains(words) && error.exitCode == 2)
    #expect(try Files.text(folder.file("beside.qml")) == "style")
  }

  /// Broken off in the middle, a job leaves the map that was there, with all beside it.
  @Test func aJobThatIsBrokenOffLeavesWhatWasThere() throws {
    let path = try map("1121\n1111\n3300")
    let out = folder.file("out.tif")
    _ = try Facies.merge(map: path, to: out, by: .joined([[1, 2]]))
    let before = try Self.contents(of: folder.path)
    let control = RunControl(checkpoint: { throw Failure("stop") })
    #expect(throws: Failure("stop")) {
      try Facies.merge(
        map: path, to: out, by: .joined([[1, 3]]), overwrite: true, control: control)
    }
    #expect(throws: Failure("stop")) {
      try Facies.sieve(map: path, to: out, unit: .pixels(3), overwrite: true, control: control)
    }
    #expect(try Self.contents(of: folder.path) == before)
  }

  private static func contents(of folder: String) throws -> [String: Data] {
    try Dictionary(
      uniqueKeysWithValues: Files.names(in: folder).map { ($0, try Files.bytes(folder + "/" + $0)) }
    )
  }
}
