import Files
import Morphology
import Rasters

/// Measurements of all objects in a nameless file, in any order in and out, so
/// that a million of them take no memory.
final class MeasurementScratch {
  /// Flags of an object, in front of its values.
  private static let head = 3
  static let columns = SourceMorphology.names.count
  /// Places of the values, by their names.
  private static let places = Dictionary(
    uniqueKeysWithValues: SourceMorphology.names.enumerated().map { ($0.element, $0.offset) })

  private static let width = head + columns
  private static let recordBytes = width * MemoryLayout<Double>.stride

  private let file: ScratchFile
  let count: Int

  /// What was measured of one object.
  struct Row {
    var flag: Int
    var sersicFlag: Int
    /// Why it is flagged.
    var reasons: [QualityReason]
    var values: [Double]

    /// Whether the fitted profile is one of a galaxy: converged, and of an index
    /// that galaxies have.
    var isSersicSound: Bool {
      sersicFlag == 0 && (0.1...10).contains(self["sersic_n"] ?? 0)
    }

    /// A value by statmorph's name; nil where it has none.
    subscript(name: String) -> Double? {
      MeasurementScratch.places[name].flatMap {
        values[$0] == -99 || !values[$0].isFinite ? nil : values[$0]
      }
    }
  }

  /// - Parameter folder: where the file takes room.
  init(count: Int, folder: String) throws {
    self.count = count
    file = try ScratchFile(byteCount: count * Self.recordBytes, in: folder)
  }

  func write(_ morphology: SourceMorphology, row: Int) throws {
    var bits: UInt64 = 0
    for (index, reason) in QualityReason.allCases.enumerated()
    where morphology.reasons.contains(reason) { bits |= 1 << UInt64(index) }
    let record =
      [
        Double(morphology.flag.rawValue + 1), Double(morphology.sersicFlag),
        Double(bitPattern: bits),
      ] + morphology.values
    try record.withUnsafeBytes { try file.write($0, at: row * Self.recordBytes) }
  }

  /// Nil where nothing was measured.
  func row(_ row: Int) throws -> Row? {
    var record = [Double](repeating: 0, count: Self.width)
    try record.withUnsafeMutableBytes { try file.read($0, at: row * Self.recordBytes) }
    guard record[0] > 0 else { return nil }
    let bits = record[2].bitPattern
    return Row(
      flag: Int(record[0]) - 1, sersicFlag: Int(record[1]),
      reasons: QualityReason.allCases.enumerated().filter { bits >> UInt64($0.offset) & 1 == 1 }
        .map(\.element), values: Array(record.dropFirst(Self.head)))
  }
}
