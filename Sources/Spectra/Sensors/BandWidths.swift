import Foundation
import RasterIO
import Rasters

/// How wide the bands of a scene are, for spectra that are to be seen with them: as the files say
/// (`fwhm`), as published for the sensor, else from the distance to the next bands.
struct BandWidths {
  /// In micrometres, by band; nil for bands without a wavelength.
  let responses: [BandResponse?]
  /// "full widths at half maximum of the bands: as the files say".
  let note: String

  /// Narrower or wider than this no band is taken to be by its distance from the next: 5 nm to a
  /// tenth of its wavelength.
  private static let narrowest = 0.005
  private static let widest = 0.1

  init(_ stack: BandStack) {
    var ways: [String] = []
    var stated: [String: [Double]] = [:]
    for path in Set(stack.bands.map(\.path)) { stated[path] = Self.stated(path) }
    let centres = stack.bands.compactMap(\.wavelength).sorted()
    let usual = Self.usual(stack)
    responses = stack.bands.map { band in
      guard let centre = band.wavelength else {
        guard let own = usual[band.plainName.lowercased()] else { return nil }
        if !ways.contains(Self.byName) { ways.append(Self.byName) }
        return BandResponse(name: band.name, centre: own.centre, width: own.width)
      }
      let (width, way) = Self.width(band, centre, centres, stated[band.path], stack.sensor)
      if !ways.contains(way) { ways.append(way) }
      return BandResponse(name: band.name, centre: centre, width: width)
    }
    note = "bands see a library as Gaussians whose widths are " + ways.joined(separator: ", and ")
  }

  private static func width(
    _ band: BandSource, _ centre: Double, _ centres: [Double], _ stated: [Double]?,
    _ sensor: String
  ) -> (Double, String) {
    if let widths = stated, widths.indices.contains(band.band - 1), widths[band.band - 1] > 0 {
      return (widths[band.band - 1], "those of the files (fwhm)")
    }
    if let known = published(sensor, centre) { return (known, "those published for the sensor") }
    let gaps = zip(centres, centres.dropFirst()).filter { $0 == centre || $1 == centre }
      .map { $1 - $0 }.filter { $0 > 0 }
    let gap = gaps.min() ?? .infinity
    return (
      max(narrowest, min(gap, widest * centre)),
      "taken from the distance of the bands, at most a tenth of the wavelength"
    )
  }

  // MARK: what files say

  /// The list `fwhm` of an ENVI header, in micrometres.
  private static func stated(_ path: String) -> [Double]? {
    guard let items = try? DatasetMetadata.items(of: path, domain: "ENVI") else { return nil }
    func item(_ key: String) -> String? { items.first { $0.key.lowercased() == key }?.value }
    guard let list = item("fwhm") else { return nil }
    let numbers = list.split { "{}, \t".contains($0) }.map { Double($0) ?? .nan }
    let longest = numbers.filter(\.isFinite).max() ?? 0
    let unit = item("wavelength_units") ?? (longest > 1 ? "nm" : "um")
    return numbers.map { WavelengthUnit.micrometres($0, unit: unit).value ?? .nan }
  }

  // MARK: names

  private static let byName = "the usual ones of bands of these names, with their wavelengths"

  /// What bands of plain rasters are by their names, where these are those of Landsat and its like;
  /// in micrometres.
  private static func usual(_ stack: BandStack) -> [String: (centre: Double, width: Double)] {
    // Of ASTER's six the second lies elsewhere.
    guard !stack.bands.contains(where: { $0.plainName.lowercased() == "swir3" }) else { return [:] }
    return [
      "coastal": (0.443, 0.02), "blue": (0.485, 0.065), "green": (0.56, 0.06),
      "red": (0.66, 0.05), "nir": (0.85, 0.1), "nir08": (0.865, 0.025), "swir1": (1.61, 0.1),
      "swir2": (2.2, 0.19),
    ]
  }

  // MARK: sensors

  /// Centres and widths in micrometres. Landsat: USGS, Landsat 8 Data Users Handbook, and Chander et
  /// al. 2009; Sentinel-2: ESA, Sentinel-2 User Handbook; ASTER: ASTER User Handbook, version 2.
  private static let sensors: [(words: [String], bands: [(centre: Double, width: Double)])] = [
    (
      ["OLI"],
      [
        (0.443, 0.016), (0.482, 0.060), (0.5615, 0.057), (0.6545, 0.038), (0.865, 0.028),
        (1.6085, 0.085), (2.2005, 0.187), (0.5895, 0.173), (1.3735, 0.021),
      ]
    ),
    (
      ["ETM+"],
      [
        (0.485, 0.07), (0.56, 0.08), (0.66, 0.06), (0.835, 0.13), (1.65, 0.20), (2.22, 0.26),
        (0.71, 0.38),
      ]
    ),
    (
      ["TM"],
      [
        (0.485, 0.07), (0.56, 0.08), (0.66, 0.06), (0.83, 0.14), (1.65, 0.20), (2.215, 0.27),
      ]
    ),
    (["MSS"], [(0.55, 0.1), (0.65, 0.1), (0.75, 0.1), (0.95, 0.3)]),
    (
      ["MSI", "SENTINEL-2"],
      [
        (0.4427, 0.021), (0.4927, 0.066), (0.5598, 0.036), (0.6646, 0.031), (0.7041, 0.015),
        (0.7405, 0.015), (0.7828, 0.020), (0.8328, 0.106), (0.8647, 0.021), (0.9451, 0.020),
        (1.3735, 0.031), (1.6137, 0.091), (2.2024, 0.175),
      ]
    ),
    (
      ["ASTER"],
      [
        (0.556, 0.08), (0.661, 0.06), (0.807, 0.10), (1.656, 0.10), (2.167, 0.04), (2.209, 0.04),
        (2.262, 0.05), (2.336, 0.07), (2.40, 0.07),
      ]
    ),
  ]

  private static func published(_ sensor: String, _ centre: Double) -> Double? {
    let name = sensor.uppercased()
    guard let bands = sensors.first(where: { $0.words.contains(where: name.contains) })?.bands,
      let nearest = bands.min(by: { abs($0.centre - centre) < abs($1.centre - centre) }),
      abs(nearest.centre - centre) <= max(0.012, nearest.width / 4)
    else { return nil }
    return nearest.width
  }
}
