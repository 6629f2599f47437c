import Foundation
import TestSupport
import Testing

/// Full disks, folders that cannot be written, and readers that went away.
@Suite struct SurroundingsTests {
  private let folder: TemporaryFolder
  private let scene: SimulatedScene

  init() throws {
    folder = try TemporaryFolder()
    scene = try SimulatedScene.small.get()
  }

  private func expectOneLine(_ outcome: BuiltCommand.Outcome, _ code: Int32, _ parts: String...) {
    #expect(outcome.exitCode == code)
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    for part in parts { #expect(outcome.errors.contains(part), "\(outcome.errors)") }
  }

  @Test func folderIsAFile() throws {
    let file = try folder.write("precious", to: "file")
    let outcome = try BuiltCommand.run("run", scene.raster, "--out", file)
    expectOneLine(outcome, 2, "is a file; --out must name a folder")
    #expect(try Files.text(file) == "precious")
  }

  @Test func folderLiesUnderAFile() throws {
    let file = try folder.write("precious", to: "file")
    let outcome = try BuiltCommand.run("run", scene.raster, "--out", file + "/out")
    expectOneLine(outcome, 1, "cannot make the folder", "Not a directory")
  }

  @Test(.enabled(if: !SystemFacts.writesEverywhere, "root can write everywhere"))
  func folderCannotBeWritten() throws {
    let closed = try folder.folder("closed")
    chmod(closed, 0o555)
    defer { chmod(closed, 0o755) }
    let into = try BuiltCommand.run("run", scene.raster, "--out", closed)
    expectOneLine(into, 1, "cannot be written to", "Permission denied")
    let below = try BuiltCommand.run("run", scene.raster, "--out", closed + "/out")
    expectOneLine(below, 1, "cannot make the folder", "Permission denied")
    #expect(Files.names(in: closed).isEmpty)
  }

  /// In blocks of 512 bytes: too little for the rasters, then for the sheet.
  @Test(arguments: [1, 20, 150, 540])
  func filesMayNotGrow(_ blocks: Int) throws {
    let wide = try SimulatedScene.wide.get()
    let outcome = try BuiltCommand.shell(
      "ulimit -f \(blocks); exec \"$FACIES\" run '\(wide.raster)' --out out --quiet",
      in: folder.path)
    expectOneLine(outcome, 1, "/out/", "File too large")
    #expect(!outcome.errors.contains(".tmp-"))
    #expect(Files.names(in: folder.path).isEmpty)
  }

  @Test func failedReplacementKeepsOldResults() throws {
    let results = Results(folder: folder.file("out"))
    #expect(try BuiltCommand.run("run", scene.sceneFile, "--out", results.folder).isSuccess)
    let before = try Results.names.map { try results.bytes($0) }
    let outcome = try BuiltCommand.shell(
      "ulimit -f 150; exec \"$FACIES\" run '\(scene.raster)' --units 3 --out out --overwrite",
      in: folder.path)
    #expect(outcome.exitCode == 1)
    #expect(Files.names(in: results.folder) == Results.names)
    #expect(try Results.names.map { try results.bytes($0) } == before)
  }

  @Test(.enabled(if: SystemFacts.canMount, "no tmpfs can be mounted here"))
  func diskIsFull() throws {
    let disk = try folder.folder("disk")
    defer { _ = try? BuiltCommand.shell("umount '\(disk)'") }
    for size in ["16k", "600k"] {
      _ = try BuiltCommand.shell("mount -t tmpfs -o size=\(size) tmpfs '\(disk)'")
      let wide = try SimulatedScene.wide.get()
      let outcome = try BuiltCommand.run("run", wide.raster, "--out", disk)
      expectOneLine(outcome, 1, "No space left on device")
      #expect(Files.names(in: disk).isEmpty)
      _ = try BuiltCommand.shell("umount '\(disk)'")
    }
  }

  @Test func standardOutputIsFull() throws {
    let outcome = try BuiltCommand.shell("\"$FACIES\" methods > /dev/full")
    expectOneLine(outcome, 1, "cannot write to standard output", "No space left on device")
  }

  @Test func standardOutputIsClosed() throws {
    let outcome = try BuiltCommand.shell("\"$FACIES\" methods >&-")
    expectOneLine(outcome, 1, "cannot write to standard output")
  }

  /// What is meant for the terminal must not end up in the results.
  @Test(arguments: ["2>&-", "<&- 2>&-", "<&- >&- 2>&-"])
  func streamsAreClosed(_ closing: String) throws {
    let quiet = closing.contains(">&- 2") ? "--quiet" : "--json"
    let run = "run '\(scene.raster)' --recipe k-means --out"
    let whole = try BuiltCommand.shell("\"$FACIES\" \(run) whole --quiet", in: folder.path)
    let bare = try BuiltCommand.shell(
      "\"$FACIES\" \(run) bare \(quiet) \(closing)", in: folder.path)
    #expect(whole.isSuccess && bare.exitCode == 0)
    for name in Results.names where name != "run.json" {
      #expect(
        try Files.bytes(folder.file("bare/\(name)")) == Files.bytes(folder.file("whole/\(name)")),
        "\(name)")
    }
  }

