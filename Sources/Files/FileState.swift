import Foundation

/// What a name led to at some time: whether it is still the same file with the
/// same contents can be told later.
package struct FileState: Equatable, Sendable {
  private let node: [UInt64]

  /// A name that leads to nothing.
  package static let absent = FileState(node: [])

  private init(node: [UInt64]) { self.node = node }

  /// A link counts as itself.
  package init(_ path: String) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else {
      self = .absent
      return
    }
    node = [
      UInt64(truncatingIfNeeded: facts.st_dev), UInt64(truncatingIfNeeded: facts.st_ino),
      UInt64(truncatingIfNeeded: facts.st_size), UInt64(truncatingIfNeeded: facts.st_mtim.tv_sec),
      UInt64(truncatingIfNeeded: facts.st_mtim.tv_nsec),
    ]
  }
}
