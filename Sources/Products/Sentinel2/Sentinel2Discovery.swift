import Foundation
import RasterIO
import Rasters

/// Finds the metadata file of the product at a place.
enum Sentinel2Discovery {
  /// Its name at the location; nil where there is no product.
  static func metadataFile(_ location: ProductLocation) throws -> String? {
    switch location.kind {
    case .file: return try besideOrItself(location)
    case .archive: return try only(location.names.filter(isMetadata), in: location)
    case .folder:
      let here = location.names.filter(isMetadata)
      return try only(here.isEmpty ? oneLevelDown(location) : here, in: location)
    }
  }

  /// "MTD_MSIL1C.xml"; "S2A_OPER_MTD_SAFL1C_PDMC_….xml" before December 2016.
  private static func isMetadata(_ name: String) -> Bool {
    let file = (name.split(separator: "/").last ?? "").uppercased()
    guard file.hasSuffix(".XML") else { return false }
    return file.hasPrefix("MTD_MSIL")
      || file.hasPrefix("S2") && (file.contains("_MTD_SAFL1C_") || file.contains("_MTD_SAFL2A_"))
  }

  private static func besideOrItself(_ location: ProductLocation) throws -> String? {
    let name = location.fileName
    if isMetadata(name) { return name }
    if name.lowercased() == "manifest.safe" { return location.names.first(where: isMetadata) }
    guard name.uppercased() == "MTD_TL.XML" else { return nil }
    throw granuleOnly(location)
  }

  /// A folder that holds ….SAFE folders.
  private static func oneLevelDown(_ location: ProductLocation) -> [String] {
    location.names.filter { $0.uppercased().hasSuffix(".SAFE") }.flatMap { folder in
      let inside = try? FileManager.default.contentsOfDirectory(atPath: location.path(of: folder))
      return (inside ?? []).filter(isMetadata).sorted().map { folder + "/" + $0 }
    }
  }

  private static func only(_ found: [String], in location: ProductLocation) throws -> String? {
    guard found.count <= 1 else {
      let list = found.prefix(10).joined(separator: ", ")
      let mend = location.kind == .folder ? "name one of these files" : "unpack it and name one"
      throw Failure(
        "'\(location.given.typed)' holds \(found.count) Sentinel-2 products; \(mend): \(list)")
    }
    if found.isEmpty { try refuseParts(location) }
    return found.first
  }

  /// What is plainly of Sentinel-2 but lacks what says how to read it.
  private static func refuseParts(_ location: ProductLocation) throws {
    if location.names.contains(where: { $0.uppercased() == "MTD_TL.XML" }) {
      throw granuleOnly(location)
    }
    let parts = location.names.flatMap { $0.split(separator: "/").map(String.init) }
    guard parts.contains("GRANULE") else { return }
    throw Failure(
      "'\(location.given.typed)' has no MTD_MSIL1C.xml or MTD_MSIL2A.xml, which says how to "
        + "scale its bands; fetch the product again")
  }

  private static func granuleOnly(_ location: ProductLocation) -> Failure {
    Failure(
      "'\(location.given.typed)' is a tile inside a Sentinel-2 product; name the .SAFE folder "
        + "above it, whose metadata say how to scale the bands")
  }
}
