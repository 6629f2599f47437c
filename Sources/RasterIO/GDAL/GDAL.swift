internal import CGDAL
import Foundation
import Rasters

/// GDAL as this program uses it: started once, silent on the terminal, its
/// words kept for our own messages.
package enum GDAL {
  private static let started: Void = {
    CPLSetErrorHandler(CPLQuietErrorHandler)
    for name in codeNames where getenv(name) != nil { unsetenv(name) }
    for (key, value) in configuration { CPLSetConfigOption(key, value) }
    GDALAllRegister()
    OSRSetPROJEnableNetwork(0)
    closeOtherDrivers()
    WatchedFiles.install()
  }()

  /// Variables that name code for GDAL to load.
  private static let codeNames = [
    "GDAL_DRIVER_PATH", "OGR_DRIVER_PATH", "GDAL_PYTHON_DRIVER_PATH", "PYTHONSO",
    "OGR_SQLITE_LOAD_EXTENSIONS", "GDAL_VRT_PYTHON_TRUSTED_MODULES",
  ]

  /// Nothing reaches the network and no code is loaded on behalf of a file or
  /// of a file of settings (gdalrc), which is not read: an empty name is none.
  private static let configuration = [
    ("GDAL_CONFIG_FILE", ""),
    ("GDAL_VRT_ENABLE_PYTHON", "NO"),
    ("GDAL_VRT_ENABLE_RAWRASTERBAND", "NO"),
    ("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}"),
    ("GDAL_HTTP_MAX_RETRY", "0"),
    ("GML_DOWNLOAD_SCHEMA", "NO"),
    ("GML_SKIP_RESOLVE_ELEMS", "ALL"),
    ("OGR_SQLITE_ALLOW_EXTERNAL_ACCESS", "NO"),
    ("GTIFF_REPORT_COMPD_CS", "NO"),
    ("VSI_CACHE", "NO"),
    // The thread that GDAL would index polygons in keeps them all in memory.
    ("OGR_GPKG_ALLOW_THREADED_RTREE", "NO"),
    // So that equal content is equal bytes.
    ("OGR_CURRENT_DATE", fixedDate),
  ]

  /// What files say about when they were written: SOURCE_DATE_EPOCH
  /// (reproducible-builds.org) where it is set, else the beginning of 1970.
  package static let fixedDate: String = {
    let seconds = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Int32.init) ?? 0
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"
    return format.string(from: Date(timeIntervalSince1970: Double(max(0, seconds))))
  }()

  package static func start() { _ = started }

  package static var version: String { String(cString: GDALVersionInfo("RELEASE_NAME")) }

  package static var projVersion: String {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    OSRGetPROJVersion(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }

  /// Bytes that GDAL may keep of decoded blocks, over all datasets.
  package static func limitBlockCache(to bytes: Int) {
    start()
    GDALSetCacheMax64(GIntBig(bytes))
  }

  /// Formats that are opened; anything else is refused whatever its content.
  static let drivers = [
    "GTiff", "COG", "ENVI", "HFA", "netCDF", "JP2OpenJPEG", "PNG", "JPEG", "FITS", "HDF4",
    "HDF4Image", "RST", "EHdr", "AAIGrid", "GRIB", "BMP", "GPKG", "PCIDSK", "ERS", "ISCE", "RMF",
    "SAGA", "RRASTER", "NITF", "ILWIS", "ENVI", "BIL", "GSAG", "GSBG", "PNM", "DIMAP", "KEA",
    "GIF", "MEM",
  ]

  /// Drivers that only write: their handles stay when the drivers go.
  private static let writers = WriterDrivers()

  /// GDAL itself opens files that others name (overviews, masks, data files
  /// of headers) by any driver that it knows: it keeps the allowed ones only.
  private static func closeOtherDrivers() {
    let kept = Set(drivers + vectorDrivers)
    writers.handles = ["VRT", "PDF"].reduce(into: [:]) { $0[$1] = GDALGetDriverByName($1) }
    for index in (0..<GDALGetDriverCount()).reversed() {
      guard let driver = GDALGetDriver(index), let name = GDALGetDriverShortName(driver),
        !kept.contains(String(cString: name))
      else { continue }
      GDALDeregisterDriver(driver)
    }
  }

  /// A driver by name, also one that only writes.
  static func driver(_ name: String) -> GDALDriverH? {
    GDALGetDriverByName(name) ?? writers.handles[name]
  }

  static func isRegistered(_ name: String) -> Bool { GDALGetDriverByName(name) != nil }

  /// Vector formats for regions and references.
  package static let vectorDrivers = [
    "GPKG", "ESRI Shapefile", "GeoJSON", "GML", "KML", "FlatGeobuf", "CSV",
  ]

  /// GDAL's last message on this thread, in one line.
  package static var lastMessage: String { line(String(cString: CPLGetLastErrorMsg())) }

  private static func line(_ text: String) -> String {
    let line = withoutStatement(text).split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.isEmpty ? "no reason given" : String(line.prefix(300))
  }

  /// SQLite's reason without the statement, pages of SQL, that GDAL has put
  /// before it.
  private static func withoutStatement(_ text: String) -> String {
    guard text.hasPrefix("sqlite3_"), let end = text.range(of: ") failed: ", options: .backwards)
    else { return text }
    return String(text[end.upperBound...])
  }

  /// The first error of some calls, which GDAL may have passed over.
  private final class FirstError {
    var text: String?
  }

  /// Runs calls that write a file, and throws the first error that there was:
  /// those of the system, which GDAL does not pass on, and those that GDAL
  /// reports and then goes on after, such as all of 3.6's close.
  ///
  /// - Parameters:
  ///   - path: the final name of the file.
  ///   - temporary: the one that it has meanwhile.
  package static func writing<R>(_ path: String, as temporary: String, _ body: () throws -> R)
    throws -> R
  {
    let first = FirstError()
    CPLPushErrorHandlerEx(
      { level, _, message in
        guard level.rawValue >= CE_Failure.rawValue, let message,
          let box = CPLGetErrorHandlerUserData()
        else { return }
        let first = Unmanaged<FirstError>.fromOpaque(box).takeUnretainedValue()
        if first.text == nil { first.text = String(cString: message) }
      }, Unmanaged.passUnretained(first).toOpaque())
    defer { CPLPopErrorHandler() }
    let made = Result { try body() }
    let said = first.text.map { line($0.replacingOccurrences(of: temporary, with: path)) }
    if let code = WatchedFiles.takeFailure(of: temporary) {
      let more = said.map { " (\($0))" } ?? ""
      throw Failure("cannot write '\(path)': \(String(cString: strerror(code)))\(more)")
    }
    if let said { throw Failure("cannot write '\(path)': \(said)") }
    return try made.get()
  }

  package static func resetErrors() {
    CPLErrorReset()
    errno = 0
  }

  /// Whether a call since ``resetErrors()`` has failed on this thread.
  package static var hasFailed: Bool { CPLGetLastErrorType().rawValue >= CE_Failure.rawValue }

  /// Runs `body` with a null-terminated list of C strings.
  package static func withStrings<R>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
  ) -> R {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      body(buffer.baseAddress.unsafelyUnwrapped)  // never empty: it ends in nil
    }
  }
}

/// Set once, while GDAL is started.
private final class WriterDrivers: @unchecked Sendable {
  var handles: [String: GDALDriverH] = [:]
}

/// A list of C strings as C declares one that it does not change.
package func constant(
  _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> UnsafePointer<UnsafePointer<CChar>?> {
  UnsafeRawPointer(list).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
}
