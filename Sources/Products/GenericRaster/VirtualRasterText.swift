import Foundation
import RasterIO
import Rasters

/// Writes the harmless part of a virtual raster anew, with absolute paths.
struct VirtualRasterText {
  let shown: String
  /// Under which all sources lie; without links.
  let folder: String
  private(set) var sources: [String] = []

  init(shown: String, folder: String) {
    self.shown = shown
    self.folder = folder
  }

  /// What an element may hold: attributes and elements.
  private static let known: [String: (attributes: [String], elements: [String])] = [
    "VRTDataset": (
      ["rasterXSize", "rasterYSize"], ["SRS", "GeoTransform", "VRTRasterBand", "MaskBand"]
    ),
    "SRS": (["dataAxisToSRSAxisMapping", "coordinateEpoch"], []),
    "GeoTransform": ([], []),
    "MaskBand": ([], ["VRTRasterBand"]),
    "VRTRasterBand": (
      ["dataType", "band", "blockXSize", "blockYSize", "subClass"],
      [
        "Description", "NoDataValue", "HideNoDataValue", "UnitType", "Offset", "Scale",
        "CategoryNames", "ColorInterp", "ColorTable", "SimpleSource", "ComplexSource",
      ]
    ),
    "CategoryNames": ([], ["Category"]), "ColorTable": ([], ["Entry"]),
    "Entry": (["c1", "c2", "c3", "c4"], []),
    "SimpleSource": (["resampling"], source), "ComplexSource": (["resampling"], source),
    "SourceFilename": (["relativeToVRT", "shared"], []),
    "SourceProperties": (
      ["RasterXSize", "RasterYSize", "DataType", "BlockXSize", "BlockYSize"], []
    ),
    "SrcRect": (["xOff", "yOff", "xSize", "ySize"], []),
    "DstRect": (["xOff", "yOff", "xSize", "ySize"], []),
  ]
  private static let source = [
    "SourceFilename", "SourceBand", "SourceProperties", "SrcRect", "DstRect", "NODATA",
    "UseMaskBand", "ScaleOffset", "ScaleRatio", "LUT",
  ]
  /// Left out without a word: nothing is read by them.
  private static let idle: Set<String> = [
    "Metadata", "OverviewList", "Histograms", "BlockXSize", "BlockYSize",
  ]

  mutating func text(_ root: SafeXML.Element) throws -> String {
    guard root.name == "VRTDataset" else {
      throw Failure("\(shown) begins with <\(root.name)>: no virtual raster")
    }
    return try write(root)
  }

  private mutating func write(_ element: SafeXML.Element) throws -> String {
    let (attributes, elements) = Self.known[element.name] ?? ([], [])
    if let other = element.attributes.keys.sorted().first(where: { !attributes.contains($0) }) {
      throw refused("the attribute '\(other)' of <\(element.name)>")
    }
    if let kind = element.attributes["subClass"], kind != "VRTSourcedRasterBand" {
      throw refused("a band of the class \(kind)")
    }
    if element.name == "SourceFilename" { return try sourceName(element) }
    var out = "<\(element.name)"
    for (key, value) in element.attributes.sorted(by: { $0.key < $1.key }) {
      out += " \(key)=\"\(MarkupText.escaped(value))\""
    }
    out += ">"
    if element.children.isEmpty { out += MarkupText.escaped(element.text.trimmingSpaces) }
    if let sign = Self.sign(of: element) { out += sign }
    for child in element.children where !Self.idle.contains(child.name) {
      guard elements.contains(child.name) else {
        throw refused("<\(child.name)> in <\(element.name)>")
      }
      out += try write(child)
    }
    return out + "</\(element.name)>"
  }

  /// What GDAL before 3.7 says of signed bytes by metadata.
  private static func sign(of band: SafeXML.Element) -> String? {
    let items = band.children.filter {
      $0.name == "Metadata" && $0.attributes["domain"] == "IMAGE_STRUCTURE"
    }.flatMap(\.children)
    guard band.name == "VRTRasterBand",
      items.contains(where: {
        $0.attributes["key"] == "PIXELTYPE" && $0.text.trimmingSpaces == "SIGNEDBYTE"
      })
    else { return nil }
    return "<Metadata domain=\"IMAGE_STRUCTURE\"><MDI key=\"PIXELTYPE\">SIGNEDBYTE</MDI></Metadata>"
  }

  private func refused(_ what: String) -> Failure {
    Failure("\(shown) holds \(what.prefix(120)), which is refused in a virtual raster")
  }

  private mutating func sourceName(_ element: SafeXML.Element) throws -> String {
    let name = element.text.trimmingSpaces
    let isRelative = element.attributes["relativeToVRT"] == "1"
    let path = try LocalPath.file(isRelative || !name.hasPrefix("/") ? folder + "/" + name : name)
    let real = try VirtualRaster.real(path.absolute, path.typed)
    guard real.hasPrefix(folder == "/" ? "/" : folder + "/") else {
      throw Failure("\(shown) reads '\(name)', which lies outside its folder: refused")
    }
    sources.append(real)
    return "<SourceFilename relativeToVRT=\"0\">\(MarkupText.escaped(real))</SourceFilename>"
  }
}
