import Foundation
import RasterIO
import Rasters

/// What headers and files beside a raster say about its bands, beyond the
/// bands' own tags.
enum BandList {
  /// Numbers of the bands that an ENVI header's "bbl" gives a 0.
  static func bad(in dataset: RasterDataset) -> Set<Int> {
    guard let text = dataset.metadataItem("bbl", domain: "ENVI") ?? dataset.metadataItem("bbl")
    else { return [] }
    let marks = text.split { "{}, ".contains($0) }.map { Double($0) }
    guard marks.count == dataset.bandCount else { return [] }
    return Set(marks.indices.filter { marks[$0] == 0 }.map { $0 + 1 })
  }

  /// Centre wavelengths in micrometres of each band: the bands' own, or those
  /// in their names ("450.2 nm"), or those of the metadata that EnMAP has
  /// beside its images.
  static func wavelengths(of dataset: RasterDataset, at path: String) -> [Double?] {
    let stated = dataset.bands.map { $0.wavelength ?? wavelength(inName: $0.name) }
    guard stated.allSatisfy({ $0 == nil }) else { return stated }
    return enmap(path, count: dataset.bandCount) ?? stated
  }

  /// "Band 7 (450.2 Nanometers)", "450.2 nm", "wavelength_0.45um"
  static func wavelength(inName name: String) -> Double? {
    let lower = name.lowercased().replacing("µ", with: "u")
    guard
      let match = lower.firstMatch(
        of: /([0-9]+(?:\.[0-9]+)?) ?(nm|um|nanometers|micrometers)\b/),
      let value = Double(match.output.1)
    else { return nil }
    let micrometres = match.output.2.hasPrefix("n") ? value / 1000 : value
    return (0.2...20).contains(micrometres) ? micrometres : nil
  }

  /// "…-SPECTRAL_IMAGE.TIF" has its wavelengths, in nanometres, in
  /// "…-METADATA.XML".
  private static func enmap(_ path: String, count: Int) -> [Double?]? {
    guard let mark = path.range(of: "-SPECTRAL_IMAGE", options: [.backwards, .caseInsensitive])
    else { return nil }
    for name in ["-METADATA.XML", "-METADATA.xml"] {
      guard let file = try? LocalPath.file(path[..<mark.lowerBound] + name),
        let bytes = try? VirtualFiles.read(file.absolute, limit: 32 << 20)
      else { continue }
      let values = XMLLeaves.of(String(decoding: bytes, as: UTF8.self))
        .filter { $0.key == "wavelengthCenterOfBand" }.map { Double($0.value).map { $0 / 1000 } }
      return values.count == count ? values : nil
    }
    return nil
  }
}
