import Rasters

/// What a reader has found in a library.
struct LibraryContent {
  var format: String
  var spectra: [LibrarySpectrum]
  var notes: [String] = []
  var files: [String]
  /// What values are to be multiplied with, where the file says so.
  var scale: Double?
}

/// How much of a library is read.
enum LibraryLimits {
  /// A library for a whole laboratory has some thousands.
  static let spectra = 50_000
  static let channels = 100_000
  /// Numbers of all spectra together.
  static let values = 100_000_000
  static let bytes = 1 << 30
}
