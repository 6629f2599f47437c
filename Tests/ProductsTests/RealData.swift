import Foundation

/// Optional real scenes, not part of the repository: a folder named by
/// FACIES_TEST_DATA, or one beside the checkout.
enum RealData {
  static let folder =
    ProcessInfo.processInfo.environment["FACIES_TEST_DATA"] ?? "../shared/data"

  static func path(_ name: String) -> String { folder + "/" + name }

  static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  static var isPresent: Bool { FileManager.default.fileExists(atPath: folder) }
}
