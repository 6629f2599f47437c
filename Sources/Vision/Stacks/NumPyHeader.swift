import Rasters

/// The header of an array in NumPy's .npy format, versions 1 to 3
/// (numpy.lib.format). The file holds as many bytes as it says.
package struct NumPyHeader: Sendable {
  private static let magic = [0x93] + Array("NUMPY".utf8)
  private static let longest = 1 << 20

  package let shape: [Int]
  package let scalar: StackScalar
  package let isFortran: Bool
  /// Where the values begin, in bytes.
  package let start: Int

  package static func isNumPy(_ head: [UInt8]) -> Bool { head.starts(with: magic) }

  package init(_ file: RandomAccessFile) throws {
    let head = try file.bytes(at: 0, count: min(12, file.size))
    guard head.count == 12, Self.isNumPy(head) else {
      throw Failure("'\(file.name)' is not a NumPy array: save it with numpy.save")
    }
    let isLong = head[6] > 1
    let fixed = isLong ? 12 : 10
    let length = (0..<(isLong ? 4 : 2)).reduce(0) { $0 | Int(head[8 + $1]) << (8 * $1) }
    guard length <= Self.longest, fixed + length <= file.size else {
      throw Failure("'\(file.name)' ends inside its header")
    }
    let text = String(decoding: try file.bytes(at: fixed, count: length), as: UTF8.self)
    start = fixed + length
    scalar = try Self.scalar(text, file.name)
    shape = try Self.shape(text, file.name)
    isFortran = text.contains("'fortran_order': True")
    var bytes = scalar.bytes
    for side in shape {
      let (product, tooMany) = bytes.multipliedReportingOverflow(by: side)
      bytes = tooMany ? .max : product
    }
    guard bytes == file.size - start else {
      throw Failure(
        "'\(file.name)' holds \(file.size - start) bytes of values, its header says "
          + "\(shape.map(String.init).joined(separator: " x ")) of \(scalar.bytes)")
    }
  }

  private static func scalar(_ text: String, _ name: String) throws -> StackScalar {
    let word = text.split(separator: "'descr': '").last?.prefix { $0 != "'" } ?? ""
    let kinds: [Character: StackScalar.Kind] = [
      "f": .float, "i": .signed, "u": .unsigned, "b": .unsigned,
    ]
    guard let order = word.first, "<>|=".contains(order),
      let kind = kinds[word.dropFirst().first ?? " "],
      let bytes = Int(word.dropFirst(2)), (kind == .float ? [4, 8] : [1, 2, 4, 8]).contains(bytes)
    else {
      throw Failure("'\(name)' holds values of type '\(word.prefix(20))': save it as float32")
    }
    return StackScalar(kind, bytes: bytes, isBig: order == ">")
  }

  private static func shape(_ text: String, _ name: String) throws -> [Int] {
    let inside = text.split(separator: "'shape': (").last?.prefix { $0 != ")" } ?? ""
    let sides = inside.split(separator: ",").map { Int($0.filter { $0 != " " }) }
    let known = sides.compactMap { $0 }
    guard known.count == sides.count, known.allSatisfy({ $0 >= 0 }), known.count <= 32 else {
      throw Failure("'\(name)' has the shape (\(inside.prefix(60))), which is none")
    }
    return known
  }
}
