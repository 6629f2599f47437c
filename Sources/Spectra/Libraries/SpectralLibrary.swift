import Foundation
import RasterIO
package import Rasters

/// Spectra of materials that somebody has measured or collected, from a file or folder of theirs.
package struct SpectralLibrary: Sendable {
  /// As it was named.
  package let path: String
  /// "USGS text", "ENVI spectral library", "table".
  package let format: String
  /// In the order of the file, or of the files' names; no name comes twice.
  package let spectra: [LibrarySpectrum]
  /// What was left out or taken for granted.
  package let notes: [String]
  /// All that was read.
  package let files: [String]

  /// Reads a folder of USGS text files or one of its spectra, an ENVI spectral library or a table,
  /// told apart by what they are.
  package init(path: String) throws {
    try self.init(path: path, Self.content(LocalPath(path)))
  }

  init(path: String, _ content: LibraryContent) throws {
    guard !content.spectra.isEmpty else {
      throw LibraryFailure.of(path, "holds no spectrum with two numbers")
    }
    let (scale, remark) = Self.scale(content)
    self.path = path
    format = content.format
    spectra = Self.distinct(content.spectra).map { scale == 1 ? $0 : $0.scaled(by: scale) }
    notes = content.notes + [remark].compactMap(\.self)
    files = content.files
  }

  private static func content(_ place: LocalPath) throws -> LibraryContent {
    if place.kind == .folder { return try USGSFolder(place).content() }
    let file = try LocalPath.file(place.typed)
    guard file.byteCount <= LibraryLimits.bytes else {
      throw LibraryFailure.of(
        place.typed, "has \(ByteCount.text(file.byteCount)), too large for a spectral library")
    }
    if let library = try ENVILibrary(file) { return try library.content() }
    let text = try LibraryText.read(file)
    if USGSFolder.isSpectrum(text) { return try USGSFolder(spectrum: file).content() }
    return try TableLibrary(text, file).content()
  }

  /// Reflectance goes from 0 to 1. Percent and ten-thousandths are told by their size where the
  /// file does not say.
  private static func scale(_ content: LibraryContent) -> (Double, String?) {
    if let scale = content.scale { return (scale, nil) }
    let sizes = content.spectra.map { spectrum in
      let sorted = spectrum.values.sorted()
      return sorted[sorted.count / 2]
    }.sorted()
    let typical = sizes[sizes.count / 2]
    if typical > 120 { return (1e-4, "values are taken for ten-thousandths of the reflectance") }
    if typical > 1.5 { return (1e-2, "values are taken for percent") }
    return (1, nil)
  }

  /// "calcite", "calcite (2)".
  private static func distinct(_ spectra: [LibrarySpectrum]) -> [LibrarySpectrum] {
    var taken: Set<String> = []
    return spectra.map { spectrum in
      var (name, count) = (spectrum.name, 1)
      while !taken.insert(name).inserted {
        count += 1
        name = "\(spectrum.name) (\(count))"
      }
      return name == spectrum.name ? spectrum : spectrum.named(name)
    }
  }
}

extension SpectralLibrary {
  /// The spectra of some names, in their order: a whole name, or a part that only one has; capital
  /// letters do not matter.
  package func named(_ names: [String], setting: SettingName) throws -> [LibrarySpectrum] {
    try names.map { wanted in
      if let exact = spectra.first(where: { $0.name == wanted }) { return exact }
      let key = wanted.lowercased()
      let whole = spectra.filter { $0.name.lowercased() == key }
      let found = whole.isEmpty ? spectra.filter { $0.name.lowercased().contains(key) } : whole
      if let one = found.first, found.count == 1 { return one }
      throw Self.unclear(wanted, among: found, in: self, setting)
    }
  }

  private static func unclear(
    _ name: String, among found: [LibrarySpectrum], in library: SpectralLibrary,
    _ setting: SettingName
  ) -> Failure {
    func list(_ names: [String]) -> String {
      names.prefix(12).joined(separator: "; ") + (names.count > 12 ? "; …" : "")
    }
    let names = found.map(\.name)
    let words =
      names.isEmpty
      ? "\(DidYouMean.hint(for: name, among: library.spectra.map(\.name))); it has "
        + list(library.spectra.map(\.name))
      : " alone, but \(names.count) that it is a part of: \(list(names))"
    return .usage(
      "\(setting): '\(library.path)' has no spectrum '\(name)'\(words)",
      code: .unknownName, path: library.path, setting: setting)
  }
}
