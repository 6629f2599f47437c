import Files
import Foundation
import Rasters

/// A table of numbers that grows in a nameless file and is used as if it
/// were memory. Patches are met from top to bottom, so that only a small
/// part of it is in use at a time; the system writes the rest to the disk
/// when memory is short, and ``relax()`` lets go of what lies in memory.
final class FileTable<Element: BitwiseCopyable> {
  private let file: ScratchFile
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity = 0

  /// Elements to begin with; every growth doubles them.
  private static var first: Int { 1 << 14 }

  /// A table of zeros.
  init(in folder: String) throws {
    file = try ScratchFile(in: folder)
    try file.reserve(bytes: Self.first * MemoryLayout<Element>.stride)
    base = try Self.map(file, elements: Self.first)
    capacity = Self.first
  }

  deinit { munmap(base, bytes) }

  private var bytes: Int { capacity * MemoryLayout<Element>.stride }

  private static func map(
    _ file: ScratchFile, elements: Int
  ) throws -> UnsafeMutablePointer<Element> {
    let bytes = elements * MemoryLayout<Element>.stride
    let address = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor, 0)
    guard let address, address != MAP_FAILED else {
      throw Failure("no room for a table of \(bytes) bytes: \(String(cString: strerror(errno)))")
    }
    return address.bindMemory(to: Element.self, capacity: elements)
  }

  /// Makes room for indices below `count`; new elements are zero.
  func grow(to count: Int) throws {
    guard count > capacity else { return }
    let wanted = max(count, 2 * capacity)
    try file.reserve(bytes: wanted * MemoryLayout<Element>.stride)
    let larger = try Self.map(file, elements: wanted)
    munmap(base, bytes)
    base = larger
    capacity = wanted
  }

  @inline(__always)
  subscript(index: UInt32) -> Element {
    get { base[Int(index)] }
    set { base[Int(index)] = newValue }
  }

  /// Lets go of the memory of a large table; its content stays.
  func relax() {
    if bytes > 8 << 20 { madvise(base, bytes, MADV_DONTNEED) }
  }
}
