import Fitting
import Foundation
import Kernels
import Learning
import RasterIO
import TestSupport
import Testing

@testable import CodedCutouts

/// A cutout in a file (Fixtures/make_folder.py).
struct FolderReference: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var file: Data
  var bands: Int
  var picture: Bool
  /// [band][row from the top][column]; nil is no value.
  var values: [Float?]
  var testDescription: String { name }

  static let all: [FolderReference] = {
    guard
      let url = Bundle.module.url(
        forResource: "folder", withExtension: "json", subdirectory: "Fixtures"),
      let data = try? Data(contentsOf: url),
      let values = try? JSONDecoder().decode([FolderReference].self, from: data)
    else { return [] }
    return values
  }()

  static func write(_ names: [String], to folder: TemporaryFolder) throws {
    for reference in all where names.contains(reference.name) {
      try reference.file.write(to: URL(fileURLWithPath: folder.file(reference.name)))
    }
  }
}

/// How a cutout is stored makes no difference.
@Suite struct FolderCutoutsTests {
  private static func readings(of source: FolderCutouts) throws -> [CutoutReading] {
    var out: [CutoutReading] = []
    try source.forEach(
      Array(0..<source.objects.count), stage: "", FitContext(seed: 0, workers: Workers(2))
    ) { out += $0 }
    return out
  }

  @Test func storageMakesNoDifference() throws {
    let references = FolderReference.all.sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    try #require(references.count == 23)
    let folder = try TemporaryFolder()
    try FolderReference.write(references.map(\.name), to: folder)
    let source = try FolderCutouts(try LocalPath(folder.file("")))
    #expect(source.objects.ids == references.map(\.name) && source.notes.isEmpty)
    for (reading, reference) in zip(try Self.readings(of: source), references) {
      let planes = try #require(reading.planes, "\(reference.name)")
      #expect(planes.isPicture == reference.picture, "\(reference.name)")
      #expect(planes.bands == reference.bands, "\(reference.name)")
      let agree = zip(planes.values, reference.values).allSatisfy { found, wanted in
        wanted.map { abs($0 - found) <= 2e-3 } ?? found.isNaN
      }
      // Decoders of JPEG round in their own ways.
      let isLossy = reference.name.hasSuffix("JPG")
      #expect(agree || isLossy, "\(reference.name)")
      #expect(planes.values.count == reference.values.count, "\(reference.name)")
    }
  }

  /// Pictures of 16 bits are those of 8 where there are such; alone they may be
  /// measurements.
  @Test func depthIsThatOfTheFolder() throws {
    for (names, isPicture) in [
      (["deep.png", "grey.png"], true), (["deep.png", "colour.JPG"], true),
      (["deep.png", "grey.tiff"], true), (["deep.png", "plain.fits"], false),
      (["deep.png", "deep-colour.png"], false),
    ] {
      let folder = try TemporaryFolder()
      try FolderReference.write(names, to: folder)
      let source = try FolderCutouts(try LocalPath(folder.file("")))
      let row = try #require(source.objects.ids.firstIndex(of: "deep.png"))
      let planes = try #require(try Self.readings(of: source)[row].planes)
      #expect(planes.isPicture == isPicture, "\(names)")
      #expect(planes.values.max().map { isPicture ? $0 <= 255 : $0 > 50_000 } == true, "\(names)")
    }
  }

  /// Files that are no cutouts are counted by ending; what systems put into
  /// folders is not.
  @Test func whatIsPassedOverIsCounted() throws {
    let folder = try TemporaryFolder()
    try FolderReference.write(["grey.png", "packed.fits.gz"], to: folder)
    for name in [".DS_Store", "._grey.png", "Thumbs.db", "a.npy", "b.npy", "notes.txt", "README"] {
      _ = try folder.write("x", to: name)
    }
    let source = try FolderCutouts(try LocalPath(folder.file("")))
    #expect(source.objects.ids == ["grey.png", "packed.fits.gz"])
    #expect(
      source.notes == [
        "4 other files of the folder are passed over: 2 .npy, 1 without ending, 1 .txt"
      ])
    let empty = try TemporaryFolder()
    _ = try empty.write("x", to: "a.npy")
    #expect { try FolderCutouts(try LocalPath(empty.file(""))) } throws: {
      "\($0)".contains("1 other file of the folder is passed over: 1 .npy")
    }
  }

  /// A file that cannot be read says why.
  @Test func unreadableFilesSayWhy() throws {
    let folder = try TemporaryFolder()
    try FolderReference.write(["grey.png"], to: folder)
    _ = try folder.write("SIMPLE  = T", to: "broken.fits")
    _ = try folder.write("", to: "empty.png")
    let readings = try Self.readings(of: FolderCutouts(try LocalPath(folder.file(""))))
    #expect(readings.map(\.problem) == ["unreadable", "unreadable", nil])
    #expect(readings[0].reason?.hasPrefix("'broken.fits' ") == true)
    #expect(readings[1].reason?.contains("is empty (0 bytes)") == true)
  }
}
