import Foundation
import RasterIO
import Rasters
import Testing

/// What people type and what is said about it.
@Suite struct LocalPathTests {
  @Test func missingFilesNameTheWorkingDirectory() {
    let folder = FileManager.default.currentDirectoryPath
    #expect(
      error { try LocalPath("no-such.tif") }
        == "'no-such.tif' does not exist (working directory \(folder))")
  }

  @Test(arguments: [
    ("", "an input path is empty"),
    ("a\nb", "an input path holds control characters or more than 4096 bytes"),
    (
      "/vsicurl/http://x/y.tif",
      "'/vsicurl/http://x/y.tif' is not on this machine's disk; download the file and name the copy"
    ),
    ("https://x/y.tif", "'https://x/y.tif' is an address; download the file and name the copy"),
    (
      "NETCDF:no.nc:red",
      "'NETCDF:no.nc:red' names a part of a file; name the file itself and choose bands from it"
    ),
    ("/dev/null", "'/dev/null' is a device, not a file"),
  ])
  func namesThatAreNotFiles(typed: String, message: String) {
    #expect(error { try LocalPath(typed) } == message)
  }

  @Test func pipesLinksAndEmptyFiles() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.file("pipe.tif")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(
      error { try LocalPath(pipe) } == "'\(pipe)' is a named pipe; write it to a file first")
    let link = folder.file("link.tif")
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: folder.file("gone.tif"))
    #expect(error { try LocalPath(link) } == "'\(link)' is a link to a file that does not exist")
    try folder.write("", "empty.tif")
    let empty = folder.file("empty.tif")
    #expect(error { try LocalPath.file(empty) } == "'\(empty)' is empty (0 bytes)")
    #expect(
      error { try LocalPath.file(folder.path) } == "'\(folder.path)' is a folder, not a file")
  }

  @Test func failuresExitWithOne() {
    #expect(throws: Failure.self) { try LocalPath("no-such.tif") }
    do {
      _ = try LocalPath("no-such.tif")
    } catch {
      #expect((error as? Failure)?.exitCode == 1)
    }
  }

  @Test func namesThatLookLikeSomethingElseAreFiles() throws {
    let folder = try TemporaryFolder()
    for name in ["-x.tif", "a b [1] #?.tif", "NETCDF:x.tif"] {
      try folder.write("x", name)
      #expect(try LocalPath.file(folder.file(name)).absolute == folder.file(name))
    }
    #expect(try LocalPath(folder.path + "/a b [1] #?.tif").stem == "a b [1] #?")
  }
}
