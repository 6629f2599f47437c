internal import CFITSIO
import Foundation
import RasterIO
package import Rasters

/// One image of a FITS file, read window by window: any BITPIX, scaled by
/// BSCALE and BZERO, with NaN for BLANK, tile-compressed or not. Row 0 is the
/// file's first row, which is the lowest one on the screen.
package final class FITSImage: ImagePlanes {
  /// As it was typed.
  package let path: String
  package let width: Int
  package let height: Int
  /// Planes beyond the second axis, all of them counted as one.
  package let planes: Int
  package let bitpix: Int
  /// Position of the image in the file; 0 is the primary one.
  package let number: Int
  /// BUNIT, where there is one.
  package let unit: String?

  package let picture: PictureValues?
  private let isWide: Bool
  private let handle: FITSHandle
  private let copy: PlainCopy?
  /// The path of the file that is open: the named one or its plain copy.
  private let plainPath: String
  /// Lengths of the axes beyond the second.
  private let higher: [Int]
  /// What the header takes over from that of the file.
  private let inherited: InheritedHeader

  static let mostPlanes = 1000
  static let mostSide = 1 << 30

  /// Opens and checks; reads no pixel. Throws one line for whatever is not an
  /// image or claims more than the file has.
  package init(_ typed: String, image: ImageExtension = .first) throws {
    let path = try LocalPath.file(typed)
    let unpacked = try PlainCopy.unpack(path.absolute, name: typed)
    let byteCount = unpacked?.byteCount ?? path.byteCount
    let plain = unpacked?.path ?? path.absolute
    var handle = try FITSHandle(reading: plain, name: typed)
    self.path = typed
    number = try ImageChoice.move(handle, to: image)
    let shape = try ImageShape(handle)
    try shape.check(byteCount: byteCount, handle)
    copy =
      try unpacked
      ?? (byteCount % PlainCopy.block == 0 ? nil : PlainCopy.pad(plain, name: typed))
    if unpacked == nil, let copy {
      handle = try FITSHandle(reading: copy.path, name: typed)
      _ = try ImageChoice.move(handle, to: .number(number))
    }
    self.handle = handle
    plainPath = copy?.path ?? plain
    (width, height, planes) = (shape.axes[0], shape.axes[1], shape.planes)
    higher = Array(shape.axes.dropFirst(2))
    bitpix = shape.bitpix
    let type = Self.type(handle)
    picture = type == BYTE_IMG ? .bytes : nil
    isWide = type == LONGLONG_IMG || type == ULONGLONG_IMG
    inherited = try InheritedHeader.cards(of: handle, number: number)
    unit = handle.textKey("BUNIT") ?? inherited.text("BUNIT")
  }

  /// The type of the values with BSCALE and BZERO.
  private static func type(_ handle: FITSHandle) -> Int32 {
    var type: Int32 = 0
    return handle.succeeds { ffgiet($0, &type, &$1) } ? type : 0
  }

  /// Opens the image again, with a handle of its own.
  private init(again image: FITSImage) throws {
    (path, width, height, planes) = (image.path, image.width, image.height, image.planes)
    (bitpix, number, unit) = (image.bitpix, image.number, image.unit)
    (copy, higher, plainPath) = (image.copy, image.higher, image.plainPath)
    (picture, isWide, inherited) = (image.picture, image.isWide, image.inherited)
    handle = try FITSHandle(reading: plainPath, name: path)
    _ = try ImageChoice.move(handle, to: .number(number))
  }

  /// That there are others where nobody chose; nil where there is one only.
  func noteOfOthers() throws -> String? {
    let others = try ImageChoice.images(FITSHandle(reading: plainPath, name: path))
    guard others.count > 1, let own = others[number] else { return nil }
    let names = others.filter { $0.key != number }.sorted { $0.key < $1.key }.map(\.value)
    return "'\(path)' holds \(others.count) images; \(own) is read and not "
      + names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " …" : "")
  }

  package func reopened() throws -> any ImagePlanes { try FITSImage(again: self) }

  package func read(
    _ window: Window, plane: Int, into out: UnsafeMutablePointer<Float>, stride: Int
  ) throws {
    try check(window, plane: plane)
    if stride == window.width { return try readBlock(window, plane, out, TFLOAT, .nan as Float) }
    for row in 0..<window.height {
      let line = Window(
        column: window.column, row: window.row + row, width: window.width, height: 1)
      try readBlock(line, plane, out + row * stride, TFLOAT, .nan as Float)
    }
  }

  package func readDoubles(_ window: Window, plane: Int) throws -> [Double] {
    try check(window, plane: plane)
    var values = [Double](repeating: .nan, count: window.pixelCount)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try readBlock(window, plane, base, TDOUBLE, Double.nan)
    }
    return values
  }

  package func readWholes(_ window: Window, plane: Int) throws -> [Int64]? {
    try check(window, plane: plane)
    guard isWide else { return nil }
    var values = [Int64](repeating: 0, count: window.pixelCount)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try readBlock(window, plane, base, TLONGLONG, Int64.min)
    }
    return values.map { $0 == .min ? 0 : $0 }
  }

  package func readTopDown(planes count: Int, into out: UnsafeMutablePointer<Float>) throws {
    var line = [Float](repeating: 0, count: width)
    for plane in 0..<count {
      let start = out + plane * width * height
      try read(extent, plane: plane, into: start, stride: width)
      for row in 0..<height / 2 {
        let (low, high) = (start + row * width, start + (height - 1 - row) * width)
        line.withUnsafeMutableBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          base.update(from: low, count: width)
          low.update(from: high, count: width)
          high.update(from: base, count: width)
        }
      }
    }
  }

  private func readBlock<Value: BitwiseCopyable>(
    _ window: Window, _ plane: Int, _ out: UnsafeMutablePointer<Value>, _ type: Int32,
    _ none: Value
  ) throws {
    var first = [window.column + 1, window.row + 1] + higherAxes(plane)
    var last = [window.endColumn, window.endRow] + higherAxes(plane)
    var step = [Int](repeating: 1, count: first.count)
    var missing = none
    var anyMissing: Int32 = 0
    var status: Int32 = 0
    ffgsv(
      handle.pointer, type, &first, &last, &step, &missing, out, &anyMissing, &status)
    // Numbers too large for 32 bits come as the largest there are.
    guard status == 0 || status == NUM_OVERFLOW else {
      throw Failure(
        "'\(path)' cannot be read at \(window) (damaged or cut short?): "
          + FITSHandle.reason(status))
    }
    if status != 0 { ffcmsg() }
  }

  /// Positions on the third and higher axes, from 1.
  private func higherAxes(_ plane: Int) -> [Int] {
    var left = plane
    return higher.map { length in
      defer { left /= length }
      return left % length + 1
    }
  }

  /// All cards of the header but comments, 80 bytes each, with those that it
  /// inherits.
  package func header() throws -> [String] { try inherited.added(to: handle.cards()) }
}
