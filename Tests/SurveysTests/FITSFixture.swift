import Foundation

/// FITS files made byte by byte, so that tests do not lean on the library
/// that reads them.
struct FITSFixture {
  /// One header and its data.
  struct HDU {
    var cards: [String]
    var data = Data()
  }

  var hdus: [HDU] = []

  static func card(_ key: String, _ value: String) -> String {
    let name = key.padding(toLength: 8, withPad: " ", startingAt: 0)
    let padded = String(repeating: " ", count: max(0, 20 - value.count)) + value
    return (name + "= " + (value.hasPrefix("'") ? value : padded))
      .padding(toLength: 80, withPad: " ", startingAt: 0)
  }

  /// An image; the first one of a file is the primary one.
  mutating func addImage(
    bitpix: Int, axes: [Int], more: [String] = [], data: Data = Data()
  ) {
    let first = hdus.isEmpty ? Self.card("SIMPLE", "T") : Self.card("XTENSION", "'IMAGE   '")
    var cards = [
      first, Self.card("BITPIX", "\(bitpix)"), Self.card("NAXIS", "\(axes.count)"),
    ]
    for (index, length) in axes.enumerated() {
      cards.append(Self.card("NAXIS\(index + 1)", "\(length)"))
    }
    if !hdus.isEmpty { cards += [Self.card("PCOUNT", "0"), Self.card("GCOUNT", "1")] }
    hdus.append(HDU(cards: cards + more, data: data))
  }

  /// Values as FITS stores them, big-endian.
  static func data(_ values: [Double], bitpix: Int) -> Data {
    var out = Data()
    func add<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.bigEndian) { out.append(contentsOf: $0) }
    }
    for value in values {
      switch bitpix {
      case 8: add(UInt8(value))
      case 16: add(Int16(value))
      case 32: add(Int32(value))
      case 64: add(Int64(value))
      case -32: add(Float(value).bitPattern)
      default: add(value.bitPattern)
      }
    }
    return out
  }

  /// A single image of 32-bit reals, `value(column, row)` from the lowest row.
  static func image(
    _ width: Int, _ height: Int, more: [String] = [], value: (Int, Int) -> Double
  ) -> FITSFixture {
    var out = FITSFixture()
    let values = (0..<width * height).map { value($0 % width, $0 / width) }
    out.addImage(
      bitpix: -32, axes: [width, height], more: more, data: data(values, bitpix: -32))
    return out
  }

  /// Header blocks with END and data, padded to 2880 bytes.
  var bytes: Data {
    hdus.reduce(into: Data()) { out, hdu in
      let end = "END".padding(toLength: 80, withPad: " ", startingAt: 0)
      out.append(Data((hdu.cards + [end]).joined().utf8))
      out.append(Data(repeating: 32, count: (2880 - out.count % 2880) % 2880))
      out.append(hdu.data)
      out.append(Data(repeating: 0, count: (2880 - out.count % 2880) % 2880))
    }
  }

  @discardableResult func write(to path: String) throws -> String {
    try bytes.write(to: URL(fileURLWithPath: path))
    return path
  }
}
