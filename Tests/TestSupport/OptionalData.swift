import Foundation

/// Real scenes that are not part of the repository: a folder named by
/// FACIES_TEST_DATA, or one beside the checkout.
package enum OptionalData {
  package static let folder =
    ProcessInfo.processInfo.environment["FACIES_TEST_DATA"] ?? "../shared/data"

  package static func path(_ name: String) -> String {
    URL(fileURLWithPath: folder + "/" + name).standardizedFileURL.path
  }

  /// Whether it is there; says so where it is not.
  package static func has(_ name: String) -> Bool {
    if Files.exists(path(name)) { return true }
    print("skipped: no '\(path(name))' (set FACIES_TEST_DATA to the folder of real scenes)")
    return false
  }
}
