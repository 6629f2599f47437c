package import RasterIO
package import Rasters

/// A spectral library as the bands of a scene would see it.
package struct StackLibrary: Sendable {
  package let path: String
  package let library: SpectralLibrary
  /// Bands of the stack that have a wavelength.
  package let bands: [Int]
  private let responses: [BandResponse]
  package let notes: [String]
  /// What may make matches wrong.
  package let warnings: [String]

  /// - Parameter setting: that names the library.
  package init(path: String, setting: SettingName, _ stack: BandStack) throws {
    self.path = path
    let library = try SpectralLibrary(path: path)
    let widths = BandWidths(stack)
    let bands = stack.bands.indices.filter {
      widths.responses[$0] != nil && !stack.bands[$0].isThermal && stack.bands[$0].terrain == nil
    }
    guard bands.count >= SensorSpectra.fewestBands else {
      throw Failure.usage(
        "\(setting) needs \(SensorSpectra.fewestBands) bands with a wavelength, "
          + "'\(stack.name)' has \(bands.count): plain rasters take wavelengths from an ENVI header "
          + "or from names of bands such as '560 nm' or 'swir1'", setting: setting)
    }
    self.library = library
    self.bands = bands
    responses = bands.compactMap { widths.responses[$0] }
    notes =
      ["library '\(path)': \(library.spectra.count) spectra (\(library.format))"]
      + library.notes.map { "library '\(path)': \($0)" } + [widths.note]
    let others = bands.filter { stack.bands[$0].quantity != .reflectance }
    warnings =
      others.isEmpty
      ? []
      : [
        "the library is in reflectance, and \(others.count) of \(bands.count) bands of the scene "
          + "are not known to be: what resembles what is right only if they are"
      ]
  }

  /// Spectra as the bands ``bands`` see them.
  package func seen(_ spectra: [LibrarySpectrum]) -> SensorSpectra {
    SensorSpectra(spectra, bands: responses)
  }

  /// Named ones, or all of a small library.
  ///
  /// - Parameter setting: that names spectra.
  package func chosen(_ names: [String]?, setting: SettingName) throws -> [LibrarySpectrum] {
    if let names { return try library.named(names, setting: setting) }
    guard library.spectra.count <= Self.mostUnasked else {
      throw Failure.usage(
        "'\(path)' has \(library.spectra.count) spectra: name those that are wanted with \(setting)",
        code: .missing, setting: setting)
    }
    return library.spectra
  }

  /// All spectra of a larger library are not taken unasked.
  private static let mostUnasked = 24
}