  /// `head` goes away after a line: no complaint.
  @Test func readerGoesAway() throws {
    let outcome = try BuiltCommand.shell("\"$FACIES\" methods | head -n 1")
    #expect(outcome.output == "recipes\n")
    #expect(outcome.errors.isEmpty)
  }

  /// Files and folders, of a run, a batch and its database.
  @Test(arguments: [("000", 0o666, 0o777), ("027", 0o640, 0o750), ("077", 0o600, 0o700)])
  func newFilesFollowTheUmask(_ umask: String, _ file: Int, _ inFolder: Int) throws {
    let outcome = try BuiltCommand.shell(
      """
      umask \(umask)
      "$FACIES" run '\(scene.raster)' --recipe k-means --out out -q &&
      "$FACIES" render out/units.tif --out out/sheet.pdf -q &&
      "$FACIES" polygonize out/units.tif --out out/a.gpkg -q &&
      "$FACIES" polygonize out/units.tif --out out/a.shp -q &&
      "$FACIES" batch '\(scene.raster)' --out out/batch -q
      """, in: folder.path)
    #expect(outcome.isSuccess, "\(outcome.errors)")
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.file("out")) + [""] {
      let facts = try FileManager.default.attributesOfItem(atPath: folder.file("out/\(name)"))
      let isFolder = facts[.type] as? FileAttributeType == .typeDirectory
      #expect(facts[.posixPermissions] as? Int == (isFolder ? inFolder : file), "\(name)")
    }
  }

  @Test(arguments: ["de_DE.UTF-8", "tr_TR.UTF-8", "C"])
  func languageDoesNotMatter(_ locale: String) throws {
    let script = "\"$FACIES\" run '\(scene.raster)' --recipe k-means -q --out"
    let plain = try BuiltCommand.shell("\(script) plain", in: folder.path)
    let other = try BuiltCommand.shell(
      "LC_ALL=\(locale) LANG=\(locale) TZ=Asia/Tokyo; export LC_ALL LANG TZ; unset HOME; "
        + "\(script) other", in: folder.path)
    #expect(plain.isSuccess && other.isSuccess)
    for name in Results.names where name != "run.json" {
      #expect(
        try Files.bytes(folder.file("plain/\(name)")) == Files.bytes(folder.file("other/\(name)")))
    }
  }
}

/// What this machine lets tests do.
enum SystemFacts {
  /// Permissions do not stop this user.
  static let writesEverywhere: Bool = {
    guard let folder = try? TemporaryFolder() else { return true }
    chmod(folder.path, 0o555)
    defer { chmod(folder.path, 0o755) }
    return mkdir(folder.file("probe"), 0o755) == 0
  }()

  static let canMount: Bool = {
    guard let folder = try? TemporaryFolder() else { return false }
    let tried = try? BuiltCommand.shell(
      "mount -t tmpfs -o size=16k tmpfs '\(folder.path)' && umount '\(folder.path)'")
    return tried?.exitCode == 0
  }()
}
