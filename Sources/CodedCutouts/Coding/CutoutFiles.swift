import Foundation

/// The files of a folder that are cutouts by their names, and how many are not.
struct CutoutFiles {
  /// Paths in the folder, sorted.
  var names: [String] = []
  /// Files that are no cutouts, by ending.
  private var others: [String: Int] = [:]

  static let pictures: Set<String> = ["png", "jpg", "jpeg", "gif", "bmp"]
  static let tiffs: Set<String> = ["tif", "tiff"]
  static let fits: Set<String> = ["fits", "fit", "fts"]
  private static let packed: Set<String> = ["gz", "bz2", "fz"]

  static var endings: [String] { pictures.union(tiffs).union(fits).sorted() }

  /// Also in the folders below; not what is hidden.
  init(in folder: String) {
    guard let walk = FileManager.default.enumerator(atPath: folder) else { return }
    var tables = OwnTables(folder)
    while let entry = walk.nextObject() {
      guard let name = entry as? String, Self.isSeen(name), !tables.contains(name) else { continue }
      let ending = Self.ending(of: name)
      if Self.pictures.contains(ending) || Self.tiffs.contains(ending) || Self.fits.contains(ending)
      {
        names.append(name)
      } else if walk.fileAttributes?[.type] as? FileAttributeType != .typeDirectory {
        others[ending, default: 0] += 1
      }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What facies cutouts writes beside its cutouts, which is none of them.
  private struct OwnTables {
    private static let names: Set<String> = [
      CutoutFolder.report, CutoutFolder.table, CutoutFolder.binaryTable,
    ]
    private let folder: String
    /// Whether a folder is one of facies cutouts, as far as that has been looked up.
    private var known: [String: Bool] = [:]

    init(_ folder: String) { self.folder = folder }

    mutating func contains(_ name: String) -> Bool {
      let parts = name.split(separator: "/")
      guard let last = parts.last, Self.names.contains(String(last)) else { return false }
      let inner = parts.dropLast().joined(separator: "/")
      if let answer = known[inner] { return answer }
      let report = "\(folder)/\(inner)/\(CutoutFolder.report)"
      let answer = FileManager.default.fileExists(atPath: report)
      known[inner] = answer
      return answer
    }
  }

  /// Neither hidden nor what systems put beside files.
  private static func isSeen(_ name: String) -> Bool {
    !name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
      && !name.hasSuffix("Thumbs.db") && !name.hasSuffix("desktop.ini")
  }

  /// In small letters; of a packed FITS file the one before.
  static func ending(of name: String) -> String {
    let last = (name as NSString).pathExtension.lowercased()
    guard packed.contains(last) else { return last }
    let inner = ((name as NSString).deletingPathExtension as NSString).pathExtension.lowercased()
    return fits.contains(inner) ? inner : last
  }

  /// "5 other files are passed over: 4 .npy, 1 .txt"; nil where there are none.
  var note: String? {
    let count = others.values.reduce(0, +)
    guard count > 0 else { return nil }
    let sorted = others.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let kinds = sorted.prefix(5).map {
      "\($0.value) \($0.key.isEmpty ? "without ending" : "." + $0.key)"
    }
    return "\(count) other file\(count == 1 ? " of the folder is" : "s of the folder are") passed "
      + "over: \(kinds.joined(separator: ", "))\(sorted.count > 5 ? " …" : "")"
  }
}
