import FaciesKit
import Foundation

// soak COUNT [FOLDER]: so many small jobs in this one process, through the library as a
// program would use it. Prints what the process holds after every round and what a
// job adds to it, as JSON. Exit code 1: it grows, or a job did not end as it should.

do {
  let words = CommandLine.arguments
  guard words.count >= 2, let count = Int(words[1]), count >= Round.least else {
    throw Failure.usage("soak COUNT [FOLDER]: at least \(Round.least) jobs")
  }
  let folder = words.count > 2 ? words[2] : NSTemporaryDirectory() + "/facies-soak-\(getpid())"
  let report = try Soak(folder: folder).run(count)
  print(try report.json())
  exit(report.isFlat ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("soak: \(error)\n".utf8))
  exit((error as? any FaciesError)?.exitCode ?? 1)
}
