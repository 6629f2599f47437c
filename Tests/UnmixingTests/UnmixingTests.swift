import Foundation
import Kernels
import RasterIO
import Rasters
import Scenes
import TestSupport
import Testing

@testable import Jobs
@testable import SceneMaps
@testable import Spectra
@testable import Unmixing

/// Scenes of planted mixtures: shares, endmembers, matches and what units resemble.
@Suite struct UnmixingTests {
  private let folder: TemporaryFolder
  /// Shares [endmember][pixel] that were planted.
  private let planted: [[Double]]
  /// What was mixed, [endmember][band]: the library as the bands see it.
  private let pure: [[Double]]

  private static let size = (width: 60, height: 50)
  private static let names = ["450 nm", "560 nm", "660 nm", "860 nm", "1610 nm", "2200 nm"]
  private static let waves = [0.45, 0.56, 0.66, 0.86, 1.61, 2.2]
  private static let spectra = [
    [0.05, 0.04, 0.03, 0.02, 0.01, 0.01],
    [0.04, 0.08, 0.05, 0.45, 0.25, 0.12],
    [0.30, 0.35, 0.40, 0.45, 0.50, 0.30],
  ]

  /// Each corner of the picture's triangle is pure; the last row has no data.
  init() throws {
    folder = try TemporaryFolder()
    let (width, height) = Self.size
    var shares = [[Double]](repeating: [], count: 3)
    for row in 0..<height {
      for column in 0..<width {
        let (u, v) = (Double(column) / Double(width - 1), Double(row) / Double(height - 2))
        let own = [(1 - u) * (1 - min(1, v)), u * (1 - min(1, v)), min(1, v)]
        for k in 0..<3 { shares[k].append(own[k]) }
      }
    }
    planted = shares
    let library = try SpectralLibrary(path: folder.write(Self.table, to: "library.csv"))
    let bands = Self.waves.map { BandResponse(name: "b", centre: $0, width: 0.1 * $0) }
    let pure = Array(SensorSpectra(library.spectra, bands: bands).values.prefix(3))
    self.pure = pure
    let noise = CounterRandom(seed: 4)
    try RasterFixture(
      grid: RasterFixture.utm(width, height), bands: 6, noData: -1, names: Self.names
    ) { band, column, row in
      guard row < height - 1 else { return -1 }
      let pixel = row * width + column
      let value = (0..<3).reduce(0.0) { $0 + shares[$1][pixel] * pure[$1][band] }
      return Float(value + 0.0005 * noise.normal(UInt64(6 * pixel + band)))
    }.write(to: folder.file("scene.tif"))
  }

  /// Three spectra of the ground, and one of none.
  private static var table: String {
    let rows = [0.40] + waves + [2.4]
    let lines = rows.map { wave -> String in
      let nearest = waves.indices.min { abs(waves[$0] - wave) < abs(waves[$1] - wave) } ?? 0
      let values = spectra.map { "\($0[nearest])" } + ["\(0.3 + 0.1 * sin(9 * wave))"]
      return (["\(wave)"] + values).joined(separator: ",")
    }
    return "um,water,plants,sand,other\n" + lines.joined(separator: "\n") + "\n"
  }

  private func scene(_ more: String = "") throws -> Scene {
    try Scene(file: folder.write("input: scene.tif\n" + more, to: "scene.yaml"))
  }

