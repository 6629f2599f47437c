import RasterIO
import Rasters

/// The files of one granule at a location.
struct AsterFiles {
  /// Where the numbers of a band are.
  struct Source {
    var path: String
    var band = 1
    var shown: String
    var file: String
  }

  let location: ProductLocation
  /// The newest of the names.
  let name: AsterName
  /// Names at the location, sorted.
  let files: [(file: String, name: AsterName)]

  /// Band files and HDF files, before any is opened.
  var hasImages: Bool {
    files.contains {
      switch $0.name.part {
      case .hdf, .band, .telescope, .temperature: true
      case .metadata, .picture, .other: false
      }
    }
  }

  var hdfs: [String] { names(.hdf) }
  var metadata: [String] { names(.metadata) }

  private func names(_ part: AsterName.Part) -> [String] {
    files.filter { $0.name.part == part }.map(\.file)
  }

  /// Where each band is, by its identifier ("T" for surface temperature):
  /// the HDF file's where there is one, else a TIFF. Of two files that have
  /// the same band the one produced last counts.
  func sources() throws -> [String: Source] {
    var found: [String: Source] = [:]
    for (file, name) in files {
      for (id, band) in Self.bands(of: name.part) {
        found[id] = Source(
          path: location.path(of: file), band: band, shown: location.shown(file),
          file: location.localFile(of: file))
      }
    }
    for file in hdfs { found.merge(try parts(ofHDF: file)) { $1 } }
    return found
  }

  /// Bands of a TIFF with their numbers in it.
  private static func bands(of part: AsterName.Part) -> [(id: String, band: Int)] {
    switch part {
    case .band(let id): [(id, 1)]
    case .telescope(let telescope):
      AsterBand.of(telescope).enumerated().map { ($1.id, $0 + 1) }
    case .temperature: [("T", 1)]
    case .hdf, .metadata, .picture, .other: []
    }
  }

  /// `HDF4_EOS:EOS_SWATH:"….hdf":VNIR_Swath:ImageData1`
  private func parts(ofHDF file: String) throws -> [String: Source] {
    guard location.kind != .archive else {
      throw Failure(
        "\(location.shown(file)) is an HDF4 file, which cannot be read inside an archive; "
          + "unpack it")
    }
    let path = try LocalPath.file(location.path(of: file)).absolute
    var found: [String: Source] = [:]
    for part in try Subdataset.list(in: path).parts {
      guard let id = Self.id(of: AsterName.part(word: part.name)) else { continue }
      found[id] = Source(
        path: part.path, shown: "'\(part.name)' in \(location.shown(file))", file: path)
    }
    return found
  }

  private static func id(of part: AsterName.Part) -> String? {
    switch part {
    case .band(let id): id
    case .temperature: "T"
    case .hdf, .metadata, .telescope, .picture, .other: nil
    }
  }
}

extension AsterFiles {
  /// The granule at a place; nil where there is none.
  static func find(_ location: ProductLocation) throws -> AsterFiles? {
    location.kind == .file ? try named(location) : try inside(location)
  }

  /// An HDF or TIFF that is named stands for itself, with the metadata
  /// beside it; a metadata file for its whole granule.
  private static func named(_ location: ProductLocation) throws -> AsterFiles? {
    guard let name = AsterName(location.fileName) else { return nil }
    switch name.part {
    case .other: return nil
    case .picture:
      throw Failure(
        "'\(location.given.typed)' is a picture of the granule for looking at, not its "
          + "radiances; name \(name.granule).hdf")
    case .hdf, .metadata, .band, .telescope, .temperature: break
    }
    let files = siblings(of: name, at: location).filter {
      $0.file == location.fileName || name.part == .metadata || $0.name.part == .metadata
    }
    return AsterFiles(location: location, name: name, files: files)
  }

  private static func siblings(
    of name: AsterName, at location: ProductLocation
  ) -> [(file: String, name: AsterName)] {
    location.names.compactMap { file in AsterName(file).map { (file, $0) } }
      .filter { $0.name.key == name.key }
  }

  /// The one granule of a folder or archive.
  private static func inside(_ location: ProductLocation) throws -> AsterFiles? {
    let names = location.names.compactMap(AsterName.init).filter { $0.part != .other }
    let keys = unique(names.map(\.key))
    guard let first = names.last else { return nil }
    guard keys.count == 1 else {
      let list = unique(names.map(\.granule)).prefix(10).map { $0 + ".hdf" }
      let mend = location.kind == .folder ? "name a file of one" : "unpack it and name one"
      throw Failure(
        "'\(location.given.typed)' holds \(keys.count) ASTER products; \(mend): "
          + list.joined(separator: ", "))
    }
    return AsterFiles(
      location: location, name: first, files: siblings(of: first, at: location))
  }
}
