import Foundation
import Rasters
import TestSupport
import Testing

@testable import Surveys

/// Parts of a FITS file, card by card.
struct FITSParts: Decodable, Sendable {
  var cards: [String]
  /// In hexadecimal digits.
  var data: String

  static func write(_ parts: [FITSParts], to path: String) throws -> String {
    var file = FITSFixture()
    file.hdus = parts.map { part in
      let digits = Array(part.data.utf8)
      let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
      }
      return FITSFixture.HDU(
        cards: part.cards.map { $0.padding(toLength: 80, withPad: " ", startingAt: 0) },
        data: Data(bytes))
    }
    return try file.write(to: path)
  }
}

/// An image of a FITS file as astropy reads it (Fixtures/make_fits.py).
struct FITSReference: Decodable, Sendable, CustomTestStringConvertible {
  enum Value: Decodable, Sendable {
    case real(Double)
    /// A whole number in digits.
    case whole(String)
    case none

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .none
      } else if let text = try? value.decode(String.self) {
        self = .whole(text)
      } else {
        self = .real(try value.decode(Double.self))
      }
    }
  }

  var name: String
  /// What is typed behind the name of the file.
  var typed: String
  var wholes: Bool
  /// [plane][pixel from the lowest row].
  var values: [[Value]]
  /// Columns, rows, right ascensions, declinations.
  var places: [[Double]]?
  var unit: String?
  var parts: [FITSParts]?
  var packed: Data?
  var testDescription: String { name }

  static let all: [FITSReference] = FixtureFile.read("fits")

  func write(to folder: TemporaryFolder) throws -> String {
    let path = folder.file("image.fits")
    guard let packed else { return try FITSParts.write(parts ?? [], to: path) + typed }
    try packed.write(to: URL(fileURLWithPath: path))
    return path + typed
  }
}

/// Which image of a file is read, its values and its place.
@Suite struct FITSReferenceTests {
  @Test func referencesAreThere() { #expect(FITSReference.all.count == 26) }

  @Test(arguments: FITSReference.all) func agreesWithAstropy(_ reference: FITSReference) throws {
    let folder = try TemporaryFolder()
    let image = try ImageFile.open(reference.write(to: folder))
    try #require(image.planes == reference.values.count)
    #expect(image.unit == reference.unit)
    for (plane, values) in reference.values.enumerated() {
      if reference.wholes {
        let found = try #require(try image.readWholes(image.extent, plane: plane))
        let texts = values.map { if case .whole(let text) = $0 { text } else { "" } }
        #expect(found.map(String.init) == texts)
      } else {
        let found = try image.readDoubles(image.extent, plane: plane)
        let wanted = values.map { if case .real(let value) = $0 { value } else { nil as Double? } }
        #expect(PictureTests.agree(found, wanted, 0), "plane \(plane)")
        #expect(try image.readWholes(image.extent, plane: plane) == nil)
      }
    }
    try checkPlaces(of: image, reference)
  }

  private func checkPlaces(of image: any ImagePlanes, _ reference: FITSReference) throws {
    let wcs = try CelestialWCS(image.header(), name: reference.name)
    guard let places = reference.places else {
      #expect(wcs == nil)
      return
    }
    let own = try #require(wcs)
    let part = try #require(
      try CelestialWCS(own.header.cards(column: 2, row: 1), name: reference.name))
    for place in places {
      for (wcs, x, y) in [(own, place[0], place[1]), (part, place[0] - 2, place[1] - 1)] {
        let found = try #require(wcs.sky(at: ImagePosition(x: x, y: y)))
        #expect(abs(found.ra - place[2]) < 1e-9 && abs(found.dec - place[3]) < 1e-9)
      }
    }
  }

  /// Rows from the top, as on a screen.
  @Test func rowsAreTurnedOver() throws {
    let reference = try #require(FITSReference.all.first { $0.name == "bytes" })
    let folder = try TemporaryFolder()
    let image = try ImageFile.open(reference.write(to: folder))
    #expect(image.picture == .bytes)
    var top = [Float](repeating: -1, count: 24)
    try top.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try image.readTopDown(planes: 1, into: base)
    }
    #expect(top[0..<6] == [18, 19, 20, 21, 22, 23] && top[18..<24] == [0, 1, 2, 3, 4, 5])
  }

  static let missing: [(String, String)] = [
    ("[SCI,7]", "no image 'SCI,7'"), ("[sci,]", "no image 'sci,'"), ("[X]", "1 'SCI,1' (6x4)"),
  ]

  @Test(arguments: missing) func absentImagesAreListed(_ typed: String, _ says: String) throws {
    let reference = try #require(FITSReference.all.first { $0.name == "position" })
    let folder = try TemporaryFolder()
    let path = try reference.write(to: folder).replacing("[3]", with: typed)
    #expect { try ImageFile.open(path) } throws: { "\($0)".contains(says) }
  }
}
