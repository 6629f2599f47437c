import RasterIO
import Rasters

/// What is left out by default of rasters with very many bands: bad bands of
/// the header's list, bands without content, and the two ranges in which
/// water vapour lets no light through to the ground.
enum Hyperspectral {
  /// Fewer bands than this are no spectrometer's.
  static let fewestBands = 60

  /// Micrometres.
  static let vapour = [1.34...1.45, 1.79...1.96]

  static let badWord = "marked bad in the header (bbl)"
  static let constantWord = "constant"
  static let vapourWord = "water vapour"

  /// Marks bands and says so. `bands` are those of `contents`, in order.
  static func leaveOut(
    _ bands: inout [BandDeclaration], of contents: GenericContents
  ) -> [String] {
    guard bands.count >= fewestBands, bands.count == contents.numbers.count else { return [] }
    let constant = Set(ConstantBands.find(in: contents))
    for (index, number) in contents.numbers.enumerated() {
      bands[index].leftOut = reason(
        isBad: contents.badBands.contains(number), isConstant: constant.contains(number),
        wavelength: bands[index].wavelength)
    }
    guard bands.contains(where: { $0.leftOut == nil }) else {
      for index in bands.indices { bands[index].leftOut = nil }
      return ["every band is bad, constant or in water vapour: all of them are used"]
    }
    return notes(bands)
  }

  private static func reason(isBad: Bool, isConstant: Bool, wavelength: Double?) -> String? {
    if isBad { return badWord }
    if isConstant { return constantWord }
    guard let wavelength, vapour.contains(where: { $0.contains(wavelength) }) else { return nil }
    return vapourWord
  }

  private static func notes(_ bands: [BandDeclaration]) -> [String] {
    let vapourShown = "in water vapour (1.34-1.45 and 1.79-1.96 um)"
    return [(badWord, badWord), (constantWord, "constant"), (vapourWord, vapourShown)]
      .compactMap { word, shown in
        let numbers = bands.indices.filter { bands[$0].leftOut == word }.map { $0 + 1 }
        guard !numbers.isEmpty else { return nil }
        return "\(numbers.count) of \(bands.count) bands are left out unless they are named, "
          + "\(shown): \(ranges(numbers))"
      }
  }

  /// 1, 2, 3, 7 as "b1-b3, b7".
  static func ranges(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    let shown = runs.prefix(12).map {
      $0.count == 1 ? "b\($0.lowerBound)" : "b\($0.lowerBound)-b\($0.upperBound)"
    }
    return shown.joined(separator: ", ") + (runs.count > 12 ? ", …" : "")
  }
}
