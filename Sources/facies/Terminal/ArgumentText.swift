import FaciesKit
import Foundation

/// Names on a disk may be any bytes. Swift's text would stand for others, and a
/// result would get a name that nobody gave it.
enum ArgumentText {
  static func check() throws {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let bytes = CommandLine.unsafeArgv[index],
        String(validatingCString: bytes) == nil
      else { continue }
      throw Failure.usage(
        "argument \(index), '\(String(cString: bytes))', is not UTF-8 text: give the file or folder "
          + "a name that is, or lead to it by a link")
    }
  }
}
