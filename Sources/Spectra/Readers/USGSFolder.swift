import Foundation
import RasterIO
import Rasters

/// Text files of the USGS Spectral Library (Kokaly et al., Data Series 1035, 2017): a header line
/// and one value on each line; wavelengths are in files of their own, whose names say so, and belong
/// to the spectra with as many values. Deleted channels are -1.23e34.
struct USGSFolder {
  private let typed: String
  private let spectra: [LocalPath]
  private let wavelengths: [LocalPath]

  private static let mostFiles = 100_000

  /// A folder with all that is under it. Wavelengths may also lie in the two folders above.
  init(_ folder: LocalPath) throws {
    typed = folder.typed
    let files = try Self.texts(under: folder)
    spectra = files.filter { !Self.isWavelengths($0.typed) }
    let own = files.filter { Self.isWavelengths($0.typed) }
    wavelengths = own.isEmpty ? Self.wavelengths(above: folder.absolute) : own
  }

  /// One spectrum, with the wavelengths beside it or above.
  init(spectrum file: LocalPath) throws {
    typed = file.typed
    spectra = [file]
    let folder = URL(fileURLWithPath: file.absolute).deletingLastPathComponent().path
    wavelengths = Self.wavelengths(in: folder) + Self.wavelengths(above: folder)
  }

  /// A header that is no number, then a column of numbers.
  static func isSpectrum(_ text: String) -> Bool {
    let lines = LibraryText.lines(String(text.prefix(4096)))
    guard lines.count > 2, LibraryText.number(lines[0]) == nil else { return false }
    return lines.dropFirst().prefix(8).dropLast().allSatisfy { LibraryText.number($0) != nil }
  }

  // MARK: files

  private static func texts(under folder: LocalPath) throws -> [LocalPath] {
    let names =
      FileManager.default.enumerator(atPath: folder.absolute)?.lazy.compactMap { $0 as? String }
      .prefix(mostFiles + 1).map { $0 } ?? []
    guard names.count <= mostFiles else {
      throw LibraryFailure.of(folder.typed, "is a folder of more than \(mostFiles) files")
    }
    let texts = names.filter { name in
      let parts = name.lowercased().split(separator: "/")
      return parts.last?.hasSuffix(".txt") == true && !parts.contains { $0.hasPrefix(".") }
        && !parts.dropLast().contains { $0.contains("errorbar") }
        && parts.last?.contains("bandpass") == false
    }
    return texts.sorted().compactMap { try? LocalPath.file(folder.typed + "/" + $0) }
  }

  private static func isWavelengths(_ path: String) -> Bool {
    path.split(separator: "/").last?.lowercased().contains("wavelength") == true
  }

