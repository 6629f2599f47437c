import Foundation
import RasterIO
import Rasters

/// The files of a product, in a folder or an archive, by the names that its
/// metadata give them.
struct Sentinel2Files {
  let location: ProductLocation
  /// The metadata file's name at the location.
  let mtd: String

  /// The product's folder at the location: "" or "S2A_….SAFE/".
  private var top: String {
    mtd.lastIndex(of: "/").map { String(mtd[...$0]) } ?? ""
  }

  /// What the product is called on disk.
  var folderName: String {
    let inside = top.split(separator: "/").last.map(String.init)
    return inside ?? URL(fileURLWithPath: root).lastPathComponent
  }

  private var root: String {
    location.kind == .archive ? location.given.absolute : location.root
  }

  /// As distributed, and as people convert it.
  private static let extensions = ["jp2", "tif", "tiff"]

  /// An image below the product's folder, named without extension; else one
  /// of its name beside the metadata. Nil where there is none.
  func image(_ path: String) throws -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    for candidate in [path, name] {
      for ending in Self.extensions {
        if let found = try find("\(candidate).\(ending)") { return found }
      }
    }
    return nil
  }

  /// A file below the product's folder, without regard to case; its name at
  /// the location.
  func find(_ path: String) throws -> String? {
    let full = top + path
    guard location.kind != .archive else { return location.find(full) }
    let folder = full.split(separator: "/").dropLast().joined(separator: "/")
    let last = full.split(separator: "/").last.map(String.init) ?? full
    guard let stored = names(in: folder).first(where: { Self.isSame($0, last) }) else {
      return nil
    }
    let found = folder.isEmpty ? stored : folder + "/" + stored
    try checkInside(found)
    return found
  }

  private static func isSame(_ a: String, _ b: String) -> Bool {
    a == b || a.lowercased() == b.lowercased()
  }

  private func names(in folder: String) -> [String] {
    let path = folder.isEmpty ? location.root : location.path(of: folder)
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// The names of the files of a folder of the product.
  func list(_ folder: String) -> [String] {
    guard location.kind == .archive else { return names(in: top + folder) }
    let start = top + folder + "/"
    return location.names.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
  }

  /// A product may be reached through links, but none may lead out of it.
  private func checkInside(_ name: String) throws {
    guard let folder = Self.resolved(location.path(of: top)),
      let file = Self.resolved(location.path(of: name))
    else { return }
    guard file.hasPrefix(folder == "/" ? folder : folder + "/") else {
      throw Failure("\(location.shown(name)) is a link out of the product: refused")
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}
