import Foundation
import RasterIO
import Rasters

/// The files that are one shapefile together. GDAL passes over shapes and rows
/// beyond the end of a file that was cut short without a word, and names its
/// own settings where the index is missing.
struct ShapefileParts {
  private let path: String
  private let stem: String

  /// Nil for a file of another name, or whose content is something else.
  init?(_ path: String) {
    guard path.lowercased().hasSuffix(".shp"), let bytes = Self.bytes(of: path, first: 4),
      Self.bigEndian(bytes, at: 0) == 9994
    else { return nil }
    self.path = path
    stem = String(path.dropLast(4))
  }

  /// Throws where shapes or rows would be passed over.
  func check() throws {
    guard let index = part("shx") else { throw Failure(withoutIndex) }
    try checkShapes(index)
    if let table = part("dbf") { try checkRows(table) }
  }

  /// Nil where the table of fields is there.
  var missingTable: String? {
    part("dbf") == nil ? (stem as NSString).lastPathComponent + ".dbf" : nil
  }

  /// The part of an ending, in small letters or capitals.
  private func part(_ ending: String) -> String? {
    [ending, ending.uppercased()].map { "\(stem).\($0)" }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  private var withoutIndex: String {
    let name = (stem as NSString).lastPathComponent
    let stray = strayIndex.map { " ('\($0)' is there: was only one of them renamed?)" } ?? ""
    return
      "'\(path)' lacks its index '\(name).shx'\(stray): copy all files of the shapefile (.shp, "
      + ".shx, .dbf, .prj) under one name, or make the index anew by opening it with GDAL's ogrinfo "
      + "and SHAPE_RESTORE_SHX=YES"
  }

  /// An index in the same folder without shapes of its own.
  private var strayIndex: String? {
    let folder = (path as NSString).deletingLastPathComponent
    let all = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    return all.sorted().first {
      $0.lowercased().hasSuffix(".shx") && !all.contains("\($0.dropLast(4)).shp")
        && !all.contains("\($0.dropLast(4)).SHP")
    }
  }

  /// The index says where every shape is, in words of 16 bits.
  private func checkShapes(_ index: String) throws {
    guard let head = Self.bytes(of: index, first: 100), head.count == 100,
      Self.bigEndian(head, at: 0) == 9994
    else { throw cut(index, "its header is damaged") }
    let count = max(0, (Self.bigEndian(head, at: 24) * 2 - 100) / 8)
    guard count <= VectorReader.most else { return }
    let wanted = 100 + 8 * count
    guard let all = Self.bytes(of: index, first: wanted), all.count == wanted else {
      throw cut(index, "it is to hold the places of \(count) shapes")
    }
    let size = Self.size(of: path)
    let beyond = (0..<count).count { record in
      let place = Self.bigEndian(all, at: 100 + 8 * record) * 2
      return place + 8 + Self.bigEndian(all, at: 104 + 8 * record) * 2 > size
    }
    guard beyond == 0 else {
      throw cut(path, "\(beyond) of its \(count) shapes lie beyond its end")
    }
  }

  private func checkRows(_ table: String) throws {
    guard let head = Self.bytes(of: table, first: 32), head.count == 32 else {
      throw cut(table, "its header is damaged")
    }
    let little = { (at: Int, bytes: Int) in
      (0..<bytes).reduce(0) { $0 | Int(head[at + $1]) << (8 * $1) }
    }
    let (rows, start, width) = (little(4, 4), little(8, 2), little(10, 2))
    let size = Self.size(of: table)
    guard start + rows * width > size, width > 0 else { return }
    let there = max(0, size - start) / width
    throw cut(table, "\(rows - there) of its \(rows) rows lie beyond its end")
  }

  private func cut(_ part: String, _ why: String) -> Failure {
    Failure("'\(part)' is cut short or damaged: \(why); copy the shapefile anew")
  }

  private static func bigEndian(_ bytes: Data, at place: Int) -> Int {
    Int(Int32(bitPattern: (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[place + $1]) }))
  }

  private static func size(of path: String) -> Int {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    return (facts?[.size] as? NSNumber)?.intValue ?? 0
  }

  private static func bytes(of path: String, first count: Int) -> Data? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: count), data.count >= min(4, count) else {
      return nil
    }
    return data
  }
}

/// What a file is that is called otherwise, by its first bytes.
enum FileGuess {
  /// "an archive: unpack it"; nil where the bytes say nothing.
  static func text(_ path: String) -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let head = try? handle.read(upToCount: 16) else { return nil }
    let known: [([UInt8], String)] = [
      ([0x50, 0x4B, 3, 4], "an archive (zip): unpack it"),
      ([0x1F, 0x8B], "an archive (gzip): unpack it"),
      ([0x37, 0x7A, 0xBC], "an archive (7z): unpack it"),
      (Array("SQLite format 3".utf8), "an SQLite file: a GeoPackage ends in .gpkg"),
      ([0x89, 0x50, 0x4E, 0x47], "a picture (PNG)"), ([0x49, 0x49, 0x2A, 0], "a TIFF"),
      ([0x4D, 0x4D, 0, 0x2A], "a TIFF"), (Array("%PDF".utf8), "a PDF"),
      (Array("<!DOC".utf8), "a web page"), (Array("<html".utf8), "a web page"),
      (Array("version https".utf8), "a pointer of Git LFS: fetch the file itself"),
    ]
    return known.first { head.starts(with: $0.0) }?.1
  }
}
