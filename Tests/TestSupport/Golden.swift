import Foundation

/// Texts that facies produces and the repository keeps in files, which `make bless` records anew.
///
/// Tests that use it have "golden" at the beginning of their names: `make bless` runs those.
package enum Golden {
  /// Whether files are to be recorded and not compared.
  private static let isBlessing = ProcessInfo.processInfo.environment["FACIES_BLESS"] == "1"

  /// A file by its path in the repository.
  package static func path(_ name: String, source: String = #filePath) -> String {
    URL(fileURLWithPath: source).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// Where a text differs from its file, in words; nil where it does not.
  ///
  /// With FACIES_BLESS=1 the text is written to the file instead, if it differs.
  ///
  /// - Parameter file: by its path in the repository.
  package static func difference(
    _ text: String, from file: String, test: String = #function
  ) throws -> String? {
    guard test.hasPrefix("golden") else {
      return "make bless does not run '\(test)': its name must begin with golden"
    }
    let kept = try? Files.text(path(file))
    guard kept != text else { return nil }
    guard isBlessing else { return words(text, kept, file) }
    print("blessed: \(file)")
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path(file)).deletingLastPathComponent(),
      withIntermediateDirectories: true)
    try text.write(toFile: path(file), atomically: true, encoding: .utf8)
    return nil
  }

  private static func words(_ text: String, _ kept: String?, _ file: String) -> String {
    guard let kept else { return "there is no \(file) (make bless)" }
    let lines = [text, kept].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    let same = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
    let sides = lines.map { same < $0.count ? "'\($0[same])'" : "missing" }
    return "line \(same + 1) of \(file) would be \(sides[0]) and is \(sides[1]); make bless where "
      + "that is meant"
  }
}
