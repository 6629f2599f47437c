import RasterIO

/// The masks of Sentinel-2 products, as tables.
enum Sentinel2Quality {
  typealias Test = QualityDeclaration.Test

  /// SCL, the scene classification of Level-2A (Sentinel-2 Level-2A
  /// Algorithm Theoretical Basis Document, S2-PDGS-MPC-ATBD-L2A; the same
  /// list stands in every product's metadata).
  static let sceneClasses: [Test] = [
    scl("fill", [0], "no data"),
    scl("saturated", [1], "saturated or defective"),
    scl("cloud", [8, 9], "cloud of medium or high probability"),
    scl("cirrus", [10], "thin cirrus"),
    scl("shadow", [3], "cloud shadow"),
    scl("dark", [2], "dark area or topographic shadow", isDefault: false),
    scl("snow", [11], "snow or ice", isDefault: false),
    scl("water", [6], "water", isDefault: false),
    scl("vegetation", [4], "vegetation", isDefault: false),
    scl("bare", [5], "not vegetated", isDefault: false),
    scl("unclassified", [7], "unclassified", isDefault: false),
  ]

  /// MSK_CLASSI_B00 since baseline 04.00: one band each, 1 where it is so.
  static let classification: [Test] = ["cloud", "cirrus", "snow"].enumerated().map {
    Test(
      name: $1, rule: .anyBit(0xFF), isDefault: $1 != "snow",
      meaning: "MSK_CLASSI band \($0 + 1): " + ($0 == 0 ? "opaque cloud" : $1))
  }

  /// QA60, as archives of analysis-ready data carry it.
  static let qa60: [Test] = [
    Test(
      name: "cloud", rule: .anyBit(1 << 10), isDefault: true, meaning: "QA60 bit 10: opaque cloud"),
    Test(name: "cirrus", rule: .anyBit(1 << 11), isDefault: true, meaning: "QA60 bit 11: cirrus"),
  ]

  /// Percentages from which MSK_CLDPRB and MSK_SNWPRB can reject.
  private static let thresholds = [20, 40, 60, 80]

  /// A file of probabilities in percent at Level-2A.
  struct Probability {
    /// The stem of the file's name: "MSK_CLDPRB".
    var stem: String
    /// "cloud"
    var name: String

    var tests: [Test] {
      thresholds.map {
        Test(
          name: "\(name)-\($0)", rule: .values(Set($0...100)), isDefault: false,
          meaning: "\(stem): \(name) probability of \($0) % or more")
      }
    }
  }

  static let probabilities: [Probability] = [
    .init(stem: "MSK_CLDPRB", name: "cloud"), .init(stem: "MSK_SNWPRB", name: "snow"),
  ]

  private static func scl(
    _ name: String, _ classes: Set<Int>, _ meaning: String, isDefault: Bool = true
  ) -> Test {
    let list = classes.sorted().map(String.init).joined(separator: ", ")
    return Test(
      name: name, rule: .values(classes), isDefault: isDefault, meaning: "SCL \(list): \(meaning)")
  }
}
