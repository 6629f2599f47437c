import Foundation

/// Lets one job at a time move its results into a folder, for as long as this
/// lives. File systems without locks let all through.
package final class PublicationTurn {
  private let descriptor: Int32

  package init(_ folder: String) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0, errno == EINTR {} }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