  private static func wavelengths(in folder: String) -> [LocalPath] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.lowercased().hasSuffix(".txt") && isWavelengths($0) }.sorted()
      .compactMap { try? LocalPath.file(folder + "/" + $0) }
  }

  private static func wavelengths(above folder: String) -> [LocalPath] {
    let first = URL(fileURLWithPath: folder).deletingLastPathComponent()
    return [first, first.deletingLastPathComponent()].flatMap { wavelengths(in: $0.path) }
  }

  // MARK: reading

  func content() throws -> LibraryContent {
    guard !spectra.isEmpty else {
      throw LibraryFailure.of(
        typed,
        "is a folder without text files (.txt): name a folder of USGS spectra, an ENVI "
          + "spectral library (.sli) or a table (.csv)")
    }
    guard !wavelengths.isEmpty else {
      throw LibraryFailure.of(
        typed,
        "has no file of wavelengths: beside USGS spectra lies one whose name holds "
          + "'Wavelengths'")
    }
    let axes = try wavelengths.map(Axis.init)
    var found: [LibrarySpectrum] = []
    var strangers: [String] = []
    var used: Set<String> = []
    for file in spectra {
      if let (spectrum, axis) = try Self.spectrum(file, axes) {
        found.append(spectrum)
        used.insert(axis)
        guard found.count <= LibraryLimits.spectra else { throw tooMany() }
      } else {
        strangers.append(file.typed)
      }
    }
    guard !found.isEmpty else { throw unmatched(axes) }
    let notes =
      strangers.isEmpty
      ? []
      : [
        "\(strangers.count) text files are no spectra with as many values as there are wavelengths "
          + "and are passed over: \(strangers[0])" + (strangers.count > 1 ? ", …" : "")
      ]
    return .init(
      format: "USGS text", spectra: found, notes: notes,
      files: spectra.map(\.absolute) + used.sorted(), scale: 1)
  }

  private func tooMany() -> Failure {
    LibraryFailure.of(
      typed, "has more than \(LibraryLimits.spectra) spectra: name one of its folders")
  }

  private func unmatched(_ axes: [Axis]) -> Failure {
    let counts = axes.map { "\($0.values.count) in '\($0.file.typed)'" }.joined(separator: ", ")
    let own = (try? Self.column(spectra[0]))?.values.count
    return LibraryFailure.of(
      typed,
      "has no text file with as many values as there are wavelengths (\(counts)); "
        + "'\(spectra[0].typed)' has \(own.map(String.init) ?? "no column of numbers")")
  }

  /// A file of wavelengths.
  private struct Axis {
    let file: LocalPath
    let values: [Double]

    init(_ file: LocalPath) throws {
      self.file = file
      let column = try USGSFolder.column(file)
      let unit = column.header.lowercased().contains("nanom") ? "nm" : "um"
      let own = column.values.map { $0 ?? .nan }
      guard own.count >= 2, own.allSatisfy({ $0 > 0 }) else {
        throw LibraryFailure.of(file.typed, "is a file of wavelengths without a column of them")
      }
      values = WavelengthScale(unit: unit, values: own)?.micrometres(own) ?? []
    }

    /// "ASD", "BECK", "NIC4", "AVIRIS": the words of its name.
    func fits(_ name: String) -> Bool {
      let own = URL(fileURLWithPath: file.absolute).lastPathComponent.uppercased()
      return ["ASDHR", "ASDNG", "ASDFR", "ASD", "BECK", "NIC4", "AVIRIS"].first(
        where: name.contains
      )
      .map { own.contains($0) || ($0.hasPrefix("ASD") && own.contains("ASD")) } ?? false
    }
  }

  private static func spectrum(
    _ file: LocalPath, _ axes: [Axis]
  ) throws -> (LibrarySpectrum, axis: String)? {
    guard let column = try? column(file) else { return nil }
    let name = name(column.header, file)
    let equal = axes.filter { $0.values.count == column.values.count }
    let key = file.typed.uppercased()
    guard let axis = equal.first(where: { $0.fits(key) }) ?? equal.first else { return nil }
    return LibrarySpectrum(
      name: name, micrometres: axis.values, values: column.values.map { $0 ?? .nan }
    ).map { ($0, axis.file.absolute) }
  }

  /// " splib07a Record=111: Actinolite HS116.1B           ASDFRb AREF" as "Actinolite HS116.1B
  /// ASDFRb AREF".
  private static func name(_ header: String, _ file: LocalPath) -> String {
    guard let mark = header.range(of: "Record="),
      let colon = header[mark.upperBound...].firstIndex(of: ":")
    else { return header.isEmpty ? file.stem : header.collapsingSpaces }
    let name = String(header[header.index(after: colon)...]).collapsingSpaces
    return name.isEmpty ? file.stem : name
  }

  /// A header and the numbers under it; nil among them is none ("nan").
  private static func column(_ file: LocalPath) throws -> (header: String, values: [Double?]) {
    guard file.byteCount <= 16 << 20 else {
      throw LibraryFailure.of(file.typed, "is too large for one spectrum")
    }
    let lines = LibraryText.lines(try LibraryText.read(file))
    let isHeadless = lines.first.map { LibraryText.number($0) != nil } ?? true
    let header = isHeadless ? "" : String(lines[0].prefix(200))
    let rows = isHeadless ? lines[...] : lines.dropFirst()
    guard rows.count >= 2, rows.count <= LibraryLimits.channels else {
      throw LibraryFailure.of(file.typed, "has \(rows.count) values, which is no spectrum")
    }
    let values = try rows.enumerated().map { index, line in
      if let value = LibraryText.number(line) { return Optional(value) }
      guard ["nan", "inf", "-inf"].contains(line.collapsingWord) else {
        throw LibraryFailure.of(
          file.typed, "has '\(line.prefix(40))' on line \(index + 2) instead of a number")
      }
      return nil
    }
    return (header, values)
  }
}

extension Substring {
  fileprivate var collapsingWord: String { trimmingCharacters(in: .whitespaces).lowercased() }
}
