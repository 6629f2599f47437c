internal import CDeflate
internal import CKernels
import Foundation
import Rasters

/// One lane's means to decode blocks: libdeflate's state and room for what is
/// read of the file.
final class BlockDecoder {
  private let inflater: OpaquePointer?
  private var packed: [UInt8] = []

  init() { inflater = libdeflate_alloc_decompressor() }

  deinit { inflater.map(libdeflate_free_decompressor) }

  /// Reads a block of `rows` rows into `block`, with its differences undone.
  func decode(
    _ place: BlockPlace, of file: BlockFile, rows: Int, into block: UnsafeMutableRawPointer
  ) throws {
    let layout = file.layout
    let needed = rows * layout.rowBytes
    switch layout.compression {
    case .none:
      guard place.bytes >= needed else { throw damaged(file) }
      try file.read(at: place.offset, count: needed, into: block)
    case .deflate:
      if packed.count < place.bytes { packed = [UInt8](repeating: 0, count: place.bytes) }
      try packed.withUnsafeMutableBytes { buffer in
        guard let base = buffer.baseAddress else { return }
        try file.read(at: place.offset, count: place.bytes, into: base)
        try inflate(base, place.bytes, needed: needed, into: block, file)
      }
    }
    if layout.isDifferenced {
      fk_undifference(rows, layout.blockWidth, layout.samples, layout.type.byteCount, block)
    }
  }

  /// A tile at the lower edge is as high as all others; a strip ends with the
  /// image.
  private func inflate(
    _ packed: UnsafeRawPointer, _ count: Int, needed: Int, into block: UnsafeMutableRawPointer,
    _ file: BlockFile
  ) throws {
    var written = 0
    let result = libdeflate_zlib_decompress(
      inflater, packed, count, block, file.layout.blockBytes, &written)
    guard result == LIBDEFLATE_SUCCESS, written >= needed else { throw damaged(file) }
  }

  private func damaged(_ file: BlockFile) -> Failure {
    Failure("'\(file.layout.path)' cannot be read: a block of it is damaged or cut short")
  }
}

/// A file that blocks are read from. Several threads may read at once.
final class BlockFile: @unchecked Sendable {
  let layout: BlockLayout
  let places: [BlockPlace]
  private let descriptor: Int32

  /// A decoder of a band; nil where GDAL has to read it.
  init?(_ dataset: RasterDataset, band: Int) {
    guard let layout = dataset.blockLayout(band: band) else { return nil }
    let descriptor = open(layout.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard Self.isLittleEndian(descriptor),
      let places = dataset.blockPlaces(band: band, layout, fileBytes: Self.bytes(descriptor))
    else {
      close(descriptor)
      return nil
    }
    self.layout = layout
    self.places = places
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func isLittleEndian(_ descriptor: Int32) -> Bool {
    var mark: (UInt8, UInt8) = (0, 0)
    return pread(descriptor, &mark, 2, 0) == 2 && mark == (0x49, 0x49)
  }

  private static func bytes(_ descriptor: Int32) -> Int {
    var facts = stat()
    return fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
  }

  func read(at offset: Int, count: Int, into buffer: UnsafeMutableRawPointer) throws {
    var done = 0
    while done < count {
      let step = pread(descriptor, buffer + done, count - done, off_t(offset + done))
      if step < 0, errno == EINTR { continue }
      guard step > 0 else {
        let why = step == 0 ? "it ends too soon" : String(cString: strerror(errno))
        throw Failure("'\(layout.path)' cannot be read: \(why)")
      }
      done += step
    }
  }
}