  private func run(_ name: String, threads: Int = 2, memory: Int? = nil) -> RunOptions {
    RunOptions(folder: folder.file(name), threads: threads, memory: memory, overwrite: true)
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)"
    }
  }

  /// Root mean square of the difference of a raster's bands from the planted shares, whose order is
  /// that of the names.
  private func error(_ name: String) throws -> Double {
    let raster = try RasterDataset(path: folder.file(name + "/abundances.tif"))
    var (sum, count) = (0.0, 0)
    for band in 0..<3 {
      for (value, wanted) in zip(try raster.plane(band + 1), planted[band]) where value.isFinite {
        sum += (Double(value) - wanted) * (Double(value) - wanted)
        count += 1
      }
    }
    #expect(count == 3 * Self.size.width * (Self.size.height - 1))
    return (sum / Double(count)).squareRoot()
  }

  @Test func plantedSharesAndEndmembersComeBack() throws {
    let report = try Facies.unmix(
      scene(), options: .init(endmembers: .found(count: 3), run: run("found")))
    #expect(report.spectra.map(\.name) == ["endmember 1", "endmember 2", "endmember 3"])
    for (found, wanted) in zip(report.spectra, pure) {
      let values = found.values.compactMap(\.self)
      let dot = zip(values, wanted).reduce(0) { $0 + $1.0 * $1.1 }
      let lengths = [values, wanted].map { $0.reduce(0) { $0 + $1 * $1 } }
      #expect(acos(min(1, dot / (lengths[0] * lengths[1]).squareRoot())) * 180 / .pi < 2)
    }
    #expect(try error("found") < 0.02)
    #expect((report.residual ?? 1) < 0.001)
    #expect(report.rejectedPixels.values.reduce(0, +) == Self.size.width)
    #expect(report.validPixels == Self.size.width * (Self.size.height - 1))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("found")).sorted()
    #expect(
      names == ["abundances.png", "abundances.tif", "endmembers.csv", "residual.tif", "run.json"])
    let raster = try RasterDataset(path: folder.file("found/abundances.tif"))
    #expect(raster.bands.map(\.name) == report.spectra.map(\.name))
    // The brightest is a pixel of the lower edge, whose middle lies half a pixel inside.
    let sand = try #require(report.spectra.last)
    let (column, row) = (try #require(sand.column), try #require(sand.row))
    #expect(row == Self.size.height - 2)
    #expect(sand.x == 500_000 + 30 * (Double(column) + 0.5))
    #expect(sand.y == 6_500_000 - 30 * (Double(row) + 0.5))
  }

  /// Of the whole scene and of a part, endmembers from a table, a library and outcrops.
  @Test func endmembersComeFromFourPlaces() throws {
    let found = try Facies.unmix(
      scene(), options: .init(endmembers: .found(count: 3), run: run("found")))
    let table = try Facies.unmix(
      scene("region: {window: [10, 5, 30, 20]}\n"),
      options: .init(
        endmembers: .table(path: folder.file("found/endmembers.csv")), run: run("part")))
    #expect(table.spectra.map(\.name) == found.spectra.map(\.name))
    let (whole, part) = (
      try RasterDataset(path: folder.file("found/abundances.tif")).plane(2),
      try RasterDataset(path: folder.file("part/abundances.tif")).plane(2)
    )
    // The table has seven figures.
    #expect(abs(part[30 * 3 + 7] - whole[60 * 8 + 17]) < 1e-5)
    let library = try Facies.unmix(
      scene("library: library.csv\n"),
      options: .init(
        endmembers: .library(spectra: ["water", "plants", "sand"]), run: run("library")))
    #expect(library.spectra.map(\.name) == ["water", "plants", "sand"])
    #expect(try error("library") < 0.01)
    #expect(library.warnings.count == 1)
    #expect(library.notes.contains { $0.contains("Gaussians") })
    try known()
    let known = try Facies.unmix(
      scene("known: {file: rocks.tif}\n"), options: .init(endmembers: .known, run: run("known")))
    #expect(known.spectra.count == 3)
    #expect(try error("known") < 0.05)
  }

  /// A raster of classes at the corners.
  private func known() throws {
    let (width, height) = Self.size
    try RasterFixture(grid: RasterFixture.utm(width, height), bands: 1, type: .uint8, noData: 0) {
      _, column, row in
      if row >= height - 3, row < height - 1 { return 3 }
      return row < 3 ? (column < 3 ? 1 : column >= width - 3 ? 2 : 0) : 0
    }.write(to: folder.file("rocks.tif"))
  }

  @Test func bytesDependOnNeitherThreadsNorMemory() throws {
    let scene = try scene("library: library.csv\n")
    for (name, threads, memory) in [("a", 1, 1 << 30), ("b", 3, 160 << 20)] {
      _ = try Facies.unmix(
        scene,
        options: .init(
          endmembers: .found(count: 3), sumsToOne: false,
          run: run(name, threads: threads, memory: memory)))
      _ = try Facies.match(
        scene, spectra: nil, options: run(name + "m", threads: threads, memory: memory))
    }
    for file in ["abundances.tif", "residual.tif", "endmembers.csv", "abundances.png"] {
      #expect(try Files.bytes(folder.file("a/" + file)) == Files.bytes(folder.file("b/" + file)))
    }
    for file in ["angle.tif", "matched.tif", "spectra.csv", "match.png"] {
      #expect(try Files.bytes(folder.file("am/" + file)) == Files.bytes(folder.file("bm/" + file)))
    }
  }

  @Test func matchesShowWhereSpectraAre() throws {
    let report = try Facies.match(
      scene("library: library.csv\n"), spectra: ["plants", "sand"], options: run("match"))
    #expect(report.job == "match" && report.spectra.map(\.name) == ["plants", "sand"])
    let angles = try RasterDataset(path: folder.file("match/angle.tif"))
    let filters = try RasterDataset(path: folder.file("match/matched.tif"))
    let corner = Self.size.width - 1
    for (band, pixel) in [(1, corner), (2, (Self.size.height - 2) * Self.size.width + 5)] {
      let (angle, score) = (try angles.plane(band), try filters.plane(band))
      #expect(angle[pixel] < 1.5)
      #expect(abs(score[pixel] - 1) < 0.05)
      #expect(angle[0] > 20)
      #expect(angle.last?.isNaN == true && score.last?.isNaN == true)
      let known = score.filter(\.isFinite)
      #expect(abs(known.reduce(0, +) / Float(known.count)) < 1e-3)
    }
    #expect((report.spectra[0].leastAngle ?? 90) < 1.5)
  }

  /// Units of a map, in the table, the record and the page; without a library nothing changes.
  @Test func unitsResembleALibrary() throws {
    let recipe = "units: 3\nrecipe: k-means\noutputs: [statistics, report]\n"
    let report = try Facies.run(
      scene(recipe + "library: library.csv\n"), options: run("units"))
    let nearest = report.units.compactMap { $0.library?.first?.spectrum }
    #expect(nearest.count == 3 && Set(nearest).isSubset(of: ["water", "plants", "sand"]))
    let table = try Files.text(folder.file("units/units.csv")).split(separator: "\n")
    #expect(table[0].contains(",library,") && table[1].contains("°"))
    #expect(try Files.text(folder.file("units/report.html")).contains("library: "))
    #expect(report.inputs.contains { $0.path.hasSuffix("library.csv") })
    #expect(report.sceneFile.contains("library: "))
    let plain = try Facies.run(scene(recipe), options: run("plain"))
    #expect(plain.units.allSatisfy { $0.library == nil })
    #expect(!(try Files.text(folder.file("plain/units.csv")).contains("library")))
  }

  // MARK: what cannot be

  @Test func whatCannotBeIsSaidInOneLine() throws {
    let bad = try folder.write("name,red,nir\nrock,0.1,0.2\nsoil,0.3,0.2\n", to: "bad.csv")
    let twins = try folder.write(
      "name," + Self.names.joined(separator: ",") + "\na,1,2,3,4,5,6\nb,1,2,3,4,5,6\n",
      to: "twins.csv")
    let one = try folder.write(
      "name," + Self.names.joined(separator: ",") + "\na,1,2,3,4,5,6\n", to: "one.csv")
    let wanted: [(UnmixOptions.Endmembers, String, String)] = [
      (.found(count: 8), "", "count is 8, must be at most 7 in 6 bands"),
      (.found(count: 1), "", "count is 1"),
      (.table(path: bad), "", "no column for the band '450 nm'"),
      (.table(path: twins), "", "'b' is the same as, or a mixture of"),
      (.table(path: one), "", "is no mixture"),
      (.table(path: folder.file("gone.csv")), "", "does not exist"),
      (.known, "", "names none with known"),
      (.library(spectra: nil), "", "names none with library"),
      (.library(spectra: ["gold"]), "library: library.csv\n", "no spectrum 'gold'"),
      (.library(spectra: nil), "library: scene.tif\n", "is neither text nor"),
    ]
    for (endmembers, more, words) in wanted {
      let said = message {
        _ = try Facies.unmix(scene(more), options: .init(endmembers: endmembers, run: run("no")))
      }
      #expect(said.contains(words) && !said.contains("\n"), "\(said)")
      #expect(!FileManager.default.fileExists(atPath: folder.file("no")))
    }
  }

  /// Names of bands will do.
  @Test func bandsAreKnownByTheirNames() throws {
    try RasterFixture(
      grid: RasterFixture.utm(20, 20), bands: 4, names: ["blue", "green", "red", "nir"]
    ) { band, column, row in
      Float(0.1 + 0.01 * Double((band * 7 + column * row) % 11))
    }.write(to: folder.file("named.tif"))
    let scene = try Scene(
      file: folder.write("input: named.tif\nlibrary: library.csv\n", to: "named.yaml"))
    let report = try Facies.match(scene, spectra: ["plants"], options: run("named"))
    #expect(report.bands == ["blue", "green", "red", "nir"])
    #expect(report.notes.contains("values of the bands are taken for reflectance"))
  }

  /// A library needs wavelengths.
  @Test func bandsWithoutWavelengthsAreRefused() throws {
    try RasterFixture(grid: RasterFixture.utm(20, 20), bands: 5) { band, column, row in
      Float(3 * band + column * row % 17)
    }.write(to: folder.file("plain.tif"))
    let scene = try Scene(
      file: folder.write("input: plain.tif\nlibrary: library.csv\n", to: "plain.yaml"))
    for job in [
      { _ = try Facies.match(scene, spectra: nil, options: run("no")) },
      { _ = try Facies.run(scene, options: run("no")) },
    ] {
      #expect(message(job).contains("needs 3 bands with a wavelength, 'plain' has 0"))
    }
  }
}
