import Foundation
import RasterIO
import Rasters

/// Declares the bands of plain rasters.
struct GenericBands {
  let contents: [GenericContents]
  let request: ProductRequest

  private typealias Entry = (contents: GenericContents, number: Int)

  func declare() throws -> [BandDeclaration] {
    let entries = try self.entries()
    let names = try self.names(for: entries)
    return zip(entries, names).enumerated().map { index, pair in
      declaration(pair.0, name: pair.1, position: index + 1)
    }
  }

  /// Every image band in the order of the files.
  private func entries() throws -> [Entry] {
    if let container = contents.first(where: \.isContainer) {
      throw Failure(
        "'\(container.file.typed)' is a container of several rasters; use it alone and name "
          + "its bands")
    }
    return contents.flatMap { file in file.numbers.map { (file, $0) } }
  }

  private func declaration(_ entry: Entry, name: String, position: Int) -> BandDeclaration {
    let file = entry.contents.file
    let facts = entry.contents.bands[entry.number - 1]
    let label = contents.count == 1 ? "b\(entry.number)" : shortName(of: entry.contents)
    return BandDeclaration(
      name: name, label: label, aliases: ["\(position)", "b\(position)"], path: file.absolute,
      band: entry.number, shown: "'\(file.typed)'", scaling: .tags, wavelength: facts.wavelength,
      noData: request.noData.map { [$0] } ?? [], keepsFileNoData: request.noData == nil,
      isThermal: facts.wavelength.map { $0 > 3 } ?? false, file: file.absolute)
  }

  /// A file's stem without the part that all files share: "B4".
  private func shortName(of file: GenericContents) -> String {
    let stem = file.file.stem
    let rest = stem.dropFirst(Self.sharedPrefix(contents.map(\.file.stem)).count)
    return rest.isEmpty ? stem : String(rest)
  }

  /// What some names begin with, up to and with a separator: "l8_".
  static func sharedPrefix(_ names: [String]) -> String {
    guard names.count > 1, var prefix = names.first else { return "" }
    while !names.allSatisfy({ $0.hasPrefix(prefix) }) { prefix = String(prefix.dropLast()) }
    while let last = prefix.last, !"_-. ".contains(last) { prefix = String(prefix.dropLast()) }
    return prefix
  }

  /// From the request, the files' names, their descriptions, or wavelengths;
  /// else b1, b2, ….
  private func names(for entries: [Entry]) throws -> [String] {
    if let given = request.bandNames { return try check(given, count: entries.count) }
    let candidates = [
      contents.count == entries.count && contents.count > 1
        ? entries.map(\.contents.file.stem) : [],
      entries.map { plainName($0.contents.bands[$0.number - 1]) },
      entries.map { wavelengthName($0.contents.bands[$0.number - 1].wavelength) },
    ]
    return candidates.first { isUsable($0, count: entries.count) }
      ?? (1...max(1, entries.count)).map { "b\($0)" }
  }

  /// A description without the wavelength that GDAL adds to ENVI's names,
  /// "red (660 Nanometers)"; empty where nothing but a number is left, as of
  /// "660.0 Nanometers".
  private func plainName(_ band: RasterDataset.Band) -> String {
    let description = withoutWavelength(band)
    let isNumber = description.first?.isNumber == true
    if isNumber, description.hasSuffix("meters") { return "" }
    guard description.hasSuffix("meters)"), let mark = description.lastIndex(of: "(") else {
      return description.trimmingSpaces
    }
    return withoutNumber(String(description[..<mark]).trimmingSpaces)
  }

  /// Without the wavelength in the file's own unit, where it is known as a name
  /// in nanometres.
  private func withoutWavelength(_ band: RasterDataset.Band) -> String {
    let words = band.wavelengthWords
    guard words.contains(" "), !wavelengthName(band.wavelength).isEmpty else { return band.name }
    if band.name == words { return "" }
    guard band.name.hasSuffix(" (\(words))") else { return band.name }
    return withoutNumber(String(band.name.dropLast(words.count + 3)))
  }

  /// Nothing of the "Band 7" that stands where a header has no names.
  private func withoutNumber(_ name: String) -> String {
    name.hasPrefix("Band ") && Int(name.dropFirst(5)) != nil ? "" : name.trimmingSpaces
  }

  private func wavelengthName(_ micrometres: Double?) -> String {
    guard let micrometres, micrometres > 0, micrometres < 1000 else { return "" }
    let nanometres = (micrometres * 10_000).rounded() / 10
    return nanometres == nanometres.rounded() ? "\(Int(nanometres))nm" : "\(nanometres)nm"
  }

  private func isUsable(_ names: [String], count: Int) -> Bool {
    names.count == count && Set(names.map { $0.lowercased() }).count == count
      && names.allSatisfy { !$0.isEmpty && $0.count <= 64 }
  }

  private func check(_ given: [String], count: Int) throws -> [String] {
    let names = given.map(\.trimmingSpaces)
    guard names.count == count else {
      throw Failure.usage("\(names.count) band names are given for \(count) bands")
    }
    if let empty = names.firstIndex(of: "") {
      throw Failure.usage("band name \(empty + 1) is empty")
    }
    var seen = Set<String>()
    if let twice = names.first(where: { !seen.insert($0.lowercased()).inserted }) {
      throw Failure.usage("the band name '\(twice)' is given twice")
    }
    return names
  }
}
