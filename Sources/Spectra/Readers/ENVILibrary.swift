import Foundation
import RasterIO
import Rasters

/// An ENVI spectral library: a header of text and a file of numbers, a line for each spectrum.
struct ENVILibrary {
  private let header: ENVIHeader
  private let typed: String
  private let text: LocalPath
  private let data: LocalPath

  /// From the header or the data; nil where the file is neither.
  init?(_ file: LocalPath) throws {
    let isHeader = file.absolute.lowercased().hasSuffix(".hdr")
    guard let text = isHeader ? file : Self.header(of: file) else { return nil }
    guard text.byteCount <= 64 << 20 else {
      throw LibraryFailure.of(text.typed, "is too large for a header")
    }
    guard let header = ENVIHeader(try LibraryText.read(text), path: file.typed) else {
      guard isHeader else { return nil }
      throw LibraryFailure.of(file.typed, "is no ENVI header: its first word is not 'ENVI'")
    }
    guard let data = isHeader ? Self.data(of: file) : file else {
      throw LibraryFailure.of(
        file.typed, "is a header without its numbers: the .sli file must lie beside it")
    }
    (self.header, self.text, self.data, typed) = (header, text, data, file.typed)
  }

  private static func bare(_ path: String) -> String {
    let url = URL(fileURLWithPath: path)
    return url.pathExtension.isEmpty ? path : url.deletingPathExtension().path
  }

  private static func header(of file: LocalPath) -> LocalPath? {
    let names = [file.absolute, bare(file.absolute)].flatMap { [$0 + ".hdr", $0 + ".HDR"] }
    return names.lazy.compactMap { try? LocalPath.file($0) }.first
  }

  private static func data(of file: LocalPath) -> LocalPath? {
    let stem = bare(file.absolute)
    return ["", ".sli", ".SLI", ".esl", ".lib", ".dat", ".img"].lazy
      .compactMap { try? LocalPath.file(stem + $0) }.first
  }

  // MARK: reading

  func content() throws -> LibraryContent {
    let (channels, lines) = try shape()
    let (micrometres, remark) = try wavelengths(channels)
    let names = header.list("spectra names") ?? []
    let numbers = try numbers(channels, lines)
    let ignored = header.word("data ignore value").flatMap(LibraryText.number)
    var empty = 0
    let spectra = (0..<lines).compactMap { line -> LibrarySpectrum? in
      let values = numbers[line * channels..<(line + 1) * channels].map {
        $0 == ignored ? .nan : $0
      }
      let given = line < names.count ? names[line].collapsingSpaces : ""
      let spectrum = LibrarySpectrum(
        name: given.isEmpty ? "spectrum \(line + 1)" : given, micrometres: micrometres,
        values: values)
      if spectrum == nil { empty += 1 }
      return spectrum
    }
    let scale = header.word("reflectance scale factor").flatMap(LibraryText.number)
    return .init(
      format: "ENVI spectral library", spectra: spectra,
      notes: [remark, empty > 0 ? "\(empty) spectra without two numbers are passed over" : nil]
        .compactMap(\.self),
      files: [data.absolute, text.absolute], scale: scale.flatMap { $0 > 0 ? 1 / $0 : nil })
  }

  private func shape() throws -> (channels: Int, lines: Int) {
    let (channels, lines) = (try header.whole("samples"), try header.whole("lines"))
    let bands = try header.whole("bands", default: 1)
    guard bands == 1 else {
      throw LibraryFailure.of(
        typed,
        "has \(bands) bands: it is an image, a spectral library has one and a line for each "
          + "spectrum")
    }
    guard (2...LibraryLimits.channels).contains(channels),
      (1...LibraryLimits.spectra).contains(lines),
      channels * lines <= LibraryLimits.values
    else {
      throw LibraryFailure.of(
        typed, "has \(lines) spectra of \(channels) channels in its header, which cannot be")
    }
    return (channels, lines)
  }

  private func wavelengths(_ channels: Int) throws -> ([Double], String?) {
    guard let values = try header.numbers("wavelength") else {
      throw LibraryFailure.of(typed, "has no 'wavelength' in its header")
    }
    guard values.count == channels else {
      throw LibraryFailure.of(
        typed, "has \(values.count) wavelengths for \(channels) channels in its header")
    }
    let unit = header.word("wavelength units").flatMap { $0.lowercased() == "unknown" ? nil : $0 }
    guard let scale = WavelengthScale(unit: unit, values: values) else {
      throw LibraryFailure.of(
        typed,
        "has 'wavelength units = \(unit?.prefix(40) ?? "")' in its header, which is no unit "
          + "of length")
    }
    return (scale.micrometres(values), scale.remark)
  }

  // MARK: numbers

  private func numbers(_ channels: Int, _ lines: Int) throws -> [Double] {
    let code = try header.whole("data type")
    guard let type = ENVIType(code: code) else {
      throw LibraryFailure.of(typed, "has data type \(code), which is no real number")
    }
    let isBig = try header.whole("byte order", default: 0) != 0
    let offset = try header.whole("header offset", default: 0)
    let needed = channels * lines * type.bytes
    guard offset <= data.byteCount, data.byteCount - offset >= needed else {
      throw LibraryFailure.of(
        typed,
        "has \(data.byteCount) bytes, and \(lines) spectra of \(channels) channels need "
          + "\(needed) after \(offset): the file is cut off, or the header is another's")
    }
    guard let bytes = FileManager.default.contents(atPath: data.absolute),
      bytes.count >= offset + needed
    else { throw LibraryFailure.of(typed, "cannot be read") }
    return bytes.withUnsafeBytes { raw in
      (0..<channels * lines).map { type.value(raw, at: offset + $0 * type.bytes, isBig: isBig) }
    }
  }
}

/// The types of numbers in ENVI files.
private enum ENVIType: Int {
  case uint8 = 1
  case int16, int32, float32, float64
  case uint16 = 12
  case uint32, int64, uint64

  init?(code: Int) { self.init(rawValue: code) }

  var bytes: Int {
    switch self {
    case .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  func value(_ raw: UnsafeRawBufferPointer, at place: Int, isBig: Bool) -> Double {
    func whole<T: FixedWidthInteger>(_ type: T.Type) -> T {
      let stored = raw.loadUnaligned(fromByteOffset: place, as: T.self)
      return isBig ? T(bigEndian: stored) : T(littleEndian: stored)
    }
    return switch self {
    case .uint8: Double(raw[place])
    case .int16: Double(whole(Int16.self))
    case .int32: Double(whole(Int32.self))
    case .float32: Double(Float(bitPattern: whole(UInt32.self)))
    case .float64: Double(bitPattern: whole(UInt64.self))
    case .uint16: Double(whole(UInt16.self))
    case .uint32: Double(whole(UInt32.self))
    case .int64: Double(whole(Int64.self))
    case .uint64: Double(whole(UInt64.self))
    }
  }
}
