public import Settings

/// What `Facies.cutouts` cuts out, and how.
public struct CutoutOptions: Sendable {
  /// A catalogue: CSV, FITS table, VOTable or GeoPackage; nil finds sources.
  public var catalogue: String?
  /// Names of the catalogue's columns, by `id`, `ra`, `dec`, `x` and `y`; the
  /// usual names are found without.
  public var columns: [String: String] = [:]
  /// Plain numbers of right ascension are hours.
  public var raInHours = false
  /// What the catalogue calls the first pixel: 1 or 0; nil takes what columns of their names count
  /// from.
  public var pixelOrigin: Int?
  /// How sources are found, and neighbours.
  public var detection = DetectionSettings()
  /// Take the pixels of neighbours out.
  public var masksNeighbours = false
  /// Pixels along a side.
  public var size = CutoutSettings.size.default
  /// Turn every cutout so that north is up and east to the left.
  public var isNorthUp = false
  public var format = CutoutSettings.format.default
  /// How values become greys.
  public var stretch = CutoutSettings.stretch.default
  /// Limits that all pictures share; nil takes each cutout's own.
  public var limits: ClosedRange<Double>?
  /// The band of grey pictures, or three for colour, from 1.
  public var pictureBands = CutoutSettings.pictureBands.default
  /// Number or name of the image in a FITS file; nil takes the first.
  public var image: String?
  /// Bytes; nil takes a quarter of the machine, at most 2 GB.
  public var memory: Int?
  public var threads: Int?
  public var overwrite = false

  public init() {}
}

/// What `Facies.cutouts` did; `cutouts.json`.
public struct CutoutReport: Codable, Sendable {
  public var facies: String
  public var images: [String]
  /// Columns and rows of the image, and its bands.
  public var width: Int
  public var height: Int
  public var bands: Int
  /// Reference system of ra and dec; nil where the image has no sky.
  public var skySystem: String?
  public var catalogue: String?
  public var folder: String
  public var sources: Int
  public var cutouts: Int
  public var size: Int
  public var format: String
  /// How pictures show values; nil for FITS.
  public var stretch: String?
  /// How pixels were turned; nil where they are the image's own.
  public var northUp: String?
  public var atEdge: Int
  public var outside: Int
  public var withoutPosition: Int
  public var empty: Int
  /// Bits of the column flags.
  public var flags: [String]
  /// What is to be known of how images and the catalogue were read; nil where there is nothing.
  public var notes: [String]?
}
