import Foundation
import Morphology
import Rasters

/// Measurements as CSV, written as they come.
struct MorphologyTable {
  private let path: String
  private let temporary: String
  private let handle: FileHandle

  init(_ path: String) throws {
    self.path = path
    temporary = TemporaryName.beside(path)
    guard FileManager.default.createFile(atPath: temporary, contents: nil),
      let handle = FileHandle(forWritingAtPath: temporary)
    else { throw Failure("cannot write '\(path)': \(String(cString: strerror(errno)))") }
    self.handle = handle
    let names = ["label", "flag", "flag_sersic"] + SourceMorphology.names + ["reasons"]
    try write(names.joined(separator: ",") + "\n")
  }

  func append(_ rows: [SourceMorphology]) throws {
    try write(rows.map { Self.line($0) + "\n" }.joined())
  }

  private static func line(_ row: SourceMorphology) -> String {
    let cells =
      ["\(row.label)", "\(row.flag.rawValue)", "\(row.sersicFlag)"]
      + row.values.map { String(format: "%.9g", $0) }
      + [row.reasonText]
    return cells.joined(separator: ",")
  }

  private func write(_ text: String) throws {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      discard()
      throw Failure("cannot write '\(path)': \(TemporaryName.reason(of: error))")
    }
  }

  func finish() throws {
    try? handle.close()
    try TemporaryName.commit(temporary, as: path)
  }

  func discard() {
    try? handle.close()
    unlink(temporary)
  }
}
