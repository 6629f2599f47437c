import Foundation
import RasterIO
import Rasters

/// A table of spectra as delimited text: wavelengths in the first column and a spectrum in each
/// other one, or wavelengths in the first row and a spectrum in each other one.
struct TableLibrary {
  private let cells: [[String]]
  private let file: LocalPath
  private let hasDecimalCommas: Bool

  init(_ text: String, _ file: LocalPath) throws {
    self.file = file
    let table = DelimitedText(text)
    guard table.rows.count >= 2 else {
      throw LibraryFailure.of(file.typed, "has fewer than two lines, which is no table of spectra")
    }
    (cells, hasDecimalCommas) = (table.rows, table.hasDecimalCommas)
    guard cells.reduce(0, { $0 + $1.count }) <= LibraryLimits.values else {
      throw LibraryFailure.of(file.typed, "is too large a table")
    }
  }

  private func number(_ field: String) -> Double? {
    LibraryText.number(hasDecimalCommas ? field.replacing(",", with: ".") : field)
  }

  /// "450 nm", "0.45um", "X450": a wavelength at the head of a column.
  private func wavelength(_ field: String) -> Double? {
    if let value = number(field) { return value }
    let bare = field.lowercased().drop { $0.isLetter || $0 == "_" }
    let figures = bare.prefix { $0.isNumber || $0 == "." || (hasDecimalCommas && $0 == ",") }
    let unit = bare.dropFirst(figures.count).trimmingCharacters(in: .whitespaces)
    guard ["", "nm", "um", "µm", "μm"].contains(unit), !figures.isEmpty,
      field.first?.isNumber == true || (field.prefix { $0.isLetter || $0 == "_" }.count <= 2)
    else { return nil }
    return number(String(figures))
  }

  // MARK: reading

  func content() throws -> LibraryContent {
    let head = cells[0]
    guard head.count >= 2 || cells[1].count >= 2 else {
      throw LibraryFailure.of(
        file.typed, "has one column: wavelengths are wanted in the first column or the first row")
    }
    if Self.namesWavelengths(head[0]) || !isRowOfWavelengths { return try columns() }
    return try rows()
  }

  private static func namesWavelengths(_ field: String) -> Bool {
    let word = field.lowercased()
    return ["wave", "lambda", "micro", "nanom", "wvl"].contains { word.contains($0) }
      || ["nm", "um", "µm", "μm", "λ", "wl"].contains(word)
  }

  /// Fields after the first that are wavelengths: all from one on, and at least two.
  private var isRowOfWavelengths: Bool {
    let head = cells[0]
    guard number(head[0]) == nil,
      let first = head.indices.dropFirst().first(where: {
        wavelength(head[$0]) != nil
      })
    else { return false }
    return head.count - first >= 2 && head[first...].allSatisfy { wavelength($0) != nil }
  }

  private func micrometres(_ values: [Double], head: String) throws -> ([Double], String?) {
    let word = head.lowercased().replacing("μ", with: "µ")
    let unit: String? =
      word.contains("nm") || word.contains("nanom")
      ? "nm" : word.contains("um") || word.contains("µm") || word.contains("micro") ? "um" : nil
    guard let scale = WavelengthScale(unit: unit, values: values), values.allSatisfy({ $0 > 0 })
    else {
      throw LibraryFailure.of(file.typed, "has a wavelength that is not above 0")
    }
    return (scale.micrometres(values), scale.remark)
  }

  /// A spectrum in each column but the first.
  private func columns() throws -> LibraryContent {
    let hasHead = number(cells[0][0]) == nil
    let body = hasHead ? cells[1...] : cells[...]
    var waves: [Double] = []
    for (index, row) in body.enumerated() {
      guard let value = row.first.flatMap(number) else {
        throw LibraryFailure.of(
          file.typed,
          "has '\(row.first?.prefix(40) ?? "")' as the wavelength of row "
            + "\(index + (hasHead ? 2 : 1)): a number is wanted in the first column, or wavelengths "
            + "in the first row")
      }
      waves.append(value)
    }
    let (micrometres, remark) = try micrometres(waves, head: hasHead ? cells[0][0] : "")
    let width = cells.map(\.count).max() ?? 0
    return content(
      remark,
      (1..<width).map { column in
        let given = hasHead && column < cells[0].count ? cells[0][column] : ""
        let name = given.isEmpty ? (width == 2 ? file.stem : "spectrum \(column)") : given
        return (
          name, micrometres, body.map { column < $0.count ? number($0[column]) ?? .nan : .nan }
        )
      })
  }

  /// A spectrum in each row but the first.
  private func rows() throws -> LibraryContent {
    let head = cells[0]
    let first = head.indices.dropFirst().first { wavelength(head[$0]) != nil } ?? 1
    let waves = head[first...].compactMap(wavelength)
    let (micrometres, remark) = try micrometres(waves, head: head[first])
    return content(
      remark,
      cells.dropFirst().enumerated().map { index, row in
        let given = row.first ?? ""
        let values = (first..<head.count).map { $0 < row.count ? number(row[$0]) ?? .nan : .nan }
        return (given.isEmpty ? "spectrum \(index + 1)" : given, micrometres, values)
      })
  }

  private func content(
    _ remark: String?, _ found: [(name: String, micrometres: [Double], values: [Double])]
  ) -> LibraryContent {
    let spectra = found.map {
      LibrarySpectrum(
        name: $0.name.collapsingSpaces, micrometres: $0.micrometres, values: $0.values)
    }
    let empty = spectra.count { $0 == nil }
    let passed = empty > 0 ? "\(empty) spectra without two numbers are passed over" : nil
    return .init(
      format: "table", spectra: spectra.compactMap(\.self),
      notes: [remark, passed].compactMap(\.self), files: [file.absolute])
  }
}
