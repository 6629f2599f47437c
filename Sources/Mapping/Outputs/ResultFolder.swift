import Foundation
import Rasters
import Scenes

/// The folder of a run and the names in it, which are a contract. Files are
/// written into a hidden folder inside and take their places together: a run
/// that fails leaves nothing, and results of two runs are never mixed.
struct ResultFolder {
  let path: String
  private let absolute: String
  /// Where files are until they take their places.
  let staging: String
  private let created: Bool

  /// In the order in which they take their places: the report says that the
  /// others are complete.
  enum Name: String, CaseIterable {
    case attributes = "units.tif.aux.xml"
    case qgisStyle = "units.qml"
    case styledLayer = "units.sld"
    /// A person's own file once it is changed: then no run replaces it.
    case unitFile = "units.yaml"
    case confidence = "confidence.tif"
    case features = "features.tif"
    case anomaly = "anomaly.tif"
    case polygons = "units.gpkg"
    case map = "map.png"
    case statistics = "units.csv"
    case model = "model.safetensors"
    case page = "report.html"
    case item = "item.json"
    case units = "units.tif"
    case report = "run.json"
  }

  /// Where a file is in the end.
  func place(_ name: Name) -> String { absolute + "/" + name.rawValue }

  /// Where a file is written until ``publish(keeping:)``.
  func file(_ name: Name) -> String { staging + "/" + name.rawValue }

  /// Makes the folder; refuses one that holds results unless told to
  /// overwrite them.
  init(path: String, overwrite: Bool) throws {
    self.path = path
    absolute = URL(fileURLWithPath: path).path
    staging = TemporaryName.beside(absolute + "/results")
    created = try !Self.check(path: path, overwrite: overwrite)
    if created { try Self.make(path) }
    guard mkdir(staging, 0o777) == 0 else {
      let reason = String(cString: strerror(errno))
      if created { rmdir(path) }
      throw Failure("the folder '\(path)' cannot be written to: \(reason)")
    }
  }

  /// Whether the folder is there already; throws where a run into it would
  /// be refused.
  @discardableResult
  static func check(path: String, overwrite: Bool) throws -> Bool {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, !isFolder.boolValue {
      throw Failure.usage("'\(path)' is a file; --out must name a folder")
    }
    if !overwrite { try refuseResults(in: path) }
    return exists
  }

  /// With the system's own words where it cannot.
  static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      // The system's own words, where they say more than Foundation's.
      let code = mkdir(path, 0o777) == 0 ? 0 : errno
      let reason =
        code == 0 || code == ENOENT
        ? TemporaryName.reason(of: error) : String(cString: strerror(code))
      throw Failure("cannot make the folder '\(path)': \(reason)")
    }
  }

  private static func refuseResults(in path: String) throws {
    let there = Name.allCases.filter {
      $0 != .unitFile && FileManager.default.fileExists(atPath: path + "/" + $0.rawValue)
    }
    guard there.isEmpty else {
      throw Failure.usage(
        "'\(path)' already holds \(there.map(\.rawValue).joined(separator: ", ")); "
          + "add --overwrite to replace them")
    }
  }

  /// Moves the finished files to their places and takes away what an earlier
  /// run left, but for the names in `kept`.
  func publish(keeping kept: Set<Name> = []) throws {
    unlink(place(.report))
    for name in Name.allCases {
      if FileManager.default.fileExists(atPath: file(name)) {
        try TemporaryName.commit(file(name), as: place(name))
      } else if name != .unitFile, !kept.contains(name) {
        unlink(place(name))
      }
    }
    // What facies render lays beside a sheet would misplace the new one.
    for name in ["map.pgw", "map.png.aux.xml"] { unlink(absolute + "/" + name) }
    rmdir(staging)
  }

  /// Takes away what this run wrote; returns the error with the names that
  /// files would have had.
  func abandon(_ error: any Error) -> any Error {
    try? FileManager.default.removeItem(atPath: staging)
    if created { rmdir(path) }
    guard var failure = error as? Failure else { return error }
    failure.description = failure.description.replacingOccurrences(of: staging, with: absolute)
    return failure
  }
}

extension ResultFolder {
  /// Names and colours that somebody gave to the units of an earlier map in
  /// this folder; nil where the file is not there or as a run wrote it.
  func unitFile() throws -> UnitFile? {
    let path = place(.unitFile)
    guard let data = FileManager.default.contents(atPath: path),
      !UnitFile.isUntouched(String(decoding: data, as: UTF8.self))
    else { return nil }
    return try UnitFile.read(path)
  }
}

extension ResultFolder.Name {
  /// What a file is, for those who open the folder; nil for what goes along
  /// with another file.
  var meaning: String? {
    switch self {
    case .units: "the map: a Cloud-Optimized GeoTIFF, coloured and named in GIS programs"
    case .attributes: nil
    case .qgisStyle: "style of the map for QGIS"
    case .styledLayer: "style of the map for GeoServer and others (SLD)"
    case .unitFile: "names and colours of the units, to be edited; then facies render"
    case .features: "what was learnt from: every feature as a band"
    case .anomaly: "how unlike the rest each pixel is: the error of rebuilding it from its code"
    case .polygons: "the map as polygons: GeoPackage with a style for QGIS"
    case .confidence: "how sure each pixel is, in percent"
    case .map: "map sheet to print"
    case .statistics: "table of the units: size, mean and deviation of every band"
    case .model: "the fitted model, to be applied to other scenes"
    case .page: nil
    case .item: "description for catalogues (STAC Item)"
    case .report: "what the run did: inputs, parameters, timings"
    }
  }
}
