import Foundation
import Rasters

/// An array of features in NumPy's .npy format (versions 1 to 3): two
/// dimensions, objects by features, Float32 or Float64 of either byte order,
/// in C or Fortran order. Read by blocks; identifiers are the numbers of the
/// rows, from 0.
struct NumPyTable: ObjectWalk {
  private struct Header {
    var width: Int
    var count: Int
    var bytes: Int
    var isBig: Bool
    var isFortran: Bool
    var start: Int
  }

  let path: String
  private let place: String
  private let header: Header

  /// "f0", "f1", …
  let features: [String]
  var hintColumns: [String] { [] }

  /// Reads the header.
  init(path: String) throws {
    self.path = path
    place = try LocalPathText.absolute(path)
    let file = try BlockFile(place, typed: path)
    header = try Self.header(file, path)
    features = (0..<header.width).map { "f\($0)" }
  }

  func forEach(
    _ checkpoint: () throws -> Void, _ body: (ObjectBlock) throws -> Void
  ) throws {
    let file = try BlockFile(place, typed: path)
    let size = Self.blockSize(width: header.width)
    for start in stride(from: 0, to: header.count, by: size) {
      try checkpoint()
      let part = start..<min(header.count, start + size)
      try body(
        ObjectBlock(
          first: start, ids: part.map(String.init), width: header.width,
          values: try values(file, part)))
    }
  }

  /// [row][feature].
  private func values(_ file: BlockFile, _ part: Range<Int>) throws -> [Float] {
    guard header.isFortran else {
      let own = part.lowerBound * header.width
      return floats(
        try file.bytes(at: offset(own), count: part.count * header.width * header.bytes))
    }
    var out = [Float](repeating: 0, count: part.count * header.width)
    for column in 0..<header.width {
      let own = offset(column * header.count + part.lowerBound)
      let values = floats(try file.bytes(at: own, count: part.count * header.bytes))
      for (row, value) in values.enumerated() { out[row * header.width + column] = value }
    }
    return out
  }

  private func offset(_ element: Int) -> Int { header.start + element * header.bytes }

  private func floats(_ bytes: [UInt8]) -> [Float] {
    bytes.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: header.bytes).map { at in
        if header.bytes == 4 {
          let word = raw.loadUnaligned(fromByteOffset: at, as: UInt32.self)
          return Float(bitPattern: header.isBig ? word.bigEndian : word.littleEndian)
        }
        let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        return Float(Double(bitPattern: header.isBig ? word.bigEndian : word.littleEndian))
      }
    }
  }

  // MARK: header

  private static let longestHeader = 1 << 20

  private static func header(_ file: BlockFile, _ path: String) throws -> Header {
    guard file.size >= 12 else {
      throw Failure("'\(path)' is not a NumPy array: save it with numpy.save")
    }
    let head = try file.bytes(at: 0, count: 12)
    guard head.prefix(6) == [0x93] + Array("NUMPY".utf8) else {
      throw Failure("'\(path)' is not a NumPy array: save it with numpy.save")
    }
    let isLong = head[6] > 1
    let start = isLong ? 12 : 10
    let length =
      (0..<(isLong ? 4 : 2)).reduce(0) { $0 | Int(head[8 + $1]) << (8 * $1) }
    guard length <= longestHeader, start + length <= file.size else {
      throw Failure("'\(path)' ends inside its header")
    }
    let text = String(decoding: try file.bytes(at: start, count: length), as: UTF8.self)
    let (bytes, isBig) = try type(text, path)
    let (count, width) = try shape(text, path)
    let (elements, tooMany) = count.multipliedReportingOverflow(by: width * bytes)
    guard !tooMany, elements == file.size - start - length else {
      throw Failure(
        "'\(path)' holds \(file.size - start - length) bytes of values, its header says "
          + "\(count) x \(width) of \(bytes)")
    }
    return Header(
      width: width, count: count, bytes: bytes, isBig: isBig,
      isFortran: text.contains("'fortran_order': True"), start: start + length)
  }

  private static func type(_ text: String, _ path: String) throws -> (bytes: Int, isBig: Bool) {
    let word = text.split(separator: "'descr': '").last?.prefix { $0 != "'" } ?? ""
    switch word {
    case "<f4": return (4, false)
    case "<f8": return (8, false)
    case ">f4": return (4, true)
    case ">f8": return (8, true)
    default:
      throw Failure("'\(path)' holds values of type '\(word)': save it as float32 or float64")
    }
  }

  private static func shape(_ text: String, _ path: String) throws -> (count: Int, width: Int) {
    let inside = text.split(separator: "'shape': (").last?.prefix { $0 != ")" } ?? ""
    let sides = inside.split(separator: ",").map { Int($0.trimmingCharacters(in: .whitespaces)) }
    guard sides.count == 2, let count = sides[0], let width = sides[1] else {
      throw Failure("'\(path)' has the shape (\(inside)): objects x features is due")
    }
    guard count > 0, (1...100_000).contains(width) else {
      throw Failure("'\(path)' has \(count) objects of \(width) features: nothing to group")
    }
    return (count, width)
  }
}
