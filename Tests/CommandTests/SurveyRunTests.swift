import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// `facies run` on surveys.
@Suite struct SurveyRunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A small field of the sky, made once.
  private static let sky: Result<TemporaryFolder, any Error> = Result {
    let folder = try TemporaryFolder()
    let made = try BuiltCommand.run(
      "simulate", "--survey", "--size", "520x400", "--sources", "80", "--out", folder.file("sky"),
      "--quiet")
    guard made.isSuccess else { throw Failure(made.errors) }
    return folder
  }

  private static let images = ["g", "r", "i"].map { "sky/sky_\($0).fits" }

  private func images() throws -> [String] {
    let sky = try Self.sky.get()
    return Self.images.map(sky.file)
  }

  private func run(_ arguments: [String]) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(["run"] + arguments, timeout: 300)
  }

  private func catalogue(_ path: String) throws -> (columns: [String], rows: [[String]]) {
    let lines = try Files.text(path).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return (lines.first ?? [], Array(lines.dropFirst()))
  }

  private static let files = [
    "catalog.csv", "catalog.fits", "catalog.gpkg", "catalog.vot", "classes.yaml", "groups",
    "map.png", "model.safetensors", "overview.png", "planes.png", "report.html", "run.json",
  ]

  @Test func imagesBecomeACatalogue() throws {
    let out = folder.file("out")
    let outcome = try run(
      try images() + ["--encoder", "pixels", "--groups", "4", "--out", out, "--json", "-q"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    let objects = try #require(report["objects"] as? Int)
    #expect(objects > 40 && report["bands"] as? Int == 3)
    #expect(Files.names(in: out) == Self.files)
    let table = try catalogue(out + "/catalog.csv")
    #expect(
      table.columns.prefix(10) == [
        "id", "ra", "dec", "x", "y", "group", "class", "status", "vote_k_means", "vote_ward",
      ])
    #expect(table.columns.contains("gini") && table.columns.contains("sersic_n"))
    #expect(table.rows.count == objects)
    let voted = table.rows.count { $0[7] == "voted" }
    #expect(voted == report["voted"] as? Int)
    // Groups have montages, each of them named in the page.
    let groups = try #require(report["groups"] as? [[String: Any]])
    #expect(Files.names(in: out + "/groups").count == groups.count)
    let page = try Files.text(out + "/report.html")
    #expect(page.contains("groups/01.png") && page.contains("facies run survey.yaml"))
  }

  /// Sources are where the truth has them, to a tenth of a pixel for the bright
  /// ones.
  @Test func placesAreTrue() throws {
    let out = folder.file("out")
    let truth = try Self.sky.get().file("sky/truth.csv")
    let outcome = try run(
      try images() + [
        "--catalog", truth, "--encoder", "pixels", "--groups", "3", "--out", out, "-q",
      ])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let given = try catalogue(truth)
    let made = try catalogue(out + "/catalog.csv")
    #expect(made.rows.count == given.rows.count)
    let columns = ["id", "x", "y"].map { name in
      (given.columns.firstIndex(of: name), made.columns.firstIndex(of: name))
    }
    for (a, b) in zip(given.rows, made.rows) {
      let id = columns[0]
      #expect(a[try #require(id.0)] == b[try #require(id.1)])
      for (from, to) in columns.dropFirst() {
        let (before, after) = (Double(a[try #require(from)]), Double(b[try #require(to)]))
        #expect(abs((before ?? 0) - (after ?? 1e9)) < 1e-3)
      }
    }
  }

  @Test(arguments: ["pixels", "autoencoder"])
  func bytesDependOnNeitherThreadsNorMemory(_ encoder: String) throws {
    let scene = try folder.write(
      """
      survey: [\(try images().joined(separator: ", "))]
      cutouts: {size: 32}
      view: {side: 32}
      encoder: \(encoder == "pixels" ? "pixels" : "{method: autoencoder, latent: 8, epochs: 3}")
      reduction: {components: 6}
      vote: {groups: 3}
      """, to: "survey.yaml")
    let ways = [["--threads", "1"], ["--threads", "3"], ["--threads", "2", "--memory", "200MB"]]
    let results = try ways.enumerated().map { index, way in
      let out = folder.file("\(index)")
      let outcome = try run([scene, "--out", out, "-q"] + way)
      #expect(outcome.exitCode == 0, "\(way): \(outcome.errors)")
      return Results(folder: out)
    }
    let compared = Self.files.filter { $0 != "run.json" && $0 != "groups" }
    for name in compared + ["groups/01.png"] {
      let first = try results[0].bytes(name)
      for (way, result) in zip(ways, results) {
        #expect(try result.bytes(name) == first, "\(name) with \(way)")
      }
    }
  }

  /// Too little memory is refused in one line, and nothing is left behind: of
  /// detected sources, a catalogue, a stack of images.
  @Test func memoryMustSuffice() throws {
    let stack = folder.file("stack.idx")
    let head: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 16, 0, 0, 0, 16]
    let values = (0..<60 * 256).map { UInt8(truncatingIfNeeded: ScrambledField.bits($0)) }
    try Data(head + values).write(to: URL(fileURLWithPath: stack))
    let truth = try Self.sky.get().file("sky/truth.csv")
    let out = folder.file("out")
    for input in [try images(), try images() + ["--catalog", truth], [stack]] {
      let outcome = try run(input + ["--out", out, "--memory", "1MB", "-q"])
      #expect(outcome.exitCode == 2, "\(outcome.errors)")
      let lines = outcome.errors.split(separator: "\n")
      #expect(
        lines.first?.contains("objects needs at least ") == true
          && lines[0].contains("1.0 MB is allowed: raise --memory"), "\(outcome.errors)")
      #expect(!Files.exists(out))
    }
  }

  /// A model says the same of the objects that it was fitted on, and something
  /// of others.
  @Test func modelIsApplied() throws {
    let (first, second) = (folder.file("first"), folder.file("second"))
    let images = try images()
    let fitted = try run(images + ["--groups", "4", "--encoder", "pixels", "--out", first, "-q"])
    #expect(fitted.exitCode == 0, "\(fitted.errors)")
    let applied = try run(
      images + ["--apply", first + "/model.safetensors", "--out", second, "-q"])
    #expect(applied.exitCode == 0, "\(applied.errors)")
    let (a, b) = (
      try catalogue(first + "/catalog.csv"), try catalogue(second + "/catalog.csv")
    )
    // k-means and BIRCH assign as they fitted; Ward's members are its own.
    let place = try #require(a.columns.firstIndex(of: "vote_k_means"))
    #expect(a.rows.map { $0[place] } == b.rows.map { $0[place] })
    #expect(!Files.exists(second + "/model.safetensors"))
    let fewer = try run(
      [images[0], "--apply", first + "/model.safetensors", "--out", folder.file("third")])
    #expect(fewer.exitCode == 1)
    #expect(fewer.errors.contains("fitted on 3 bands, the survey has 1"), "\(fewer.errors)")
  }

  @Test func classesNameGroups() throws {
    let out = folder.file("out")
    let arguments =
      try images() + [
        "--groups", "3", "--encoder", "pixels", "--out", out, "--overwrite", "-q",
      ]
    #expect(try run(arguments).exitCode == 0)
    let path = out + "/classes.yaml"
    let text = try Files.text(path).replacingOccurrences(
      of: "1: {name: \"\"", with: "1: {name: \"SPH\"")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let again = try run(arguments + ["--classes", path])
    #expect(again.exitCode == 0, "\(again.errors)")
    let table = try catalogue(out + "/catalog.csv")
    let (group, name) = (
      try #require(table.columns.firstIndex(of: "group")),
      try #require(table.columns.firstIndex(of: "class"))
    )
    for row in table.rows { #expect((row[name] == "SPH") == (row[group] == "1")) }
    // What was edited stays.
    #expect(try Files.text(path) == text)
  }

  @Test func folderOfCutoutsIsASurvey() throws {
    let cut = try BuiltCommand.run(
      ["cutouts"] + images() + [
        "--catalog", Self.sky.get().file("sky/truth.csv"), "--size", "32", "--out",
        folder.file("cut"), "-q",
      ])
    #expect(cut.isSuccess, "\(cut.errors)")
    try folder.write("no picture", to: "cut/files/broken.fits")
    let out = folder.file("out")
    let outcome = try run(
      [
        folder.file("cut/files"), "--encoder", "pixels", "--groups", "3", "--out", out, "--json",
        "-q",
      ])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    #expect(report["problems"] as? [String: Int] == ["unreadable": 1])
    let table = try catalogue(out + "/catalog.csv")
    #expect(
      table.rows.contains {
        $0[0] == "broken.fits" && $0.contains("invalid") && $0.last == "unreadable"
      })
    #expect(!Files.exists(out + "/map.png") && !Files.exists(out + "/catalog.gpkg"))
  }

  @Test(arguments: [
    (["--units", "5"], 2, "--units goes with a scene"),
    (["--groups", "1"], 2, "--groups is 1, must be from 2 to 1000"),
    (["--encoder", "pretrained"], 2, "--encoder pretrained needs --weights"),
    (["--catalog", "missing.csv"], 1, "missing.csv"),
    (["--threshold", "100000"], 1, "stands out"),
    (["--encoder", "pixels", "--groups", "900"], 2, "900 groups are asked for"),
    (["--apply", "missing.safetensors"], 1, "missing.safetensors"),
    (["--weights", "missing.pth"], 1, "missing.pth"),
  ])
  func wrongCallsAreExplained(_ more: [String], code: Int32, says: String) throws {
    let out = folder.file("out")
    let outcome = try run(try images() + more + ["--out", out])
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
    #expect(!Files.exists(out), "something was left behind")
  }

  @Test func optionsOfSurveysAreNoSceneS() throws {
    let scene = try SimulatedScene.small.get()
    let outcome = try run([scene.sceneFile, "--groups", "3", "--out", folder.file("out")])
    #expect(outcome.exitCode == 2 && outcome.errors.contains("--groups goes with a survey"))
  }

  @Test func dryRunSaysWhatWouldBeDone() throws {
    let outcome = try run(try images() + ["--dry-run", "--out", folder.file("out")])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    for word in ["520x400", "3 bands", "detected", "autoencoder", "k-means, ward, birch"] {
      #expect(outcome.output.contains(word), "\(outcome.output)")
    }
    #expect(!Files.exists(folder.file("out")))
  }
}
