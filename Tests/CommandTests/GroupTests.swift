import Foundation
import RasterIO
import Rasters
import TestSupport
import Testing

/// `facies group`.
@Suite struct GroupTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Four clouds; `id` gives the identifiers.
  private func table(_ name: String = "codes.csv", _ id: (Int) -> String = { "s\($0)" }) throws
    -> String
  {
    var text = "id,a,b,c\n"
    for row in 0..<120 {
      let kind = row % 4
      let wobble = Double((row * 7919) % 101) / 101
      text +=
        "\(id(row)),\(kind == 0 ? 9 : wobble),\(kind == 1 ? 9 + wobble : 0.5),"
        + "\(kind == 2 ? -9 - wobble : wobble * 0.7)\n"
    }
    return try folder.write(text, to: name)
  }

  private func group(_ input: String, _ more: String...) throws -> BuiltCommand.Outcome {
    try BuiltCommand.run(
      ["group", input, "--groups", "4", "--out", folder.file("out"), "--overwrite"] + more)
  }

  private func rows(_ name: String = "out/catalog.csv") throws -> [[String]] {
    try Files.text(folder.file(name)).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func aTableBecomesACatalogue() throws {
    let outcome = try group(try table(), "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    #expect(report["voted"] as? Int == 120 && report["objects"] as? Int == 120)
    #expect(report["outputs"] as? [String] == ["catalog.csv", "classes.yaml", "run.json"])
    let rows = try rows()
    #expect(
      rows[0] == [
        "id", "group", "class", "status", "vote_k_means", "vote_ward", "vote_birch", "agreement",
        "completed", "confidence", "distance", "problem",
      ])
    #expect(rows.count == 121)
    for (index, row) in rows.dropFirst().enumerated() {
      #expect(
        row[0] == "s\(index)" && row[1] == rows[1 + index % 4][1]
          && row[3] == "voted" && row[8] == "false")
    }
    #expect(Set(rows.dropFirst().map { $0[1] }) == ["1", "2", "3", "4"])
    #expect(Files.names(in: folder.file("out")) == ["catalog.csv", "classes.yaml", "run.json"])
  }

  @Test func aThresholdTooWideForTheCodesIsLowered() throws {
    let outcome = try group(try table(), "--birch-threshold", "1e6", "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    #expect(report["voted"] as? Int == 120)
    let warnings = report["warnings"] as? [String] ?? []
    #expect(warnings.contains { $0.hasPrefix("birch: a threshold of 1000000.0 gathers") })
  }

  @Test func identifiersStayAsTheyAre() throws {
    let odd = ["007", "9223372036854775807", "same", "same", "=cmd()", "\"a,b\"", " x ", "1e5"]
    let outcome = try group(try table { $0 < odd.count ? odd[$0] : "n\($0)" })
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let lines = try Files.text(folder.file("out/catalog.csv")).split(separator: "\n").dropFirst()
    let expected = [
      "007,", "9223372036854775807,", "same,", "same,", "'=cmd(),", "\"a,b\",", " x ,",
    ]
    for (line, start) in zip(lines, expected + ["1e5,"]) { #expect(line.hasPrefix(start)) }
  }

  @Test func threadsChangeNothing() throws {
    let input = try table()
    var catalogues: [Data] = []
    for threads in ["1", "3"] {
      #expect(try group(input, "--threads", threads, "--completion", "knn").exitCode == 0)
      catalogues.append(try Files.bytes(folder.file("out/catalog.csv")))
    }
    #expect(catalogues[0] == catalogues[1])
  }

  @Test func aRowWithoutAValueIsListed() throws {
    let text = try Files.text(try table()) + "hole,,1,2\nworse,nan,1,2\n"
    let outcome = try group(try folder.write(text, to: "holes.csv"), "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try Results.object(outcome.output)["invalid"] as? Int == 2)
    let last = try #require(try rows().last)
    #expect(last.prefix(4) == ["worse", "", "", "invalid"])
  }

  @Test func objectsBeyondTheFitAreVotedOn() throws {
    let outcome = try group(try table(), "--fit-samples", "60", "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    #expect(report["fitted"] as? Int == 60 && report["voted"] as? Int == 120)
  }

  @Test func arraysOfNumPyAreRead() throws {
    for (type, order) in [("<f4", "False"), (">f8", "False"), ("<f8", "True")] {
      let array = folder.file("codes.npy")
      try Self.array(type, isFortran: order == "True").write(to: URL(fileURLWithPath: array))
      let outcome = try group(array, "--scale", "none", "--members", "k-means,ward")
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      let rows = try rows().dropFirst()
      #expect(rows.map { $0[0] } == (0..<80).map(String.init))
      #expect(Set(rows.enumerated().map { "\($0.offset % 4) \($0.element[1])" }).count == 4)
    }
  }

  /// 80 x 2 in four heaps.
  private static func array(_ type: String, isFortran: Bool) -> Data {
    let header =
      "{'descr': '\(type)', 'fortran_order': \(isFortran ? "True" : "False"), 'shape': (80, 2), }\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0])
    data += Data(header.utf8)
    func value(_ row: Int, _ column: Int) -> Double {
      Double((row % 4) * (column == 0 ? 10 : -7)) + Double(row) * 0.01
    }
    let places =
      isFortran
      ? (0..<2).flatMap { c in (0..<80).map { ($0, c) } }
      : (0..<80).flatMap { r in (0..<2).map { (r, $0) } }
    for (row, column) in places {
      if type.hasSuffix("4") {
        withUnsafeBytes(of: Float(value(row, column)).bitPattern.littleEndian) { data += $0 }
      } else {
        let bits = value(row, column).bitPattern
        withUnsafeBytes(of: type.hasPrefix(">") ? bits.bigEndian : bits.littleEndian) { data += $0 }
      }
    }
    return data
  }

  @Test(arguments: [
    (["--members", "k-means,wards"], 2, "did you mean 'ward'"),
    (["--members", ""], 2, "from 1 to 32 names"),
    (["--rule", "2-of-5"], 2, "write 2-of-3"),
    (["--align", "best"], 2, "assignment, majority"),
    (["--groups", "1"], 2, "must be from 2 to 1000"),
    (["--groups", "130"], 1, "ask for at most"),
    (["--scale", "robust"], 2, "standard, none"),
    (["--id", "idd"], 2, "did you mean 'id'"),
    (["--columns", "a,z"], 2, "no column 'z'"),
    (["--symmetry", "both"], 2, "symmetry"),
    (["--threads", "0"], 2, "--threads"),
    (["--completion", "nn"], 2, "none, knn, softmax"),
    (["--bootstraps", "-1"], 2, "--bootstraps"),
    (["--bootstraps", "3", "--rule", "2-of-3"], 2, "write 2-of-9"),
    (["--preset", "fang2024"], 2, "did you mean 'fang2025'"),
    (["--apply", "x.safetensors", "--groups", "4"], 2, "--groups says how a vote is fitted"),
    (["--apply", "x.safetensors"], 1, "'x.safetensors' does not exist"),
    (["--classes", "x.yaml"], 1, "'x.yaml' does not exist"),
  ])
  func wrongCallsAreRefused(_ arguments: [String], _ code: Int32, _ words: String) throws {
    let outcome = try BuiltCommand.run(
      ["group", try table(), "--out", folder.file("none")] + arguments)
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!Files.exists(folder.file("none")))
  }

  @Test(arguments: [
    ("id,a\nx,1\ny,2,3\n", "line 3 has 3 fields"),
    ("id,a\nx,1\ny,blue\n", "holds 'blue'"),
    ("id,a\n", "no rows"),
    ("id\nx\n", "no column of features"),
    ("id,a\n\"x,1\n", "a quotation mark is never closed"),
    ("id,a\nx,\ny,nan\n", "no object with all its features"),
  ])
  func wrongTablesAreRefused(_ text: String, _ words: String) throws {
    let outcome = try group(try folder.write(text, to: "bad.csv"))
    #expect(outcome.exitCode == 1 && outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  /// One value far out makes all others of its column alike.
  @Test func valuesFarOutAreNamed() throws {
    let lines = try Files.text(try table()).split(separator: "\n")
    let text = lines.enumerated().map { row, line in
      row == 0 ? line + ",far" : line + ",\(row == 9 ? "1e30" : "\(Double(row % 7) / 7)")"
    }.joined(separator: "\n")
    let input = try folder.write(text, to: "far.csv")
    let outcome = try group(input)
    #expect(outcome.exitCode == 0 && outcome.errors.contains("column 'far'"), "\(outcome.errors)")
    let refused = try BuiltCommand.run(
      "group", input, "--columns", "far", "--groups", "4", "--out", folder.file("none"))
    #expect(refused.exitCode == 1 && refused.errorLines.count == 1, "\(refused.errors)")
    #expect(refused.errors.contains("holds 1e+30") && refused.errors.contains("4 groups"))
    #expect(!refused.errors.contains("spectr") && !refused.errors.contains("units"))
  }

  /// What `facies measure` writes goes into `facies group`.
  @Test func measurementsWithoutAValueAreInvalid() throws {
    let text = (0..<40).map { row -> String in
      let own = row % 2 == 0 ? "0.6,-2.3" : "0.45,-1.5"
      return row % 8 == 3 ? "r\(row),-99,-99" : "r\(row),\(own)"
    }
    let input = try folder.write("id,gini,m20\n" + text.joined(separator: "\n"), to: "m.csv")
    let outcome = try BuiltCommand.run("group", input, "--groups", "2", "--out", folder.file("out"))
    #expect(outcome.exitCode == 0 && outcome.errors.contains("-99 stands for no value"))
    let rows = try rows().dropFirst()
    #expect(rows.count { $0[3] == "invalid" } == 5 && rows.count { $0[3] == "voted" } == 35)
  }

  @Test func resultsAreReplacedOnlyWhenAsked() throws {
    let input = try table()
    #expect(try group(input).exitCode == 0)
    let refused = try BuiltCommand.run("group", input, "--out", folder.file("out"))
    #expect(refused.exitCode == 2 && refused.errors.contains("add --overwrite"))
  }

  /// Discs of two sizes and bars of two directions; one file is no picture.
  @Test func aFolderOfCutoutsGetsPictures() throws {
    let cutouts = try folder.folder("cutouts/inner")
    let grid = try RasterFixture.utm(24, 24)
    for index in 0..<48 {
      try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: nil) { _, column, row in
        let (x, y) = (Double(column) - 11.5, Double(row) - 11.5)
        let light = Float(200 + index)
        switch index % 4 {
        case 0: return x * x + y * y < 90 ? light : 5
        case 1: return x * x + y * y < 12 ? light : 5
        case 2: return abs(x) < 3 ? light : 5
        default: return abs(y) < 3 ? light : 5
        }
      }.write(to: "\(cutouts)/c\(100 + index).tif")
    }
    try "no picture".write(
      toFile: folder.file("cutouts/broken.png"), atomically: false, encoding: .utf8)
    let input = folder.file("cutouts")
    let outcome = try group(
      input, "--encoder", "pixels", "--symmetry", "none", "--size", "16", "--components", "4")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let rows = try rows().dropFirst()
    #expect(rows.first?[0] == "broken.png" && rows.first?[3] == "invalid")
    #expect(rows.dropFirst().first?[0] == "inner/c100.tif")
    #expect(
      Set(rows.dropFirst().enumerated().map { "\($0.offset % 4) \($0.element[1])" }).count == 4)
    #expect(
      Files.names(in: folder.file("out"))
        == ["catalog.csv", "classes.yaml", "groups", "overview.png", "run.json"])
    #expect(
      Files.names(in: folder.file("out/groups")) == ["01.png", "02.png", "03.png", "04.png"])
    let sheet = try RasterDataset(path: folder.file("out/overview.png"))
    #expect(sheet.width > 900 && sheet.bandCount == 3)
    // Turned by a right angle, bars are the same.
    let turned = try BuiltCommand.run(
      "group", input, "--groups", "3", "--encoder", "pixels", "--size", "16", "--components", "2",
      "--completion", "none", "--out", folder.file("out"), "--overwrite", "--members",
      "k-means,ward")
    #expect(turned.exitCode == 0, "\(turned.errors)")
    let again = try self.rows().dropFirst(2)
    #expect(again.allSatisfy { $0[3] == "voted" || $0[3] == "rejected" })
    #expect(Set(again.enumerated().filter { $0.offset % 4 > 1 }.map { $0.element[1] }).count == 1)
    #expect(
      Files.names(in: folder.file("out/groups")) == ["01.png", "02.png", "03.png"])
  }

  /// A folder is grouped as a survey of it without measurements.
  @Test func aFolderHasOneCatalogue() throws {
    let cutouts = try folder.folder("cutouts")
    let grid = try RasterFixture.utm(24, 24)
    for index in 0..<32 {
      try RasterFixture(grid: grid, bands: 1, type: .uint8, noData: nil) { _, column, row in
        let (x, y) = (Double(column) - 11.5, Double(row) - 11.5)
        return x * x + y * y < (index % 2 == 0 ? 90 : 12) ? Float(180 + index) : 5
      }.write(to: "\(cutouts)/c\(100 + index).tif")
    }
    let grouped = try BuiltCommand.run(
      "group", cutouts, "--encoder", "pixels", "--out", folder.file("out"))
    #expect(grouped.exitCode == 0, "\(grouped.errors)")
    let survey = try folder.write(
      "survey: cutouts\nencoder: pixels\nmeasurements: false\n", to: "survey.yaml")
    let run = try BuiltCommand.run("run", survey, "--out", folder.file("run"))
    #expect(run.exitCode == 0, "\(run.errors)")
    let text = try Files.text(folder.file("out/catalog.csv"))
    #expect(try text == Files.text(folder.file("run/catalog.csv")))
    #expect(text.hasPrefix("id,group,class,status,") && text.contains(",false,"))
  }

  @Test func foldersWithoutCutoutsAreRefused() throws {
    let outcome = try group(try folder.folder("empty"))
    #expect(outcome.exitCode == 1 && outcome.errors.contains("holds no cutouts"))
  }

  // MARK: saved votes

  /// A vote that is saved judges other objects as it judged its own, and the
  /// same whatever they come with.
  @Test func aVoteIsSavedAndApplied() throws {
    let input = try table()
    let model = folder.file("vote.safetensors")
    #expect(try group(input, "--model", model, "--completion", "softmax").exitCode == 0)
    let fitted = try Files.text(folder.file("out/catalog.csv"))
    let bytes = try Files.bytes(model)
    #expect(try group(input, "--model", model, "--completion", "softmax").exitCode == 0)
    #expect(try Files.bytes(model) == bytes)
    func apply(_ input: String, _ more: String...) throws -> String {
      let outcome = try BuiltCommand.run(
        ["group", input, "--apply", model, "--out", folder.file("more"), "--overwrite"] + more)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      return try Files.text(folder.file("more/catalog.csv"))
    }
    #expect(try apply(input) == fitted)
    #expect(try apply(input, "--threads", "3") == fitted)
    // Columns are found by their names; others are passed over.
    let lines = try Files.text(input).split(separator: "\n")
    let turned = lines.enumerated().map { row, line in
      let f = line.split(separator: ",")
      return "\(f[3]),\(row == 0 ? "z" : "\(row)"),\(f[2]),\(f[0]),\(f[1])\n"
    }
    #expect(try apply(folder.write(turned.joined(), to: "turned.csv")) == fitted)
    let half = ([lines[0]] + lines[61...]).map { $0 + "\n" }.joined()
    let own = try apply(folder.write(half, to: "half.csv")).split(separator: "\n")
    #expect(own.dropFirst() == fitted.split(separator: "\n").dropFirst(61))
  }

  @Test func votesOfOtherFeaturesAreRefused() throws {
    let model = folder.file("vote.safetensors")
    #expect(try group(try table(), "--model", model).exitCode == 0)
    let other = try folder.write("id,a,b,d\nx,1,2,3\n", to: "other.csv")
    let array = folder.file("codes.npy")
    try Self.array("<f4", isFortran: false).write(to: URL(fileURLWithPath: array))
    let noModel = try folder.write("text", to: "no.safetensors")
    for (input, file, code, words) in [
      (other, model, 2, "--apply: '\(other)' has no column 'c'"),
      (array, model, 1, "fitted on 3 features"),
      (try table(), noModel, 1, "is not a valid model"),
      (try folder.folder("empty"), model, 2, "--apply is for tables"),
    ] as [(String, String, Int32, String)] {
      let outcome = try BuiltCommand.run(
        "group", input, "--apply", file, "--out", folder.file("none"))
      #expect(outcome.exitCode == code && outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.errorLines.count == 1 && !Files.exists(folder.file("none")))
    }
  }

  @Test func aTableOfManyBlocksIsOneTable() throws {
    var text = "name,x,y\n"
    for row in 0..<40_000 {
      let wobble = Double((row * 7919) % 1009) / 1009
      text +=
        row % 997 == 5 ? "n\(row),,1\n" : "n\(row),\(Double(row % 3) * 9 + wobble),\(wobble)\n"
    }
    let input = try folder.write(text, to: "many.csv")
    let outcome = try BuiltCommand.run(
      "group", input, "--groups", "3", "--id", "name", "--fit-samples", "500", "--scale", "none",
      "--out",
      folder.file("out"), "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    let invalid = (0..<40_000).count { $0 % 997 == 5 }
    #expect(report["objects"] as? Int == 40_000 && report["invalid"] as? Int == invalid)
    #expect(report["voted"] as? Int == 40_000 - invalid)
    let rows = try rows()
    #expect(rows.dropFirst().enumerated().allSatisfy { $0.element[0] == "n\($0.offset)" })
    #expect(
      Set(
        rows.dropFirst().enumerated().filter { $0.element[1] != "" }
          .map { "\($0.offset % 3) \($0.element[1])" }
      ).count == 3)
  }

  // MARK: classes

  @Test func classesAreEditedAndGivenBack() throws {
    let input = try folder.write(
      "id,a,gini,m20,sersic_n\n"
        + (0..<40).map { row in
          row % 2 == 0
            ? "r\(row),\(row % 7),0.6,-2.3,4.\(row % 9)\n"
            : "r\(row),\(90 + row % 5),0.45,-1.5,0.9\n"
        }.joined(), to: "measured.csv")
    func run(_ more: String...) throws -> BuiltCommand.Outcome {
      try BuiltCommand.run(
        [
          "group", input, "--groups", "2", "--columns", "a", "--out", folder.file("out"),
          "--overwrite",
        ] + more)
    }
    #expect(try run().exitCode == 0)
    let file = folder.file("out/classes.yaml")
    let text = try Files.text(file)
    #expect(text.contains("{name: \"\", hint: \"SPH\"}") && text.contains("hint: \"LTD\""))
    #expect(try rows().dropFirst().allSatisfy { $0[2].isEmpty })
    // What is edited stays, and names the groups.
    let spheroids = try #require(try rows().dropFirst().first?[1])
    let edited = text.replacingOccurrences(
      of: "\(spheroids): {name: \"\"", with: "\(spheroids): {name: \"=SPH\"")
    try edited.write(toFile: file, atomically: false, encoding: .utf8)
    let again = try run("--classes", file, "--json")
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(try Files.text(file) == edited && again.output.contains("changed by hand"))
    let rows = try rows().dropFirst()
    #expect(rows.enumerated().allSatisfy { $0.element[2] == ($0.offset % 2 == 0 ? "'=SPH" : "") })
    // A group that is none is refused where it stands.
    let wrong = try folder.write("classes:\n  1: SPH\n  3: LTD\n", to: "wrong.yaml")
    let refused = try run("--classes", wrong)
    #expect(refused.exitCode != 0 && refused.errorLines.count == 1)
    #expect(refused.errors.contains("wrong.yaml:3:3") && refused.errors.contains("groups 1 to 2"))
  }

  // MARK: presets

  @Test func thePresetFillsWhatIsNotSaid() throws {
    let input = try table()
    let outcome = try group(input, "--preset", "fang2025", "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let report = try Results.object(outcome.output)
    #expect(
      report["alignment"] as? String == "majority" && report["rule"] as? String == "unanimous")
    #expect(report["groupsAsked"] as? Int == 4 && report["preset"] as? String == "fang2025")
    let own = try group(
      input, "--preset", "fang2025", "--align", "assignment", "--rule", "2-of-3", "--json")
    let other = try Results.object(own.output)
    #expect(other["alignment"] as? String == "assignment" && other["rule"] as? String == "2-of-3")
    // The same, spelled out.
    let first = try Files.bytes(folder.file("out/catalog.csv"))
    #expect(
      try group(input, "--scale", "none", "--rule", "2-of-3", "--members", "k-means,ward,birch")
        .exitCode == 0)
    #expect(try Files.bytes(folder.file("out/catalog.csv")) == first)
  }

  @Test func bootstrapsAndRepeatedMembersHaveColumns() throws {
    let outcome = try group(
      try table(), "--members", "k-means,ward", "--bootstraps", "2", "--rule", "3-of-4",
      "--completion", "knn")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(
      try rows()[0][4...7]
        == ["vote_k_means", "vote_k_means_2", "vote_ward", "vote_ward_2"])
    #expect(try rows().dropFirst().allSatisfy { $0[1] != "" })
    #expect(try group(try table(), "--members", "k-means,k-means").exitCode == 0)
    #expect(try rows()[0][4...5] == ["vote_k_means", "vote_k_means_2"])
  }
}
