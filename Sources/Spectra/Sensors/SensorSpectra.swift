/// Spectra of a library as the bands of a sensor would see them.
package struct SensorSpectra: Sendable {
  package let bands: [BandResponse]
  package let names: [String]
  /// [spectrum][band]; NaN where a spectrum does not cover a band.
  package let values: [[Double]]

  package init(_ spectra: [LibrarySpectrum], bands: [BandResponse]) {
    self.bands = bands
    names = spectra.map(\.name)
    values = spectra.map { spectrum in bands.map { $0.value(of: spectrum) ?? .nan } }
  }

  /// Bands that all spectra cover.
  package var common: [Int] {
    bands.indices.filter { band in values.allSatisfy { $0[band].isFinite } }
  }
}
