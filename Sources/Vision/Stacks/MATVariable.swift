import Rasters

/// A numeric array of a MATLAB file of version 5: its header read, its values
/// not ("MAT-File Format", The MathWorks, level 5).
struct MATVariable: Sendable {
  private static let packed = 15
  private static let matrix = 14
  private static let longestName = 1024
  private static let mostSides = 32

  /// Types of values by their number.
  private static let types: [Int: (kind: StackScalar.Kind, bytes: Int)] = [
    1: (.signed, 1), 2: (.unsigned, 1), 3: (.signed, 2), 4: (.unsigned, 2), 5: (.signed, 4),
    6: (.unsigned, 4), 7: (.float, 4), 9: (.float, 8), 12: (.signed, 8), 13: (.unsigned, 8),
  ]

  let name: String
  /// Sides, the fastest first.
  let sides: [Int]
  /// Unsigned bytes, whatever they are stored as.
  let isByte: Bool
  private let file: RandomAccessFile
  private let range: Range<Int>
  private let isPacked: Bool
  private let isBig: Bool

  var count: Int { sides.reduce(1, *) }

  /// Numeric variables of a file in their order; others are passed over.
  static func all(in file: RandomAccessFile, isBig: Bool) throws -> [MATVariable] {
    var place = 128
    var found: [MATVariable] = []
    while place + 8 <= file.size, found.count < 10_000 {
      let tag = try file.bytes(at: place, count: 8)
      let (kind, size) = (integer(tag[0..<4], isBig), integer(tag[4..<8], isBig))
      guard size <= file.size - place - 8 else {
        throw Failure("'\(file.name)' ends inside a variable: it is damaged")
      }
      let inside = place + 8..<place + 8 + size
      if kind == packed || kind == matrix,
        let own = try MATVariable(file, inside, isPacked: kind == packed, isBig: isBig)
      {
        found.append(own)
      }
      place = inside.upperBound
    }
    return found
  }

  /// Nil for what is no plain numeric array.
  private init?(
    _ file: RandomAccessFile, _ range: Range<Int>, isPacked: Bool, isBig: Bool
  ) throws {
    (self.file, self.range, self.isPacked, self.isBig) = (file, range, isPacked, isBig)
    let bytes = try Inflation(file, range, isPacked: isPacked)
    guard let head = try Head(bytes, isPacked: isPacked, isBig: isBig, file: file) else {
      return nil
    }
    (name, sides, isByte) = (head.name, head.sides, head.isByte)
    // Nothing that a byte of the file can hold no more of.
    let most =
      isPacked ? range.count.multipliedReportingOverflow(by: 1032).partialValue : range.count
    guard count <= most else {
      throw Failure(
        "'\(file.name)': the variable '\(name)' cannot hold \(sides) values in \(range.count) "
          + "bytes: it is damaged")
    }
  }

  /// All values, the first side the fastest.
  func values() throws -> [Float] {
    let bytes = try Inflation(file, range, isPacked: isPacked)
    guard let head = try Head(bytes, isPacked: isPacked, isBig: isBig, file: file) else {
      return []
    }
    var out: [Float] = []
    out.reserveCapacity(count)
    while out.count < count {
      let part = min(1 << 18, count - out.count)
      out += head.scalar.floats(try bytes.next(part * head.scalar.bytes))
    }
    return out
  }

  static func integer(_ bytes: ArraySlice<UInt8>, _ isBig: Bool) -> Int {
    isBig ? bytes.reduce(0) { $0 << 8 | Int($1) } : bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// What comes before the values.
  private struct Head {
    var name: String
    var sides: [Int]
    var isByte: Bool
    var scalar: StackScalar

    init?(_ bytes: Inflation, isPacked: Bool, isBig: Bool, file: RandomAccessFile) throws {
      // A packed element holds its matrix with a tag of its own.
      if isPacked {
        guard MATVariable.integer(try bytes.next(8)[0..<4], isBig) == MATVariable.matrix else {
          return nil
        }
      }
      let flags = try Self.element(bytes, most: 8, isBig, file)
      guard flags.bytes.count == 8 else { return nil }
      let word = MATVariable.integer(flags.bytes[0..<4], isBig)
      // Classes 6 (double) to 15 (uint64); bit 11 is an imaginary part.
      guard (6...15).contains(word & 0xff), word & 0x800 == 0 else { return nil }
      isByte = word & 0xff == 9
      let dims = try Self.element(bytes, most: 4 * MATVariable.mostSides, isBig, file).bytes
      sides = stride(from: 0, to: dims.count - dims.count % 4, by: 4).map {
        MATVariable.integer(dims[$0..<$0 + 4], isBig)
      }
      var product = 1
      for side in sides {
        let (next, tooMany) = product.multipliedReportingOverflow(by: side)
        product = tooMany ? .max : next
      }
      guard sides.count >= 2, product < 1 << 40 else {
        throw Failure("'\(file.name)' has a variable of \(sides) values: it is damaged")
      }
      let text = try Self.element(bytes, most: MATVariable.longestName, isBig, file).bytes
      name = String(decoding: text, as: UTF8.self)
      guard let own = try Self.values(bytes, isBig, count: product, name: name, file) else {
        return nil
      }
      scalar = own
    }

    /// The tag of the values; nil for types that are none of numbers.
    private static func values(
      _ bytes: Inflation, _ isBig: Bool, count: Int, name: String, _ file: RandomAccessFile
    ) throws -> StackScalar? {
      let tag = try bytes.next(4)
      let first = MATVariable.integer(tag[0..<4], isBig)
      // Small elements have their size in the upper half.
      let isSmall = first >> 16 != 0
      let size =
        isSmall ? first >> 16 : MATVariable.integer(try bytes.next(4)[0..<4], isBig)
      guard let type = MATVariable.types[first & 0xffff] else { return nil }
      guard size == count * type.bytes else {
        throw Failure(
          "'\(file.name)': the variable '\(name)' has \(size) bytes for \(count) values: it is "
            + "damaged")
      }
      return StackScalar(type.kind, bytes: type.bytes, isBig: isBig)
    }

    /// One element with what pads it.
    private static func element(
      _ bytes: Inflation, most: Int, _ isBig: Bool, _ file: RandomAccessFile
    ) throws -> (kind: Int, bytes: [UInt8]) {
      let tag = try bytes.next(8)
      let first = MATVariable.integer(tag[0..<4], isBig)
      if first >> 16 != 0 {
        return (first & 0xffff, Array(tag[4..<4 + min(4, first >> 16)]))
      }
      let size = MATVariable.integer(tag[4..<8], isBig)
      guard size <= most else {
        throw Failure("'\(file.name)' has a variable with a header of \(size) bytes: it is damaged")
      }
      return (first, Array(try bytes.next((size + 7) / 8 * 8).prefix(size)))
    }
  }
}
