import CMalloc
import Foundation

/// What the process holds at a moment, as the kernel and the allocator count it.
struct Holdings: Codable, Sendable {
  var jobs: Int
  /// Resident set in bytes.
  var resident: Int
  /// Bytes that are allocated and not freed, whatever the allocator keeps beside them.
  var heap: Int
  var descriptors: Int
  var threads: Int
  /// Places in memory that files, stacks and large blocks are at.
  var mappings: Int

  static func now(after jobs: Int) -> Holdings {
    // What is free goes back first, so that the rest can be told from it.
    malloc_trim(0)
    return Holdings(
      jobs: jobs, resident: residentBytes, heap: heapBytes,
      descriptors: count("/proc/self/fd") - 1, threads: count("/proc/self/task"),
      mappings: text("/proc/self/maps").count { $0 == "\n" })
  }

  static var heapBytes: Int {
    let heap = mallinfo2()
    return Int(heap.uordblks) + Int(heap.hblkhd)
  }

  private static var residentBytes: Int {
    let words = text("/proc/self/statm").split(separator: " ")
    return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
  }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  private static func count(_ folder: String) -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
  }
}
