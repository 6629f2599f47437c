internal import CGDAL
import Foundation
import Rasters
import Synchronization

/// The files that GDAL writes for us, under names of its virtual file system
/// that lead here: what the system says of a write that fails is kept, for not
/// every driver of GDAL 3.6 looks at it.
package enum WatchedFiles {
  private static let prefix = "/facies-output"
  private static let failures = Mutex<[String: Int32]>([:])

  /// GDAL's name for a file that is to be written. Absolute.
  package static func name(of path: String) -> String { prefix + path }

  /// The first error of a file, or of a file beside it whose name begins alike;
  /// it is forgotten.
  package static func takeFailure(of path: String) -> Int32? {
    failures.withLock { failures in
      let names = failures.keys.filter { $0.hasPrefix(path) }.sorted()
      let codes = names.compactMap { failures.removeValue(forKey: $0) }
      return codes.first
    }
  }

  /// An open file; its only owner is GDAL's handle.
  private final class OpenFile {
    let path: String
    let descriptor: Int32
    var offset = 0
    var isAtEnd = false
    /// After a write has failed nothing else is done: libtiff goes round for
    /// ever in a file whose beginning is missing.
    private(set) var isBroken = false

    init(_ path: String, _ descriptor: Int32) {
      self.path = path
      self.descriptor = descriptor
      isBroken = descriptor < 0
    }

    func fail() {
      WatchedFiles.fail(path, errno)
      isBroken = true
    }

    func read(_ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
      var done = 0
      while done < count, !isBroken {
        let moved = pread(descriptor, bytes + done, count - done, off_t(offset + done))
        if moved < 0, errno == EINTR { continue }
        guard moved > 0 else { break }
        done += moved
      }
      isAtEnd = done < count
      offset += done
      return done
    }

    func write(_ bytes: UnsafeRawPointer, _ count: Int) -> Int {
      var done = 0
      while done < count, !isBroken {
        let moved = pwrite(descriptor, bytes + done, count - done, off_t(offset + done))
        if moved < 0, errno == EINTR { continue }
        guard moved > 0 else {
          fail()
          break
        }
        done += moved
      }
      offset += done
      return done
    }

    /// Where the file ends.
    var size: Int {
      var facts = stat()
      return fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
    }
  }

  private static func fail(_ path: String, _ code: Int32) {
    failures.withLock { if $0[path] == nil { $0[path] = code } }
  }

  private static func file(_ pointer: UnsafeMutableRawPointer?) -> OpenFile? {
    pointer.map { Unmanaged<OpenFile>.fromOpaque($0).takeUnretainedValue() }
  }

  /// As fopen has it: "r" reads, "w" makes anew, "a" adds, "+" does both.
  private static func open(_ path: String, _ access: String) -> UnsafeMutableRawPointer? {
    let both = access.contains("+")
    let flags: Int32 =
      switch access.first {
      case "w": O_CREAT | O_TRUNC | (both ? O_RDWR : O_WRONLY)
      case "a": O_CREAT | (both ? O_RDWR : O_WRONLY)
      default: both ? O_RDWR : O_RDONLY
      }
    let descriptor = Foundation.open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      if flags & O_CREAT != 0 { fail(path, errno) }
      // GDAL 3.6 writes to the code page of a shapefile whether it is open or not.
      guard path.hasSuffix(".cpg") else { return nil }
      return Unmanaged.passRetained(OpenFile(path, descriptor)).toOpaque()
    }
    let file = OpenFile(path, descriptor)
    if access.first == "a" { file.offset = file.size }
    return Unmanaged.passRetained(file).toOpaque()
  }

  static func install() {
    guard let calls = VSIAllocFilesystemPluginCallbacksStruct() else { return }
    defer { VSIFreeFilesystemPluginCallbacksStruct(calls) }
    setNames(calls)
    setPlaces(calls)
    setBytes(calls)
    // GDAL keeps the pointer, and the handler as long as the program runs.
    VSIInstallPluginHandler(strdup(prefix + "/"), calls)
  }

  private typealias Calls = UnsafeMutablePointer<VSIFilesystemPluginCallbacksStruct>

  /// GDAL hands us names without the prefix and its slash.
  private static func path(_ name: UnsafePointer<CChar>?) -> String {
    "/" + (name.map { String(cString: $0) } ?? "")
  }

  private static func setNames(_ calls: Calls) {
    calls.pointee.open = { _, name, access in
      WatchedFiles.open(WatchedFiles.path(name), access.map { String(cString: $0) } ?? "r")
    }
    calls.pointee.stat = { _, name, facts, _ in
      guard let facts else { return -1 }
      // GDAL's facts are a `stat` where longs have 64 bits.
      return fstatat(AT_FDCWD, WatchedFiles.path(name), UnsafeMutablePointer<stat>(facts), 0)
    }
    calls.pointee.unlink = { _, name in Foundation.unlink(WatchedFiles.path(name)) }
    calls.pointee.rename = { _, from, to in
      Foundation.rename(WatchedFiles.path(from), WatchedFiles.path(to))
    }
  }

  private static func setPlaces(_ calls: Calls) {
    calls.pointee.tell = { vsi_l_offset(WatchedFiles.file($0)?.offset ?? 0) }
    calls.pointee.seek = { pointer, offset, from in
      guard let file = WatchedFiles.file(pointer), !file.isBroken else { return -1 }
      let base = from == SEEK_CUR ? file.offset : from == SEEK_END ? file.size : 0
      file.offset = base + Int(Int64(bitPattern: offset))
      file.isAtEnd = false
      return 0
    }
    calls.pointee.eof = { WatchedFiles.file($0)?.isAtEnd == true ? 1 : 0 }
  }

  private static func setBytes(_ calls: Calls) {
    calls.pointee.read = { pointer, bytes, size, count in
      guard let file = WatchedFiles.file(pointer), let bytes, size > 0 else { return 0 }
      return file.read(bytes, size * count) / size
    }
    calls.pointee.write = { pointer, bytes, size, count in
      guard let file = WatchedFiles.file(pointer), let bytes, size > 0 else { return 0 }
      return file.write(bytes, size * count) / size
    }
    calls.pointee.flush = { _ in 0 }
    calls.pointee.truncate = { pointer, size in
      guard let file = WatchedFiles.file(pointer), !file.isBroken else { return -1 }
      guard ftruncate(file.descriptor, off_t(size)) == 0 else {
        file.fail()
        return -1
      }
      return 0
    }
    calls.pointee.close = { pointer in
      guard let pointer else { return -1 }
      let file = Unmanaged<OpenFile>.fromOpaque(pointer).takeRetainedValue()
      guard file.descriptor >= 0 else { return -1 }
      guard Foundation.close(file.descriptor) == 0 else {
        file.fail()
        return -1
      }
      return 0
    }
  }
}
