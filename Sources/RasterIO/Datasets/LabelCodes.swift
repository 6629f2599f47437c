import Foundation
package import Rasters

/// A raster of classes that somebody else made: any whole number of 64 bits is
/// a class. Codes are read as they are stored; pixels hand out the number of
/// their code among those that have been met (1, 2, …), and 0 where there is
/// no class.
///
/// The value that the file declares for "no data" is no class, nor is what a
/// mask or alpha band leaves out, nor NaN. 0 is a class if the file says by
/// one of these where there is no data, and else is none.
package final class LabelCodes: LabelRaster {
  package let grid: Grid
  package let dataset: RasterDataset
  /// Codes in the order in which they were met: the first has the number 1.
  package private(set) var codes: [Int128] = []
  /// 0 was met and taken for "no class" by rule.
  package private(set) var metPlainZero = false
  /// What the file declares to be none.
  private let absent: AbsentValues
  /// 0 is a code as any other.
  private let zeroCounts: Bool
  private var numbers: [Int128: UInt16] = [:]
  /// Of codes up to ``common``: their number, or ``unknown``.
  private var commonNumbers: [UInt16]

  private static let common = 1 << 16
  private static let unknown = UInt16.max
  /// More are a picture.
  private static let most = Int(UInt16.max) - 1

  package init(path: String) throws {
    dataset = try RasterDataset(path: path)
    grid = dataset.grid
    let band = dataset.bands[0]
    guard band.type != .complex else {
      throw Failure("'\(path)' holds complex values; classes are whole numbers")
    }
    absent = band.absent
    zeroCounts =
      band.mask.isBand || !band.noDataText.isEmpty || band.validRange != nil
      || dataset.bands.dropFirst().contains(where: \.isAlpha)
    commonNumbers = [UInt16](repeating: Self.unknown, count: Self.common)
  }

  package var path: String { dataset.path }

  /// What is to be known about how the file was read.
  package var notes: [String] {
    var notes: [String] = []
    let others = dataset.bands.dropFirst().count { !$0.isAlpha }
    if others > 0 {
      notes.append("'\(path)' has \(others + 1) bands; classes are read from the first")
    }
    if metPlainZero {
      notes.append(
        "0 is taken for 'no class' in '\(path)', which does not say what means no data; declare "
          + "another value there if 0 is a class")
    }
    return notes
  }

  /// The names that the file gives to its codes.
  package var names: [Int128: String] {
    let list = dataset.bands[0].categories.enumerated().filter { !$0.element.isEmpty }
    return Dictionary(uniqueKeysWithValues: list.map { (Int128($0.offset), $0.element) })
  }

  /// Whether a code could be a class here.
  package func canBeClass(_ code: Int128) -> Bool {
    if code == 0, !zeroCounts { return false }
    return !absent.contains(
      absent.type.wholeRange == nil ? .real(Double(code)) : .whole(code))
  }

  package func labels(in window: Window, width: Int, height: Int) throws -> [UInt16] {
    var out = [UInt16](repeating: 0, count: width * height)
    guard !out.isEmpty else { return out }
    let read = try dataset.stored(window: window, size: (width, height))
    switch read.numbers {
    case .signed(let values):
      for index in out.indices where read.hasData[index] {
        out[index] = try number(Int128(values[index]))
      }
    case .unsigned(let values):
      for index in out.indices where read.hasData[index] {
        out[index] = try number(Int128(values[index]))
      }
    case .doubles(let values):
      for index in out.indices where read.hasData[index] {
        out[index] = try number(values[index]) {
          Self.place(index, of: window, width: width, height: height)
        }
      }
    }
    return out
  }

  /// The pixel that a value of a decimated window is taken from.
  private static func place(
    _ index: Int, of window: Window, width: Int, height: Int
  ) -> (column: Int, row: Int) {
    let column = (Double(index % width) + 0.5) * Double(window.width) / Double(width)
    let row = (Double(index / width) + 0.5) * Double(window.height) / Double(height)
    return (window.column + Int(column), window.row + Int(row))
  }

  private func number(_ value: Double, place: () -> (column: Int, row: Int)) throws -> UInt16 {
    if value >= 0, value < Double(Self.common) {
      let small = Int(value)
      let known = commonNumbers[small]
      if Double(small) == value, known != Self.unknown { return known }
    }
    guard let code = Int128(exactly: value), Self.range.contains(code) else {
      let at = place()
      throw Failure(
        "'\(path)' holds \(value) at column \(at.column), row \(at.row); a class is a whole "
          + "number of 64 bits (resampling by anything but nearest makes others)")
    }
    return try number(code)
  }

  private static let range = Int128(Int64.min)...Int128(UInt64.max)

  /// The number of a code; a new one for a new code.
  private func number(_ code: Int128) throws -> UInt16 {
    if let known = numbers[code] { return known }
    if code == 0, !zeroCounts { metPlainZero = true }
    var number: UInt16 = 0
    if canBeClass(code) {
      guard codes.count < Self.most else {
        throw Failure(
          "'\(path)' holds more than \(Self.most) different values; is it a map of classes rather "
            + "than a picture?")
      }
      codes.append(code)
      number = UInt16(codes.count)
    }
    numbers[code] = number
    if code >= 0, code < Int128(Self.common) { commonNumbers[Int(code)] = number }
    return number
  }

  /// Gives a code a number before it is met; 0 where it cannot be a class.
  @discardableResult
  package func announce(_ code: Int128) throws -> UInt16 {
    canBeClass(code) ? try number(code) : 0
  }

  /// Reads the whole raster; pixels of every code in the order of ``codes``.
  package func census() throws -> [Int] { try census(most: Self.most) ?? [] }

  /// Nil where there are more codes than `most`, which is found out early.
  package func census(most: Int) throws -> [Int]? {
    var counts: [Int] = []
    for top in stride(from: 0, to: grid.height, by: 256) {
      guard codes.count <= most else { return nil }
      let count = min(256, grid.height - top)
      let window = Window(column: 0, row: top, width: grid.width, height: count)
      var strip = [Int](repeating: 0, count: Self.common)
      for number in try labels(in: window, width: grid.width, height: count) {
        strip[Int(number)] += 1
      }
      counts += [Int](repeating: 0, count: codes.count - counts.count)
      for index in counts.indices { counts[index] += strip[index + 1] }
    }
    return codes.count <= most ? counts : nil
  }
}
