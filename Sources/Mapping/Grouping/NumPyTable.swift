import Foundation
import Rasters

/// Reads an array of features in NumPy's .npy format (versions 1 to 3): two
/// dimensions, objects by features, Float32 or Float64 of either byte order,
/// in C or Fortran order.
struct NumPyTable {
  let path: String

  private struct Header {
    var width: Int
    var count: Int
    var bytes: Int
    var isBig: Bool
    var isFortran: Bool
    var start: Int
  }

  /// Identifiers are the numbers of the rows, from 0.
  func read() throws -> ObjectTable {
    let place = try LocalPathText.absolute(path)
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: place), options: .mappedIfSafe)
    } catch {
      throw Failure("'\(path)' cannot be read: \(TemporaryName.reason(of: error))")
    }
    let header = try header(data)
    let values = data.withUnsafeBytes { bytes in rows(bytes, header) }
    return ObjectTable(
      ids: (0..<header.count).map(String.init), rows: values, width: header.width,
      problem: "missing value")
  }

  private func rows(_ bytes: UnsafeRawBufferPointer, _ header: Header) -> [Float] {
    (0..<header.count * header.width).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: header.width)
      let element = header.isFortran ? column * header.count + row : index
      let at = header.start + element * header.bytes
      if header.bytes == 4 {
        let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
        return Float(bitPattern: header.isBig ? word.bigEndian : word.littleEndian)
      }
      let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      return Float(Double(bitPattern: header.isBig ? word.bigEndian : word.littleEndian))
    }
  }

  private func header(_ data: Data) throws -> Header {
    guard data.count >= 12, data.prefix(6) == Data([0x93] + Array("NUMPY".utf8)) else {
      throw Failure("'\(path)' is not a NumPy array: save it with numpy.save")
    }
    let isLong = data[6] > 1
    let start = isLong ? 12 : 10
    let length =
      isLong
      ? (0..<4).reduce(0) { $0 | Int(data[8 + $1]) << (8 * $1) } : Int(data[8]) | Int(data[9]) << 8
    guard start + length <= data.count else { throw Failure("'\(path)' ends inside its header") }
    let text = String(decoding: data[start..<start + length], as: UTF8.self)
    let (bytes, isBig) = try type(text)
    let (count, width) = try shape(text)
    let (elements, tooMany) = count.multipliedReportingOverflow(by: width * bytes)
    guard !tooMany, elements == data.count - start - length else {
      throw Failure(
        "'\(path)' holds \(data.count - start - length) bytes of values, its header says "
          + "\(count) x \(width) of \(bytes)")
    }
    return Header(
      width: width, count: count, bytes: bytes, isBig: isBig,
      isFortran: text.contains("'fortran_order': True"), start: start + length)
  }

  private func type(_ text: String) throws -> (bytes: Int, isBig: Bool) {
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

  private func shape(_ text: String) throws -> (count: Int, width: Int) {
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
