import CInflate
import Rasters

/// Bytes of a file, plain or packed by zlib, from front to back.
final class Inflation {
  private static let piece = 1 << 16

  private let file: RandomAccessFile
  private var place: Int
  private let end: Int
  /// At one place: zlib looks whether its stream has been moved.
  private let stream: UnsafeMutablePointer<z_stream>?
  private var input: [UInt8] = []

  /// Inflates the bytes `range` of a file.
  init(_ file: RandomAccessFile, _ range: Range<Int>, isPacked: Bool) throws {
    self.file = file
    place = range.lowerBound
    end = range.upperBound
    guard isPacked else {
      stream = nil
      return
    }
    let own = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    own.initialize(to: z_stream())
    stream = own
    guard inflateInit_(own, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw Failure("'\(file.name)' cannot be unpacked: no memory")
    }
  }

  deinit {
    guard let stream else { return }
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The next bytes; throws where there are fewer.
  func next(_ count: Int) throws -> [UInt8] {
    guard stream != nil else {
      guard count <= end - place else { throw damaged }
      place += count
      return try file.bytes(at: place - count, count: count)
    }
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = try inflate(
          UnsafeMutableBufferPointer(rebasing: buffer[filled..<count]))
        guard got > 0 else { throw damaged }
        filled += got
      }
    }
  }

  private var damaged: Failure { Failure("'\(file.name)' is damaged: a variable ends too early") }

  /// Fills some of `out`; 0 at the end.
  private func inflate(_ out: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    while true {
      if input.isEmpty, place < end {
        input = try file.bytes(at: place, count: min(Self.piece, end - place))
        place += input.count
      }
      guard !input.isEmpty else { return 0 }
      let (code, made, left) = step(out)
      input.removeFirst(input.count - left)
      guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw damaged }
      if made > 0 { return made }
      if code == Z_STREAM_END { return 0 }
    }
  }

  private func step(
    _ out: UnsafeMutableBufferPointer<UInt8>
  ) -> (code: Int32, made: Int, left: Int) {
    guard let stream else { return (Z_STREAM_ERROR, 0, 0) }
    let room = min(out.count, Int(UInt32.max))
    return input.withUnsafeMutableBufferPointer { bytes in
      stream.pointee.next_in = bytes.baseAddress
      stream.pointee.avail_in = UInt32(bytes.count)
      stream.pointee.next_out = out.baseAddress
      stream.pointee.avail_out = UInt32(room)
      let code = CInflate.inflate(stream, Z_NO_FLUSH)
      return (code, room - Int(stream.pointee.avail_out), Int(stream.pointee.avail_in))
    }
  }
}
